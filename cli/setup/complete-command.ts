import type { CommandModule } from '../command/door.ts';
import { EXIT } from '../terminal/exit-code.ts';

/** For the scripts of `completion`: a line a candidate for the last of the words. */
export const define: CommandModule['define'] = (command, door) => {
  command.argument('[words...]').action(async (words: readonly string[]) => {
    const { findCommandName, listCandidates } = await import('./completion-candidates.ts');
    const program = command.parent ?? command;
    const typed = words.slice(0, -1);
    const name = findCommandName(program, typed);
    const named = name === undefined ? null : await door.readCommand(name);
    const { words: candidates, also } = listCandidates(program, named, typed, words.at(-1) ?? '');
    const targets = also === 'targets' ? await listTargets(typed) : [];
    await door.run(({ terminal }) => {
      const lines = [
        ...candidates.map(({ word, description }) => `${word}\t${description}`),
        ...targets.filter((target) => target.startsWith(words.at(-1) ?? '')).map((target) => `${target}\t`),
        `:${also === 'targets' ? 'none' : also}`,
      ];
      terminal.stdout.write(`${lines.join('\n')}\n`);
      return Promise.resolve(EXIT.fine);
    });
  });
};

/** Of the config that is named, or that lies here; a file that cannot be read has none to offer. */
async function listTargets(typed: readonly string[]): Promise<readonly string[]> {
  const { loadReporterConfig } = await import('../../src/config/file.ts');
  const named = typed[typed.lastIndexOf('--config') + 1];
  const file = typed.includes('--config') && named !== undefined ? named : 'reporter.yaml';
  try {
    const { targets } = await loadReporterConfig(file);
    return targets.map(({ name }) => name);
  } catch {
    return [];
  }
}
