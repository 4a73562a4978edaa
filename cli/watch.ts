import { setTimeout as delay } from 'node:timers/promises';

/** Does the work once, or again and again with a pause of so many seconds, until the signal aborts. */
export async function watch(
  intervalSeconds: number | undefined,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  await work();
  if (intervalSeconds === undefined) return;
  while (!signal.aborted) {
    // An aborted pause ends the loop; it is no failure.
    await delay(intervalSeconds * 1000, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await work();
  }
}
