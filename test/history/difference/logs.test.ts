import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import type { K8sPodLog } from '../../../src/snapshot/model/log.ts';
import { findKnownLines } from '../../../src/history/difference/line-overlap.ts';
import { compareLogs } from '../../../src/history/difference/logs.ts';
import { makeLog, makeSnapshot } from '../../report/sample-snapshot.ts';
import { ended, makeJob, makePod, running } from '../../snapshot/kubernetes-objects.ts';

const at = (second: number) => `2026-11-22T18:55:${String(second).padStart(2, '0')}.000000001Z`;
const minute = (number: number) => `2026-11-22T18:${String(number).padStart(2, '0')}:00.5Z`;
const RESTARTED = { state: running(), lastState: ended(2) };

/** The only log of a container that has been restarted so often, its first and last line written at these seconds. */
function look(
  lines: readonly string[],
  [first, last]: readonly [number | null, number | null],
  changes: Partial<K8sPodLog> & { readonly restarts?: number } = {},
): K8sMonitorSnapshot {
  const { restarts = 0, ...log } = changes;
  const job = makeJob();
  const pod = makePod({ job, main: [{ name: 'tuning-container', ...RESTARTED, restarts }] });
  const times = {
    firstTime: first === null ? null : at(first),
    lastTime: last === null ? null : at(last),
  };
  const logs = [makeLog({ podName: pod.metadata.name, lines, ...times, ...log })];
  return makeSnapshot({ jobs: [job], pods: [pod], logs });
}

describe('the new lines of a log', () => {
  it.each([
    {
      of: 'a log that went on, seen from its start',
      before: look(['a', 'b'], [1, 2]),
      after: look(['a', 'b', 'c'], [1, 3]),
      newLines: ['c'],
    },
    {
      of: 'a log of which the last lines are asked for',
      before: look(['a', 'b', 'c'], [1, 3]),
      after: look(['b', 'c', 'd'], [2, 4]),
      newLines: ['d'],
    },
    {
      of: 'a log without times',
      before: look(['a', 'b', 'c'], [null, null]),
      after: look(['b', 'c', 'd'], [null, null]),
      newLines: ['d'],
    },
    {
      of: 'lines that are all alike, as many as came from the start',
      before: look(['tick', 'tick'], [1, 2]),
      after: look(['tick', 'tick', 'tick', 'tick'], [1, 4]),
      newLines: ['tick', 'tick'],
    },
  ])('are those behind what was there: $of', ({ before, after, newLines }) => {
    const { changed, uncompared } = compareLogs(before, after);

    expect(uncompared).toEqual([]);
    expect(changed).toMatchObject([{ newLines, isNewLog: false, mayLackLines: false }]);
  });

  it.each([
    { of: 'nothing was written', before: look(['a', 'b'], [1, 2]), after: look(['a', 'b'], [1, 2]) },
    { of: 'fewer lines are asked for', before: look(['a', 'b'], [1, 2]), after: look(['b'], [2, 2]) },
    {
      of: 'more lines are asked for, and only older ones come',
      before: look(['b'], [2, 2]),
      after: look(['a', 'b'], [1, 2]),
    },
    {
      of: 'lines that are all alike are as many as before, and no time tells them apart',
      before: look(['tick', 'tick'], [null, null]),
      after: look(['tick', 'tick'], [null, null]),
    },
    {
      of: 'the log is gone from the node',
      before: look(['a'], [1, 1]),
      after: look([], [null, null], { status: 'empty' }),
    },
    {
      of: 'the zone of the node changed',
      before: look(['a'], [null, null], { lastTime: '2026-10-25T02:59:59.5+02:00' }),
      after: look(['a'], [null, null], { lastTime: '2026-10-25T01:59:59.500+01:00' }),
    },
  ])('are none when $of', ({ before, after }) => {
    const found = compareLogs(before, after);

    expect(found).toEqual({ changed: [], uncompared: [] });
  });

  it.each([
    { of: 'times that say so', before: look(['a', 'b'], [1, 2]), after: look(['y', 'z'], [8, 9]) },
    { of: 'no times', before: look(['a', 'b'], [null, null]), after: look(['y', 'z'], [null, null]) },
  ])('are all there are behind a gap, which is told, with $of', ({ before, after }) => {
    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([{ newLines: ['y', 'z'], isNewLog: false, mayLackLines: true }]);
  });

  it('are all there are when times say that nothing overlaps, however alike the lines look', () => {
    const lines = Array.from({ length: 5 }, () => 'waiting for lock');
    const before = look(lines, [null, null], { firstTime: minute(0), lastTime: minute(4) });
    const after = look(lines, [null, null], { firstTime: minute(45), lastTime: minute(49) });

    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([{ newLines: lines, mayLackLines: true, mayRepeat: 0 }]);
  });

  it('are rather too many than too few where lines are alike and times leave it open, and that is told', () => {
    const before = look(['tick', 'tick', 'tick'], [1, 5]);
    const after = look(['tick', 'tick', 'tick', 'tick'], [2, 9]);

    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([
      { newLines: ['tick', 'tick', 'tick'], mayLackLines: false, mayRepeat: 1 },
    ]);
  });

  it.each([
    {
      of: 'behind the same start',
      after: look(['a', 'b', 'c', 'd'], [8, 3]),
      found: { newLines: ['c', 'd'], mayLackLines: false, mayRepeat: 0 },
    },
    {
      of: 'in the last lines alone',
      after: look(['c', 'd'], [2, 3]),
      found: { newLines: ['c', 'd'], mayLackLines: true, mayRepeat: 0 },
    },
    {
      of: 'beside lines that look like old ones',
      after: look(['b', 'c'], [2, 3]),
      found: { newLines: ['b', 'c'], mayLackLines: true, mayRepeat: 1 },
    },
  ])('are not hidden by a clock that was set back: $of', ({ after, found }) => {
    const before = look(['a', 'b'], [8, 9]);

    const { changed, uncompared } = compareLogs(before, after);

    expect(uncompared).toEqual([]);
    expect(changed).toMatchObject([found]);
  });

  it('are not made up when lines that must overlap do not', () => {
    const before = look(['key=hunter2', 'b'], [1, 2]);
    const after = look(['key=[REDACTED]', 'B', 'c'], [1, 3]);

    const { changed, uncompared } = compareLogs(before, after);

    expect(changed).toEqual([]);
    expect(uncompared.map(({ why }) => why)).toEqual([
      'its lines do not fit together: masked or cut in another way',
    ]);
  });

  it.each(['empty', 'waiting', 'neverScheduled'] as const)('are the whole log when it was %s', (status) => {
    const before = look([], [null, null], { status });
    const after = look(['a', 'b'], [1, 2]);

    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([{ newLines: ['a', 'b'], isNewLog: true, mayLackLines: false }]);
  });

  it.each([
    { before: 'denied', after: 'read', why: 'the first did not read it (denied)' },
    { before: 'read', after: 'timedOut', why: 'the second did not read it (timedOut)' },
  ] as const)('are not known when the log was $before, then $after', ({ before, after, why }) => {
    const found = compareLogs(
      look(['a'], [1, 1], { status: before }),
      look(['a', 'b'], [1, 2], { status: after }),
    );

    expect(found.changed).toEqual([]);
    expect(found.uncompared.map((each) => each.why)).toEqual([why]);
  });
});

describe('the log of a container that was restarted', () => {
  it('goes on in the previous log, and a new one begins', () => {
    const before = look(['a', 'b'], [1, 2], { restarts: 1 });
    const restarted = look(['a', 'b', 'died'], [1, 3], { restarts: 2, previous: true });
    const log = makeLog({ podName: restarted.podsLogs[0]?.podName ?? '', lines: ['again'] });
    const after = { ...restarted, podsLogs: [log, ...restarted.podsLogs] };

    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([
      { previous: false, newLines: ['again'], isNewLog: true, mayLackLines: false },
      { previous: true, newLines: ['died'], isNewLog: false, mayLackLines: false },
    ]);
  });

  it('says that an attempt came and went unseen', () => {
    const before = look(['a', 'b'], [1, 2], { restarts: 1 });
    const after = look(['a', 'b'], [8, 9], { restarts: 3 });

    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([{ newLines: ['a', 'b'], isNewLog: true, mayLackLines: true }]);
  });

  it('is taken for the same where the cluster tells no restarts', () => {
    const { changed } = compareLogs(noCount(look(['a'], [1, 1])), noCount(look(['a', 'b'], [1, 2])));

    expect(changed).toMatchObject([{ newLines: ['b'] }]);
  });
});

const noCount = (snapshot: K8sMonitorSnapshot): K8sMonitorSnapshot => ({ ...snapshot, pods: [] });

/** A log as it is written, and what two looks see of it: the last lines, or all since it was rotated. */
const writtenLog = fc
  .record({
    lines: fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 14 }),
    seen: fc.nat(13),
    kept: fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })),
  })
  .map(({ lines, seen, kept }) => {
    const first = Math.min(seen + 1, lines.length);
    const windows = [
      { from: Math.max(0, first - kept[0]), to: first },
      { from: Math.max(0, lines.length - kept[1]), to: lines.length },
    ] as const;
    return { lines, windows };
  });

describe('the new lines of a log that goes on, against a reference', () => {
  it('lack no line, hide no gap, and hold no more old lines than is told', () => {
    fc.assert(
      fc.property(writtenLog, ({ lines, windows: [earlier, later] }) => {
        const see = ({ from, to }: typeof earlier) => look(lines.slice(from, to), [from + 1, to] as const);

        const { changed, uncompared } = compareLogs(see(earlier), see(later));

        const told = changed[0] ?? { newLines: [], mayLackLines: false, mayRepeat: 0 };
        const added = later.to - Math.max(earlier.to, later.from);
        expect(uncompared).toEqual([]);
        expect(told.newLines).toEqual(lines.slice(later.to - told.newLines.length, later.to));
        expect(told.newLines.length).toBeGreaterThanOrEqual(added);
        expect(told.newLines.length - told.mayRepeat).toBeLessThanOrEqual(added);
        expect(told.mayLackLines).toBe(later.from >= earlier.to);
      }),
    );
  });

  it('are exact where no line stands twice', () => {
    fc.assert(
      fc.property(writtenLog, ({ lines, windows: [earlier, later] }) => {
        const see = ({ from, to }: typeof earlier) =>
          look(lines.map((line, index) => `${line}${index}`).slice(from, to), [from + 1, to] as const);

        const { changed } = compareLogs(see(earlier), see(later));

        const added = later.to - Math.max(earlier.to, later.from);
        expect(changed[0]?.newLines.length ?? 0).toBe(added);
        expect(changed[0]?.mayRepeat ?? 0).toBe(0);
      }),
    );
  });
});

describe('the lines of a log that were known', () => {
  it('are by their texts all that fit, and no other, whatever the lines', () => {
    const lines = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 12 });

    fc.assert(
      fc.property(lines, lines, (earlier, later) => {
        const known = findKnownLines(earlier, later);

        const fitting = later
          .map((_, index) => index + 1)
          .filter((size) => {
            const old = later.slice(Math.max(0, size - earlier.length), size);
            return old.join() === earlier.slice(-old.length).join();
          });
        expect(known).toEqual(fitting);
      }),
    );
  });

  it('are found in a log that is one line a hundred thousand times', () => {
    const lines = Array.from({ length: 100_000 }, () => 'tick');

    const known = findKnownLines([...lines, 'tock', ...lines], lines);

    expect(known).toHaveLength(100_000);
  });
});

describe('the logs of a pod with two containers', () => {
  it('are compared each with its own, also where the lines of one are those of the other', () => {
    const job = makeJob();
    const pod = makePod({
      job,
      main: [
        { name: 'optimizer', state: running() },
        { name: 'order-feed', state: running() },
      ],
    });
    const lookAt = (optimizer: readonly string[], feed: readonly string[]) =>
      makeSnapshot({
        jobs: [job],
        pods: [pod],
        logs: [['optimizer', optimizer] as const, ['order-feed', feed] as const].map(
          ([containerName, lines]) =>
            makeLog({
              podName: pod.metadata.name,
              containerName,
              lines,
              firstTime: at(1),
              lastTime: at(lines.length),
            }),
        ),
      });

    const { changed } = compareLogs(lookAt(['a'], ['a', 'b']), lookAt(['a', 'b'], ['a', 'b', 'c']));

    expect(changed.map(({ containerName, newLines }) => ({ containerName, newLines }))).toEqual([
      { containerName: 'optimizer', newLines: ['b'] },
      { containerName: 'order-feed', newLines: ['c'] },
    ]);
  });
});

const waiting = (count: number) => Array.from({ length: count }, () => 'waiting for lock');

const lookAtLines = (firstTime: string, lineTimes: string) => {
  const job = makeJob();
  const pod = makePod({ job, main: [{ name: 'tuning-container', state: running() }] });
  const offsets = lineTimes.split(' ').map(Number);
  const lastTime = new Date(Date.parse(firstTime) + (offsets.at(-1) ?? 0)).toISOString();
  const lines = waiting(offsets.length);
  const logs = [makeLog({ podName: pod.metadata.name, lines, firstTime, lastTime, lineTimes })];
  return makeSnapshot({ jobs: [job], pods: [pod], logs });
};

describe('the new lines of a log whose lines are alike and have their times', () => {
  it('are those whose times are new, each of them', () => {
    const before = lookAtLines(minute(0), '0 60000 120000');
    const after = lookAtLines(minute(1), '0 60000 120000 180000');

    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([{ newLines: waiting(2), mayLackLines: false, mayRepeat: 0 }]);
  });

  it('are found also where the clock was set back in between', () => {
    const before = lookAtLines(minute(10), '0 60000 120000');
    // The clock went back by half an hour behind the third line.
    const after = lookAtLines(minute(11), '0 60000 -1680000 -1620000');

    const { changed } = compareLogs(before, after);

    expect(changed).toMatchObject([{ newLines: waiting(2), mayLackLines: false, mayRepeat: 0 }]);
  });
});
