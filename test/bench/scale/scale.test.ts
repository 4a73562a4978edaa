import { describe, expect, it } from 'vitest';
import { renderScale } from '../../../bench/scale/table.ts';
import { slopeOfMemory, type Scale, type ScalePoint } from '../../../bench/scale/scale.ts';

const MACHINE = {
  processor: 'Some Processor',
  cores: 2,
  memoryBytes: 8e9,
  system: 'Linux 6.1',
  node: 'v24.21.0',
  kubectl: null,
};

function makePoint(pods: number, peakMegabytes: number | null, more: Partial<ScalePoint> = {}): ScalePoint {
  return {
    curve: 'pods',
    pods,
    linesPerLog: 100,
    bytesPerLine: 100,
    roundTripMilliseconds: 0,
    refuseEvery: 0,
    refused: 0,
    requests: pods + 2,
    seconds: 1.25,
    peakBytes: peakMegabytes === null ? null : peakMegabytes * 1e6,
    verdict: 'COMPLETE',
    ...more,
  };
}

describe('the slope of memory', () => {
  it('is what each byte of the logs costs from the smallest size to the largest, in whatever order they come', () => {
    const slope = slopeOfMemory([makePoint(10_000, 340), makePoint(2000, 180), makePoint(5000, 999)]);

    expect(slope).toBe(2);
  });

  it.each([
    ['one size', [makePoint(2000, 180)]],
    ['one size twice', [makePoint(2000, 180), makePoint(2000, 190)]],
    ['a second one whose process died', [makePoint(2000, 180), makePoint(10_000, null)]],
  ])('is not told of %s', (_, points) => {
    expect(slopeOfMemory(points)).toBeNull();
  });
});

describe('the table of scale', () => {
  it('shows each run, and states the slope of complete ones', () => {
    const scale: Scale = {
      takenAt: '2026-11-25T03:00:00.000Z',
      machine: MACHINE,
      memoryMegabytes: 1024,
      timeoutSeconds: 300,
      points: [
        makePoint(2000, 180),
        makePoint(10_000, 340),
        makePoint(2000, 181, { curve: '429s', refuseEvery: 50, refused: 40, requests: 2050 }),
        makePoint(10_000, 1100, { curve: 'function', seconds: 12.34 }),
        makePoint(20_000, null, { curve: 'function', verdict: 'the function ended with SIGABRT: see above' }),
      ],
    };

    const text = renderScale(scale);

    expect(text).toBe(
      `2026-11-25, 2 × Some Processor, 8 GB, Linux 6.1, Node.js v24.21.0; a function of 1024 MB and 300 s

| curve    |  pods |       log | RTT ms | 429s |    s | peak MB | logs MB |  GETs | verdict                                    |
| :------- | ----: | --------: | -----: | ---: | ---: | ------: | ------: | ----: | :----------------------------------------- |
| pods     |  2000 | 100 × 100 |      0 |    0 |  1.3 |     180 |    20.0 |  2002 | COMPLETE                                   |
| pods     | 10000 | 100 × 100 |      0 |    0 |  1.3 |     340 |   100.0 | 10002 | COMPLETE                                   |
| 429s     |  2000 | 100 × 100 |      0 |   40 |  1.3 |     181 |    20.0 |  2050 | COMPLETE                                   |
| function | 10000 | 100 × 100 |      0 |    0 | 12.3 |    1100 |   100.0 | 10002 | COMPLETE, but Lambda ends it               |
| function | 20000 | 100 × 100 |      0 |    0 |  1.3 |       – |   200.0 | 20002 | the function ended with SIGABRT: see above |

pods, logs of 100 × 100 bytes, 0 ms: 2.0 bytes of memory for each byte of log lines kept, from 2000 to 10000 pods`,
    );
  });
});
