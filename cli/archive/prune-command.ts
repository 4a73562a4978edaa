import type { CommandModule } from '../command/door.ts';
import type { PruneFlags } from './prune-run.ts';

const EXAMPLES = `
Examples:
  $ job-reporter prune reports --older-than 90d            shows what would go
  $ job-reporter prune reports --older-than 90d --yes      removes it
  $ job-reporter prune reports --before 2026-01-01

It removes reports only, never the latest copies. In S3 a lifecycle rule does
this.`;

export const define: CommandModule['define'] = (command, door) => {
  command
    .argument('<folder>', 'folder of an archive')
    .option('--older-than <age>', 'reports older than this: 90d, 12w')
    .option('--before <time>', 'reports of before this time')
    .option('--yes', 'remove them')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, flags: PruneFlags) => {
      if ((flags.olderThan === undefined) === (flags.before === undefined)) {
        command.error("error: give one of '--older-than <age>' and '--before <time>'");
      }
      const { pruneReports } = await import('./prune-run.ts');
      await door.run((run) => pruneReports(folder, flags, run));
    });
};
