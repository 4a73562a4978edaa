import type { Command } from 'commander';
import type { ExitCode } from '../terminal/exit-code.ts';
import type { Palette } from '../terminal/palette.ts';
import type { Progress } from '../terminal/progress.ts';
import type { Terminal } from '../terminal/terminal.ts';
import type { TimeZone } from '../terminal/figures.ts';

/** What a command has while it runs. */
export interface CommandRun {
  readonly terminal: Terminal;
  /** Aborts at Ctrl+C; work that rejects with its reason has ended as it should. */
  readonly signal: AbortSignal;
  /** Errors come with their stacks. */
  readonly isDebug: boolean;
  /** For stdout. */
  readonly palette: Palette;
  /** Columns of stdout; null: it is no terminal, cut nothing. Ask again after a `resize`. */
  readonly width: () => number | null;
  /** For what is shown as a column; a report's own times stay as the cluster wrote them. */
  readonly timeZone: TimeZone;
  /** On stderr, where that is a terminal. */
  readonly openProgress: () => Progress;
}

/** What the command line gives a command. */
export interface Door {
  /** How a command comes to run: in its action, and no other way. */
  readonly run: (work: (run: CommandRun) => Promise<ExitCode>) => Promise<void>;
  /** Another command with its options, not to be run; one that there is none of has none. */
  readonly readCommand: (name: string) => Promise<Command>;
}

/**
 * The one shape of a file `NAME-command.ts`. `define` gives the command its options, examples and action. What it needs beyond
 * commander it imports inside the action, so that `--help` answers at once.
 */
export interface CommandModule {
  readonly define: (command: Command, door: Door) => void;
}
