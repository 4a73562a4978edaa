import { addArchiveOption, REPORT_FORMATS } from './options.ts';
import { choiceOption } from '../command/choice.ts';
import type { CommandModule } from '../command/door.ts';
import type { ShowFlags } from './printed-report.ts';

const EXAMPLES = `
Examples:
  $ job-reporter show -1                                 the newest report
  $ job-reporter show 20261122T190000Z                   as list shows it, UTC
  $ job-reporter show 2026-11-22T20:00 --target nightly  local; UTC by --utc
  $ job-reporter show 2026-11-22T19:00:00Z -o json`;

export const define: CommandModule['define'] = (command, door) => {
  addArchiveOption(command)
    .argument('<report>', 'a slot, a time, a key, or -1 for the newest, -2 for the one before')
    .option('--target <name>', 'target of the report; the only one of the archive unless told')
    .option('--timestamps', 'show before each log line when it was written')
    .addOption(choiceOption('-o, --output <format>', 'what to print', REPORT_FORMATS).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, flags: ShowFlags) => {
      const { showReport } = await import('./printed-report.ts');
      await door.run((run) => showReport(name, flags, run));
    });
};
