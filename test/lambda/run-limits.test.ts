import { describe, expect, it } from 'vitest';
import { fitLimits } from '../../lambda/run-limits.ts';
import { DEFAULT_LIMITS } from '../../src/cluster/limits.ts';

const MIB = 1024 * 1024;

describe('the limits of a run in Lambda', () => {
  it.each([
    [128, 4, 12_800, 12.8],
    [256, 20, 25_600, 25.6],
    [512, 84, 51_200, 51.2],
    [1024, 212, 102_400, 102.4],
    [3008, 256, 250_000, 300.8],
    [10_240, 256, 250_000, 512],
  ])(
    'with %i MB of memory leave room for %i MiB of log lines, and a list of %i objects or %d MiB',
    (memoryMegabytes, mebibytes, objects, ofLists) => {
      const limits = fitLimits(DEFAULT_LIMITS, {
        memoryMegabytes,
        readingMilliseconds: 45_000,
        storableBytes: 300_000_000,
      });

      expect(limits).toEqual({
        ...DEFAULT_LIMITS,
        runMilliseconds: 45_000,
        runBytes: mebibytes * MIB,
        lists: { objects, bytes: Math.floor(ofLists * MIB) },
      });
    },
  );

  it('let no more logs be read side by side than there is room for, when they may be long', () => {
    const long = { ...DEFAULT_LIMITS, containerBytes: 64 * MIB, lineBytes: 64 * MIB };
    const function_ = { readingMilliseconds: 45_000, storableBytes: 300_000_000 };

    const limits = [256, 1024, 3008].map((memoryMegabytes) =>
      fitLimits(long, { ...function_, memoryMegabytes }),
    );

    expect(
      limits.map(({ connection, containerBytes, lineBytes }) => [
        connection.connections,
        Math.round(containerBytes / MIB),
        Math.round(lineBytes / MIB),
      ]),
    ).toEqual([
      [1, 8, 8],
      [1, 64, 64],
      [3, 64, 64],
    ]);
  });

  it('keep no more lines than there is time to store', () => {
    const limits = fitLimits(DEFAULT_LIMITS, {
      memoryMegabytes: 1024,
      readingMilliseconds: 2_000,
      storableBytes: 10_000_000,
    });

    expect(limits.runBytes).toBe(10_000_000);
  });
});
