import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { workInLanes } from '../../../src/cluster/logs/lanes.ts';

const ITEMS = Array.from({ length: 100 }, (_, index) => index);

describe('work in lanes', () => {
  it('is begun in order, done once each, and never on more than so many at once', async () => {
    const begun: number[] = [];
    let [now, most] = [0, 0];

    await workInLanes(ITEMS, { first: 3, most: 3 }, async (item) => {
      begun.push(item);
      now += 1;
      most = Math.max(most, now);
      await setImmediate();
      now -= 1;
    });

    expect(begun).toEqual(ITEMS);
    expect(most).toBe(3);
  });

  it('gets more lanes while the process waits, up to the most', async () => {
    const { promise: allAtWork, resolve } = Promise.withResolvers<void>();
    let begun = 0;

    // None of it ends before all of it has begun: eight lanes alone would wait for ever.
    await workInLanes(ITEMS.slice(0, 32), { first: 8, most: 32 }, async () => {
      begun += 1;
      if (begun === 32) resolve();
      await allAtWork;
    });

    expect(begun).toBe(32);
  });

  it('ends at once where there is nothing to do, and with the error of what fails', async () => {
    const failing = workInLanes(ITEMS, { first: 2, most: 2 }, async (item) => {
      await setImmediate();
      if (item === 5) throw new Error('a mistake');
    });

    await expect(
      workInLanes([], { first: 8, most: 8 }, () => Promise.reject(new Error('asked'))),
    ).resolves.toBeUndefined();
    await expect(failing).rejects.toThrow('a mistake');
  });
});
