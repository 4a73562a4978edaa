import { describe, expect, it } from 'vitest';
import { fitLimits } from '../../lambda/run-limits.ts';
import { DEFAULT_LIMITS } from '../../src/cluster/limits.ts';

const MIB = 1024 * 1024;

describe('the limits of a run in Lambda', () => {
  it.each([
    [128, 4],
    [256, 20],
    [512, 84],
    [1024, 212],
    [3008, 256],
  ])('with %i MB of memory leave room for %i MiB of log lines', (memoryMegabytes, mebibytes) => {
    const limits = fitLimits(DEFAULT_LIMITS, { memoryMegabytes, readingMilliseconds: 45_000 });

    expect(limits).toEqual({ ...DEFAULT_LIMITS, runMilliseconds: 45_000, runBytes: mebibytes * MIB });
  });
});
