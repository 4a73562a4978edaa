import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { ClusterFailure } from './failure.ts';

export interface RetryLimits {
  readonly retries: number;
  readonly firstMilliseconds: number;
  readonly longestMilliseconds: number;
  /** The longest `Retry-After` that is waited for; a server that asks for more is not asked again. */
  readonly retryAfterMilliseconds: number;
}

/** Attempts once more, and again, what has failed first for a reason that may pass. Rejects with the last `ClusterFailure`. */
export async function tryAgain<T>(
  attempt: () => Promise<T>,
  first: ClusterFailure,
  limits: RetryLimits,
  signal: AbortSignal,
): Promise<T> {
  let last = first;
  try {
    return await pRetry(async (number) => (number === 1 ? await Promise.reject(first) : await attempt()), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: limits.firstMilliseconds,
      maxTimeout: limits.longestMilliseconds,
      randomize: true,
      signal,
      shouldRetry: async ({ error, retryDelay, attemptNumber }) => {
        if (!(error instanceof ClusterFailure) || error.detail.isPassing !== true) return false;
        last = error;
        if (attemptNumber > limits.retries && error.detail.isWorthWaiting !== true) return false;
        const wait = error.detail.retryAfter ?? 0;
        if (wait > limits.retryAfterMilliseconds) return false;
        if (wait > retryDelay) await delay(wait - retryDelay, undefined, { signal });
        return true;
      },
    });
  } catch (error) {
    // The time ran out between two tries: why the last one failed tells more than that it did.
    if (signal.aborted && (error === signal.reason || !(error instanceof ClusterFailure))) throw last;
    throw error;
  }
}
