import { EXIT, type ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** How long what is being written may go on after Ctrl+C. A report in a folder takes milliseconds. */
const GRACE_MILLISECONDS = 2000;

/**
 * Runs the work with a signal that aborts at Ctrl+C, at SIGTERM, and when whoever read the output has gone. Work that does
 * not end by itself then is ended after a moment, and by a second Ctrl+C at once.
 */
export async function runInterruptible(
  terminal: Terminal,
  work: (signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const controller = new AbortController();
  let ending: ExitCode = EXIT.interrupted;
  let grace: NodeJS.Timeout | undefined;
  const end = (exitCode: ExitCode) => {
    ending = exitCode;
    grace = setTimeout(() => terminal.exit(exitCode), GRACE_MILLISECONDS);
    controller.abort();
  };
  const interrupt = () => {
    if (controller.signal.aborted) terminal.exit(EXIT.interrupted);
    else end(EXIT.interrupted);
  };
  const endWithReader = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && !controller.signal.aborted) end(EXIT.outputClosed);
  };
  terminal.on('SIGINT', interrupt);
  terminal.on('SIGTERM', interrupt);
  terminal.stdout.on('error', endWithReader);
  try {
    const exitCode = await work(controller.signal);
    return controller.signal.aborted ? ending : exitCode;
  } catch (error) {
    if (controller.signal.aborted && error === controller.signal.reason) return ending;
    throw error;
  } finally {
    clearTimeout(grace);
    terminal.off('SIGINT', interrupt);
    terminal.off('SIGTERM', interrupt);
    terminal.stdout.off('error', endWithReader);
  }
}
