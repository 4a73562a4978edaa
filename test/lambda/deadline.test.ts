import { describe, expect, it } from 'vitest';
import {
  findStorableBytes,
  shareTime,
  startTimer,
  waitAtMost,
  workWithSignal,
} from '../../lambda/deadline.ts';
import { makeManualTimers } from './manual-timers.ts';

describe('the time of an invocation', () => {
  it.each([
    [900_000, { reading: 885_000, writing: 898_500 }],
    [60_000, { reading: 45_000, writing: 58_500 }],
    [45_000, { reading: 30_000, writing: 43_500 }],
    [30_000, { reading: 20_000, writing: 29_000 }],
    [3_000, { reading: 2_000, writing: 2_900 }],
    [900, { reading: 600, writing: 870 }],
    [0, { reading: 0, writing: 0 }],
  ])('of %i ms is shared out between reading and writing', (remaining, deadlines) => {
    expect(shareTime(remaining)).toEqual(deadlines);
  });

  it('leaves the more for writing the more is held, and a third for reading whatever is', () => {
    const readings = [0, 1_000_000, 180_000_000, 1_000_000_000].map(
      (held) => shareTime(60_000, held).reading,
    );

    expect(readings).toEqual([45_000, 44_900, 27_000, 20_000]);
    expect(shareTime(60_000, 180_000_000).writing).toBe(58_500);
    expect(findStorableBytes(60_000)).toBe(250_000_000);
  });

  it('ends the work the earlier the more it holds', async () => {
    const timers = makeManualTimers();
    const seen: unknown[] = [];

    await workWithSignal(
      timers.startTimer,
      (held) => shareTime(60_000, held).reading,
      async (signal, hold) => {
        hold(500_000);
        seen.push(timers.list());
        hold(180_000_000);
        seen.push(
          timers.list().map((left) => left <= 27_000 && left > 20_000),
          signal.aborted,
        );
        for (const left of timers.list()) timers.fire(left);
        seen.push(signal.aborted);
      },
    );

    expect(seen).toEqual([[45_000], [true], false, true]);
    expect(timers.list()).toEqual([]);
  });

  it('aborts the signal of work that goes on too long', async () => {
    const timers = makeManualTimers();
    const aborted = workWithSignal(
      timers.startTimer,
      () => 45_000,
      async (signal) => {
        timers.fire(45_000);
        return signal.aborted;
      },
    );

    expect(await aborted).toBe(true);
  });

  it('lets work that is done in time come to its own end, and leaves no timer behind', async () => {
    const timers = makeManualTimers();

    const value = await waitAtMost(
      timers.startTimer,
      58_500,
      workWithSignal(
        timers.startTimer,
        () => 45_000,
        async (signal) => signal.aborted,
      ),
      () => new Error('too late'),
    );

    expect(value).toBe(false);
    expect(timers.list()).toEqual([]);
  });

  it('gives up on work that is not done in time, and lets go of what it comes to later', async () => {
    const timers = makeManualTimers();
    const { promise, reject } = Promise.withResolvers<never>();
    const waiting = waitAtMost(timers.startTimer, 58_500, promise, () => new Error('too late'));

    timers.fire(58_500);
    reject(new Error('it failed in the end'));

    await expect(waiting).rejects.toThrowError('too late');
    expect(timers.list()).toEqual([]);
  });

  it("is told by the process's own timers", async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const stopEarly = startTimer(0, () => resolve('the one that was stopped'));
    stopEarly();
    startTimer(0, () => resolve('the one that was not'));

    expect(await promise).toBe('the one that was not');
  });
});
