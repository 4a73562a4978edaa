import { addArchiveOption, REPORT_FORMATS } from './options.ts';
import { choiceOption } from '../command/choice.ts';
import type { CommandModule } from '../command/door.ts';
import type { LatestFlags } from './printed-report.ts';

const EXAMPLES = `
Examples:
  $ job-reporter latest
  $ job-reporter latest trading-bots --archive s3://my-bucket/jobs
  $ job-reporter latest trading-bots -o json | jq .completeness.verdict

It prints the bytes of latest/TARGET.txt, or .json, as they are.`;

export const define: CommandModule['define'] = (command, door) => {
  addArchiveOption(command)
    .argument('[target]', 'target of the report; the only one of the archive unless told')
    .option('--timestamps', 'show before each log line when it was written')
    .addOption(choiceOption('-o, --output <format>', 'what to print', REPORT_FORMATS).default('text'))
    .addHelpText('after', EXAMPLES)
    .action(async (target: string | undefined, flags: LatestFlags) => {
      const { printLatest } = await import('./printed-report.ts');
      await door.run((run) => printLatest(target ?? null, flags, run));
    });
};
