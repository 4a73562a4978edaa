import { parseArchiveLocation } from '../../src/archive/location.ts';
import { choiceOption, choicesOption } from '../command/choice.ts';
import type { CommandModule } from '../command/door.ts';
import type { FailCondition } from '../look/condition.ts';
import { parseNumber, parseWith } from '../command/option-values.ts';
import type { OutputFormat } from '../look/output.ts';
import type { SnapshotFlags } from './snapshot-run.ts';
import { addTargetOptions, refuseContradiction } from '../look/options.ts';

const EXAMPLES = `
Examples:
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning --interval 30
  $ job-reporter snapshot -A -l '' -o wide
  $ job-reporter snapshot -n trading-bots -l app=tuning --fail-on failed,partial
  $ job-reporter snapshot -n trading-bots -l app=tuning -o json --archive s3://jobs
  $ job-reporter snapshot --config reporter.yaml --target trading-bots`;

const EXIT_CODES = `
Exit codes:
  0 the report was printed, 1 a failure, 2 a condition of --fail-on holds, 130 Ctrl+C.
  A condition that cannot be judged by what was seen is a failure.`;

const OUTPUT_FORMATS: readonly OutputFormat[] = ['text', 'json', 'wide', 'jsonl'];
const FAIL_CONDITIONS: readonly FailCondition[] = ['failed', 'partial', 'problems'];
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
      'look again after so many seconds, until Ctrl+C; at a terminal one table, drawn in place',
      parseNumber(1, LONGEST_INTERVAL),
    )
    .option(
      '--archive [place]',
      'keep the report in a folder or in s3://bucket/prefix (without a place: reports)',
      parseWith(parseArchiveLocation),
    )
    .addOption(
      choiceOption('-o, --output <format>', 'what to print', OUTPUT_FORMATS).default(
        'text' satisfies OutputFormat,
      ),
    )
    .addOption(
      choicesOption(
        '--fail-on <conditions>',
        'exit with 2, and end a watch, when one of these holds',
        FAIL_CONDITIONS,
      ),
    )
    .option('--timestamps', 'show before each log line when it was written')
    .option('--no-redact', 'print and keep credentials that stand in logs')
    .addHelpText('after', `${EXAMPLES}\n${EXIT_CODES}`)
    .action(async (flags: SnapshotFlags) => {
      refuseContradiction(command, flags);
      const { runSnapshots } = await import('./snapshot-run.ts');
      await door.run((run) => runSnapshots(command, flags, run));
    });
};
