import { Option } from 'commander';
import { parseArchiveLocation } from '../../src/archive/location.ts';
import type { CommandModule } from '../command/door.ts';
import type { DemoFlags } from './demo-run.ts';
import { parseNumber, parseWith } from '../command/option-values.ts';

const EXAMPLES = `
Examples:
  $ job-reporter demo
  $ job-reporter demo --interval 5`;

const LONGEST_INTERVAL = 86_400;

export const define: CommandModule['define'] = (command, door) => {
  command
    .addOption(
      new Option('--archive <place>', 'folder or s3://bucket/prefix for the reports')
        .argParser(parseWith(parseArchiveLocation))
        .default(parseArchiveLocation('reports'), 'reports'),
    )
    .option(
      '--interval <seconds>',
      'look again after so many seconds, until Ctrl+C: some Jobs move',
      parseNumber(1, LONGEST_INTERVAL),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (flags: DemoFlags) => {
      const { runDemo } = await import('./demo-run.ts');
      await door.run((run) => runDemo(flags, run));
    });
};
