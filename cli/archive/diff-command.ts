import { addArchiveOption, REPORT_FORMATS } from './options.ts';
import { choiceOption } from '../command/choice.ts';
import type { CommandModule } from '../command/door.ts';
import type { DiffFlags } from './diff-run.ts';

const EXAMPLES = `
Examples:
  $ job-reporter diff                          the one before, and the newest
  $ job-reporter diff -5 -1 --target nightly
  $ job-reporter diff 20261122T190000Z 20261122T194500Z -o json
  $ job-reporter diff --exit-code > /dev/null || echo something changed

Exit codes:
  0; by --exit-code 2 when they differ, or when not all could be compared;
  1 a failure.`;

export const define: CommandModule['define'] = (command, door) => {
  addArchiveOption(command)
    .argument('[before]', 'a report, as show takes it', '-2')
    .argument('[after]', 'the report to compare it with', '-1')
    .option('--target <name>', 'target of the reports; the only one of the archive unless told')
    .addOption(choiceOption('-o, --output <format>', 'what to print', REPORT_FORMATS).default('text'))
    .option('--exit-code', 'exit with 2 when they differ')
    .addHelpText('after', EXAMPLES)
    .action(async (before: string, after: string, flags: DiffFlags) => {
      const { printDifference } = await import('./diff-run.ts');
      await door.run((run) => printDifference(before, after, flags, run));
    });
};
