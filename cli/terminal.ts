/** What a command sees of the process: `process` itself is one. */
export interface Terminal {
  readonly stdin: AsyncIterable<Buffer | string> & { readonly isTTY?: boolean };
  readonly stdout: NodeJS.WritableStream & { readonly columns?: number };
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly once: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown;
  readonly off: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown;
}

const INTERRUPTED = 130;

/** Runs the work with a signal that aborts when the person presses Ctrl+C; tells the exit code. */
export async function runInterruptible(
  terminal: Terminal,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  terminal.once('SIGINT', interrupt);
  terminal.once('SIGTERM', interrupt);
  try {
    const exitCode = await work(controller.signal);
    return controller.signal.aborted ? INTERRUPTED : exitCode;
  } catch (error) {
    if (controller.signal.aborted && error === controller.signal.reason) return INTERRUPTED;
    throw error;
  } finally {
    terminal.off('SIGINT', interrupt);
    terminal.off('SIGTERM', interrupt);
  }
}
