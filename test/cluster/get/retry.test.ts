import { describe, expect, it } from 'vitest';
import { ClusterFailure } from '../../../src/cluster/get/failure.ts';
import { tryAgain, type RetryLimits } from '../../../src/cluster/get/retry.ts';

const LIMITS: RetryLimits = {
  retries: 2,
  firstMilliseconds: 1,
  longestMilliseconds: 2,
  retryAfterMilliseconds: 100,
};
const never = new AbortController().signal;

function failing(changes: Partial<ClusterFailure['detail']> = {}): ClusterFailure {
  return new ClusterFailure({
    code: 'SERVER_ERROR',
    why: 'HTTP 503, shutting down',
    advice: 'Look at its health',
    isPassing: true,
    ...changes,
  });
}

/** Fails in turn with these, then brings `read`; counts how often it was asked. */
function attempts(...failures: readonly ClusterFailure[]) {
  const asked: number[] = [];
  return {
    asked,
    attempt: async () => {
      asked.push(performance.now());
      const failure = failures[asked.length - 1];
      if (failure !== undefined) throw failure;
      return 'read';
    },
  };
}

describe('a request that failed and may pass', () => {
  it('is asked again until it brings something', async () => {
    const { attempt, asked } = attempts(failing());

    const read = await tryAgain(attempt, failing(), LIMITS, never);

    expect(read).toBe('read');
    expect(asked).toHaveLength(2);
  });

  it('is asked as often as is allowed, and fails with the last reason', async () => {
    const last = failing({ why: 'HTTP 503, still' });
    const { attempt, asked } = attempts(failing(), last, failing());

    const read = tryAgain(attempt, failing(), LIMITS, never);

    await expect(read).rejects.toBe(last);
    expect(asked).toHaveLength(2);
  });

  it('is asked no more once it fails for a reason that stays', async () => {
    const lasting = failing({ code: 'FORBIDDEN', isPassing: false });
    const { attempt, asked } = attempts(lasting);

    const read = tryAgain(attempt, failing(), LIMITS, never);

    await expect(read).rejects.toBe(lasting);
    expect(asked).toHaveLength(1);
  });

  it('is not asked before the time that the server named', async () => {
    const { attempt, asked } = attempts();
    const begun = performance.now();

    await tryAgain(attempt, failing({ retryAfter: 60 }), LIMITS, never);

    // A timer may fire a millisecond early: https://github.com/nodejs/node/issues/26578
    expect((asked[0] ?? 0) - begun).toBeGreaterThanOrEqual(58);
  });

  it('is given up where the server names a time that nobody waits for', async () => {
    const first = failing({ retryAfter: 101 });
    const { attempt, asked } = attempts();

    const read = tryAgain(attempt, first, LIMITS, never);

    await expect(read).rejects.toBe(first);
    expect(asked).toHaveLength(0);
  });

  it('tells what it waited for when the time is up in between', async () => {
    const first = failing({ retryAfter: 90 });
    const end = new AbortController();
    const { attempt } = attempts();

    const read = tryAgain(attempt, first, LIMITS, end.signal);
    end.abort(new ClusterFailure({ code: 'TIMED_OUT', why: "the run's time was up", advice: 'Allow more' }));

    await expect(read).rejects.toBe(first);
  });
});
