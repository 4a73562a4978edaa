import { setTimeout as delay } from 'node:timers/promises';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';

/**
 * Does the work once and tells its exit code; or again and again with a pause of so many seconds, until the signal aborts or a
 * condition is met. A watch outlives failures: what is away comes back.
 */
export async function watch(
  intervalSeconds: number | undefined,
  signal: AbortSignal,
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  for (;;) {
    const exitCode = await work();
    if (intervalSeconds === undefined || exitCode === EXIT.conditionMet) return exitCode;
    // An aborted pause ends the watch; it is no failure.
    await delay(intervalSeconds * 1000, undefined, { signal }).catch(() => {});
    if (signal.aborted) return EXIT.interrupted;
  }
}
