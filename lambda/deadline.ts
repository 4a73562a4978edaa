/** Calls `act` once, `milliseconds` from now, unless the function that it returns is called before. */
export type StartTimer = (milliseconds: number, act: () => void) => () => void;

/** The moments at which the parts of an invocation must end, in milliseconds from its start. */
export interface Deadlines {
  readonly reading: number;
  readonly writing: number;
}

/** What storing a report may take when S3 has a bad moment. */
const LONGEST_RESERVE = 15_000;
/** Lines are stored four times, in JSON and text and their latest copies, at 40 MB a second: as a small function does it. */
const BYTES_A_MILLISECOND = 10_000;
/** However much is held, so much of the time is for reading. */
const LEAST_READING = 1 / 3;

/**
 * Shares out an invocation's remaining milliseconds: the last 15 s of them, or the last third when there are few, are for
 * writing, and more when there is much to write; the last tenth of those 15 s is for saying what went wrong. A timeout would say
 * nothing. `heldBytes`: the lines that are there to be stored.
 */
export function shareTime(remaining: number, heldBytes = 0): Deadlines {
  const reserve = Math.min(LONGEST_RESERVE, remaining / 3);
  const reading = remaining - reserve - heldBytes / BYTES_A_MILLISECOND;
  return {
    reading: Math.floor(Math.max(reading, remaining * LEAST_READING)),
    writing: Math.floor(remaining - reserve / 10),
  };
}

/** The most bytes of lines that can still be stored when reading takes its least. */
export function findStorableBytes(remaining: number): number {
  const { reading } = shareTime(remaining);
  return Math.floor((reading - remaining * LEAST_READING) * BYTES_A_MILLISECOND);
}

export const startTimer: StartTimer = (milliseconds, act) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

/** A timer is not moved for less. */
const LEAST_MOVE = 100;

/**
 * Does `work` with a signal that aborts after so many milliseconds as `findEnd` says, for what is held by then. The work tells how
 * much that is.
 */
export async function workWithSignal<T>(
  start: StartTimer,
  findEnd: (heldBytes: number) => number,
  work: (signal: AbortSignal, hold: (bytes: number) => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const begin = performance.now();
  let end = findEnd(0);
  let stop = start(end, () => controller.abort());
  const hold = (bytes: number) => {
    const next = findEnd(bytes);
    if (end - next < LEAST_MOVE) return;
    stop();
    end = next;
    stop = start(Math.max(0, next - (performance.now() - begin)), () => controller.abort());
  };
  try {
    return await work(controller.signal, hold);
  } finally {
    stop();
  }
}

/** Waits for `work` so many milliseconds, then rejects with the error of `late`; what `work` comes to later is let go. */
export async function waitAtMost<T>(
  start: StartTimer,
  milliseconds: number,
  work: Promise<T>,
  late: () => Error,
): Promise<T> {
  const { promise: lateness, reject } = Promise.withResolvers<never>();
  const stop = start(milliseconds, () => reject(late()));
  try {
    return await Promise.race([work, lateness]);
  } finally {
    stop();
  }
}
