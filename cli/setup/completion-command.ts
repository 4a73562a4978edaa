import { Argument } from 'commander';
import type { CommandModule } from '../command/door.ts';
import type { Shell } from './completion-script.ts';
import { EXIT } from '../terminal/exit-code.ts';

const SHELLS: readonly Shell[] = ['bash', 'zsh', 'fish'];

const EXAMPLES = `
Examples:
  $ source <(job-reporter completion bash)       # in ~/.bashrc
  $ source <(job-reporter completion zsh)        # in ~/.zshrc, behind compinit
  $ job-reporter completion fish | source        # in ~/.config/fish/config.fish`;

export const define: CommandModule['define'] = (command, door) => {
  command
    .addArgument(new Argument('<shell>', 'whose script to print').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: Shell) => {
      const { writeCompletionScript } = await import('./completion-script.ts');
      await door.run(({ terminal }) => {
        terminal.stdout.write(writeCompletionScript(shell));
        return Promise.resolve(EXIT.fine);
      });
    });
};
