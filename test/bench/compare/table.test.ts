import { describe, expect, it } from 'vitest';
import { renderComparison } from '../../../bench/compare/table.ts';
import { makeComparison, makeRow } from './sample-comparison.ts';

describe('the table of the rows', () => {
  it('has the ratios first, and a table for each round-trip time', () => {
    const comparison = makeComparison([
      makeRow('ours', 'ours', { processMilliseconds: 500, workMilliseconds: 400 }),
      makeRow('floor', 'the floor: bare GETs', { processMilliseconds: 400, workMilliseconds: 320 }),
      makeRow('kubectl-each', 'a kubectl for each read', {
        processMilliseconds: 16_500,
        workMilliseconds: 16_500,
        peakBytes: null,
        requests: null,
      }),
    ]);

    const text = renderComparison(comparison);

    expect(text).toBe(
      `An embedded cluster of 200 pods × 100 lines × 100 bytes, 2026-11-25
2 × Some Processor, 8 GB, Linux 6.1, Node.js v24.21.0, kubectl v1.33.1

Round trip 20 ms (a small GET takes 21.3 ms):

| × ours | work only |                         | wall s | work s | CPU s | peak MB | GETs | conns |   MB | lines | runs |
| -----: | --------: | :---------------------- | -----: | -----: | ----: | ------: | ---: | ----: | ---: | ----: | ---: |
|   1.00 |      1.00 | ours                    |  0.500 |  0.400 | 0.300 |     150 |  202 |    32 | 4.82 | 20000 |    9 |
|   0.80 |      0.80 | the floor: bare GETs    |  0.400 |  0.320 | 0.300 |     150 |  202 |    32 | 4.82 | 20000 |    9 |
|   33.0 |      41.3 | a kubectl for each read |   16.5 |   16.5 | 0.300 |       – |    – |    32 | 4.82 | 20000 |    9 |

Ours takes 1.25 × the wall time of the floor, and 1.25 × its work.`,
    );
  });

  it('says below it what is not there, and who read something else', () => {
    const comparison = makeComparison([
      makeRow('ours', 'ours'),
      makeRow('client-node', 'client-node program', { lines: 19_900 }),
      {
        name: 'kubectl-each',
        title: 'a kubectl for each read',
        absence: 'kubectl cannot be run here',
        measured: null,
      },
    ]);

    const remarks = renderComparison(comparison).split('\n').slice(-3);

    expect(remarks).toEqual([
      'Not there: a kubectl for each read: kubectl cannot be run here',
      '',
      'Not the same lines as ours: client-node program. Compare with care.',
    ]);
  });
});
