import type { CommandRun } from './door.ts';
import type { ExitCode } from '../terminal/exit-code.ts';
import { runInterruptible } from '../terminal/interruption.ts';
import { openPalette, wantsColor, type ColorChoice } from '../terminal/palette.ts';
import { openProgress } from '../terminal/progress.ts';
import { canDraw, findWidth, type Terminal } from '../terminal/terminal.ts';

/** What every command takes, before its name or after it. */
export interface CommonFlags {
  readonly color: ColorChoice;
  readonly utc?: true;
  readonly debug?: true;
}

/** Runs a command at the terminal until it ends or is ended; tells its exit code. */
export async function runAtTerminal(
  terminal: Terminal,
  { color, utc, debug }: CommonFlags,
  work: (run: CommandRun) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { stdout, stderr, env } = terminal;
  return await runInterruptible(terminal, (signal) =>
    work({
      terminal,
      signal,
      isDebug: debug === true,
      palette: openPalette(wantsColor(color, stdout, env)),
      width: () => findWidth(stdout),
      timeZone: utc === true ? 'UTC' : undefined,
      openProgress: () => {
        const progress = openProgress(canDraw(stderr, env) ? stderr : null);
        // Whatever still has to end, its line is gone at once.
        signal.addEventListener('abort', () => progress[Symbol.dispose](), { once: true });
        return progress;
      },
    }),
  );
}
