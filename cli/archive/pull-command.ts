import { addArchiveOption } from './options.ts';
import type { CommandModule } from '../command/door.ts';
import type { PullFlags } from './pull-run.ts';

const EXAMPLES = `
Examples:
  $ job-reporter pull here --archive s3://my-bucket/jobs --since 7d
  $ job-reporter pull trading-bots here --since 2026-11-22 --until 2026-11-24
  $ job-reporter list --archive here

The folder is an archive itself. Start it again to complete what was
interrupted: what is there already is checked and stays.`;

export const define: CommandModule['define'] = (command, door) => {
  addArchiveOption(command)
    .usage('[options] [target] <folder>')
    .argument('<folder...>', 'a target, all unless told, and the folder to copy into')
    .option('--since <time>', 'from this time on: a date, a time, or an age as 2h or 7d')
    .option('--until <time>', 'before this time')
    .addHelpText('after', EXAMPLES)
    .action(async (words: readonly string[], flags: PullFlags) => {
      const [folder = '', target, ...others] = words.toReversed();
      if (others.length > 0) command.error('error: too many arguments: give a target, if one, and a folder');
      const { pullReports } = await import('./pull-run.ts');
      await door.run((run) => pullReports(target ?? null, folder, flags, run));
    });
};
