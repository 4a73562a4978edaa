import { Option } from 'commander';
import { parseArchiveLocation } from '../src/archive/archive-location.ts';
import type { CommandModule } from './command.ts';
import { parseNumber, parseWith } from './option-values.ts';
import type { SnapshotFlags } from './snapshot-run.ts';
import { addTargetOptions, refuseContradiction } from './target-options.ts';

const EXAMPLES = `
Examples:
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning --interval 30
  $ job-reporter snapshot -n trading-bots -l app=tuning -o json --archive s3://jobs
  $ job-reporter snapshot --config reporter.yaml --target trading-bots`;

const LONGEST_INTERVAL = 86_400;
/** As the schema of the config has it, which is not read for `--help`. */
const MOST_LOG_LINES = 100_000;

export const define: CommandModule['define'] = (command, door) => {
  addTargetOptions(command)
    .option(
      '--max-log-lines <number>',
      'last lines of each log (default: 100)',
      parseNumber(1, MOST_LOG_LINES),
    )
    .option(
      '--interval <seconds>',
      'look again after so many seconds, until Ctrl+C',
      parseNumber(1, LONGEST_INTERVAL),
    )
    .option(
      '--archive [place]',
      'keep the report in a folder or in s3://bucket/prefix (without a place: reports)',
      parseWith(parseArchiveLocation),
    )
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .option('--no-redact', 'print and keep credentials that stand in logs')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: SnapshotFlags) => {
      refuseContradiction(command, flags);
      const { runSnapshots } = await import('./snapshot-run.ts');
      await door.run((run) => runSnapshots(command, flags, run));
    });
};
