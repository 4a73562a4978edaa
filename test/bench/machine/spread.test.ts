import { describe, expect, it } from 'vitest';
import { summarize } from '../../../bench/machine/spread.ts';

describe('what a measurement came to', () => {
  it('is the middle of its runs, and how far apart they lay', () => {
    const spread = summarize([9, 1, 5]);

    expect(spread).toEqual({ median: 5, least: 1, most: 9 });
  });

  it('is between the middle two of an even number', () => {
    const spread = summarize([4, 1, 2, 100]);

    expect(spread?.median).toBe(3);
  });

  it.each([
    ['nothing was measured', []],
    ['one run could not measure it', [1, null, 3]],
  ])('is nothing when %s', (_, values) => {
    expect(summarize(values)).toBeNull();
  });
});
