import { parseArchiveLocation } from '../../src/archive/location.ts';
import type { CheckFlags } from './check-run.ts';
import type { CommandModule } from '../command/door.ts';
import { parseWith } from '../command/option-values.ts';
import { addTargetOptions, refuseContradiction } from '../look/options.ts';

const EXAMPLES = `
Examples:
  $ job-reporter check -n trading-bots -l app=arbitrage-tuning
  $ job-reporter check --config reporter.yaml --archive s3://my-bucket/jobs`;

export const define: CommandModule['define'] = (command, door) => {
  addTargetOptions(command)
    .option('--archive <place>', 'folder or s3://bucket/prefix to read from', parseWith(parseArchiveLocation))
    .addHelpText('after', EXAMPLES)
    .action(async (flags: CheckFlags) => {
      refuseContradiction(command, flags);
      const { runChecks } = await import('./check-run.ts');
      await door.run((run) => runChecks(command, flags, run));
    });
};
