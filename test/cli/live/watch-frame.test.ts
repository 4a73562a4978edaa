import { describe, expect, test } from 'vitest';
import { openPalette } from '../../../cli/terminal/palette.ts';
import { renderWatchFrame, type WatchFrame } from '../../../cli/live/watch-frame.ts';
import { followTarget } from '../../../cli/live/watched-target.ts';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { measureText } from '../../../src/report/characters/width.ts';
import { ArchiveError } from '../../../src/errors.ts';
import { DENIED, makeLog, makeSnapshot } from '../../report/sample-snapshot.ts';
import { condition, makeJob, makePod, START } from '../../snapshot/kubernetes-objects.ts';

const look = (snapshot: K8sMonitorSnapshot | null, failure: unknown = null) => ({
  target: 'tuning',
  snapshot,
  stored: [],
  failure,
});

const running = (name: string) => makeJob({ name, status: { startTime: START, active: 1 } });
const failed = (name: string) =>
  makeJob({
    name,
    status: {
      startTime: START,
      failed: 1,
      conditions: [condition('Failed', 'BackoffLimitExceeded', 'limit')],
    },
  });
const succeeded = (name: string) =>
  makeJob({ name, status: { startTime: START, succeeded: 1, conditions: [condition('Complete')] } });
const pods = [makePod({ name: 'alpha-x7k2p', job: running('alpha') })];

const before = makeSnapshot({
  jobs: [running('alpha'), running('beta'), succeeded('gamma')],
  pods,
  logs: [makeLog({ podName: 'alpha-x7k2p', jobName: 'alpha', lines: ['tick 1'] })],
});
const after = {
  ...makeSnapshot({
    jobs: [running('alpha'), failed('beta'), running('delta')],
    pods,
    logs: [
      makeLog({
        podName: 'alpha-x7k2p',
        jobName: 'alpha',
        lines: ['tick 1', 'tick 2', 'tick \u001B[2J3'],
        lastTime: '2026-11-22T18:57:00.000000000Z',
      }),
    ],
  }),
  timestamp: '2026-11-22T18:57:29.123Z',
};

const first = followTarget(undefined, look(before));
const second = followTarget(first, look(after));

const render = (frame: Partial<WatchFrame>, size = { columns: 80, rows: 24 }) =>
  renderWatchFrame(
    {
      targets: [second],
      verdicts: [],
      intervalSeconds: 5,
      lookedAt: new Date('2026-11-22T18:57:29.000Z'),
      waitingFor: null,
      ...frame,
    },
    { size, palette: openPalette(false), timeZone: 'UTC' },
  );

describe('the screen of a watch', () => {
  test('marks what appeared, what vanished and what changed, and shows new lines of logs', async () => {
    await expect(`${render({}).join('\n')}\n`).toMatchFileSnapshot('golden/watch/changes.txt');
  });

  test('marks nothing at the first look', () => {
    const lines = render({ targets: [first] });

    expect(lines.filter((line) => /^[+*-] /.test(line))).toEqual([]);
    expect(lines.join('\n')).not.toContain('Changed');
  });

  test('shows what was seen last while the cluster is away, says so, and compares with it when it is back', () => {
    const denied = makeSnapshot({ problems: [DENIED], sources: { jobs: { status: 'denied' } } });
    const away = followTarget(first, look(denied));
    const back = followTarget(away, look(after));

    const lines = render({ targets: [away] }).join('\n');

    expect(lines).toContain('  alpha  RUNNING');
    expect(lines).toContain('nothing seen now; above is of 2026-11-22 18:57:24Z');
    expect(lines).toContain('Jobs: not known\n');
    expect(lines).toContain('FORBIDDEN: listing pods');
    expect(render({ targets: [back] })).toEqual(render({}));
  });

  test('says what could not be kept, and goes on', () => {
    const failure = new ArchiveError({
      code: 'ARCHIVE_DENIED',
      attempted: 'storing',
      object: 's3://jobs/latest/tuning.json',
      why: 'HTTP 403, AccessDenied',
      advice: 'Allow s3:PutObject',
    });

    const lines = render({ targets: [followTarget(first, look(after, failure))] });

    expect(lines).toContain(
      'error: storing s3://jobs/latest/tuning.json: HTTP 403, AccessDenied. Allow s3:P…',
    );
  });

  test('says what it waits for, and what --fail-on could not judge', () => {
    const lines = render({
      waitingFor: 'reading logs 3 of 40',
      verdicts: ['error: --fail-on failed cannot be judged'],
    });

    expect(lines[0]).toContain('reading logs 3 of 40');
    expect(lines).toContain('error: --fail-on failed cannot be judged');
  });

  test('names the target of each Job where there are several', () => {
    const other = { ...look(before), target: 'quota' };

    const lines = render({ targets: [first, followTarget(undefined, other)] });

    expect(lines[0]).toContain('2 targets');
    expect(lines[1]).toMatch(/^ +TARGET +NAME/);
    expect(lines.filter((line) => line.startsWith('  quota '))).toHaveLength(3);
    expect(lines).toContain('quota: 3 Jobs: 2 RUNNING, 1 SUCCEEDED');
  });

  test.each([
    [80, 12],
    [40, 24],
    [20, 5],
  ])('fits a screen of %d columns and %d rows, with what matters first', async (columns, rows) => {
    const many = Array.from({ length: 30 }, (_, index) => succeeded(`job-${String(index).padStart(2, '0')}`));
    const busy = makeSnapshot({ jobs: [...many, failed('oom-killed'), running('tuning')] });
    const frame = { targets: [followTarget(undefined, look(busy))] };

    const lines = render(frame, { columns, rows });

    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(Math.max(...lines.map(measureText))).toBeLessThanOrEqual(columns);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`golden/watch/${columns}x${rows}.txt`);
  });
});
