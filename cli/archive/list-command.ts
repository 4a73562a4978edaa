import { addArchiveOption } from './options.ts';
import { choiceOption } from '../command/choice.ts';
import type { CommandModule } from '../command/door.ts';
import type { ListFlags, ListFormat } from './list-run.ts';
import { parseNumber } from '../command/option-values.ts';

const EXAMPLES = `
Examples:
  $ job-reporter list
  $ job-reporter list trading-bots --since 2h
  $ job-reporter list --archive s3://my-bucket/jobs --until 2026-11-24T18:00
  $ job-reporter list trading-bots --since 2026-11-22 -o jsonl | jq -r .jsonKey

Times without a zone are local times, or UTC by --utc. Reports of one moment
stay together, so that there may be a few more than the limit.`;

const FORMATS: readonly ListFormat[] = ['table', 'wide', 'json', 'jsonl'];
const MOST = 100_000;
const DEFAULT = 20;

export const define: CommandModule['define'] = (command, door) => {
  addArchiveOption(command)
    .argument('[target]', 'target of the reports; all of the archive unless told')
    .option('--since <time>', 'from this time on: a date, a time, or an age as 2h or 7d')
    .option('--until <time>', 'before this time')
    .option('--limit <number>', `about so many (default: ${DEFAULT})`, parseNumber(1, MOST), DEFAULT)
    .addOption(
      choiceOption('-o, --output <format>', 'what to print', FORMATS).default('table' satisfies ListFormat),
    )
    .addHelpText('after', EXAMPLES)
    .action(async (target: string | undefined, flags: ListFlags) => {
      const { listReports } = await import('./list-run.ts');
      await door.run((run) => listReports(target ?? null, flags, run));
    });
};
