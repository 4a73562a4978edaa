/** Calls `act` once, `milliseconds` from now, unless the function that it returns is called before. */
export type StartTimer = (milliseconds: number, act: () => void) => () => void;

/** The moments at which the parts of an invocation must end, in milliseconds from its start. */
export interface Deadlines {
  readonly reading: number;
  readonly writing: number;
}

/** What storing a report may take when S3 has a bad moment. */
const LONGEST_RESERVE = 15_000;

/**
 * Shares out an invocation's remaining milliseconds: the last 15 s of them, or the last third when there are few, are for
 * writing, and the last tenth of that for saying what went wrong. A timeout would say nothing.
 */
export function shareTime(remaining: number): Deadlines {
  const reserve = Math.min(LONGEST_RESERVE, remaining / 3);
  return { reading: Math.floor(remaining - reserve), writing: Math.floor(remaining - reserve / 10) };
}

export const startTimer: StartTimer = (milliseconds, act) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

/** Does `work` with a signal that aborts after so many milliseconds. */
export async function workWithSignal<T>(
  start: StartTimer,
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = start(milliseconds, () => controller.abort());
  try {
    return await work(controller.signal);
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
