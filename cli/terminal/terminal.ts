/** A stream that may end at a terminal; then it has a size, and emits `resize` when that changes. */
export type TerminalOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

type EndSignal = 'SIGINT' | 'SIGTERM';

/** What a command sees of the process: `process` itself is one. */
export interface Terminal {
  readonly stdin: AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };
  readonly stdout: TerminalOutput;
  readonly stderr: TerminalOutput;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly on: (signal: EndSignal, listener: () => void) => unknown;
  readonly off: (signal: EndSignal, listener: () => void) => unknown;
  /** Ends the process, whatever it is at. */
  readonly exit: (exitCode: number) => void;
}

/** What a program that is run for the person gets: their environment, and whether they are there to be asked. */
export function describeHost({ env, stdin }: Pick<Terminal, 'env' | 'stdin'>) {
  return { env, isTerminal: stdin.isTTY === true };
}

/** Whether lines may be drawn over: a pipe and a terminal that calls itself dumb take what comes one after the other. */
export function canDraw({ isTTY }: TerminalOutput, env: Terminal['env']): boolean {
  return isTTY === true && env['TERM'] !== 'dumb';
}

/** How many columns there are to fill; null when nobody looks: what goes to a pipe or a file is never cut. */
export function findWidth({ isTTY, columns }: TerminalOutput): number | null {
  return isTTY === true && columns !== undefined && columns > 0 ? columns : null;
}
