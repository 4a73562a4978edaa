import { describe, expect, it } from 'vitest';
import type { KubernetesJob } from '../../../src/snapshot/kubernetes/objects.ts';
import { compareSnapshots, hasChanged } from '../../../src/history/difference/snapshots.ts';
import { makeLog, makeSnapshot, type SnapshotParts } from '../../report/sample-snapshot.ts';
import { condition, END, makeJob, makePod, START } from '../../snapshot/kubernetes-objects.ts';

const running = (name = 'tuning') => makeJob({ name, status: { startTime: START, active: 1 } });
const succeeded = (name = 'tuning') =>
  makeJob({
    name,
    status: {
      startTime: START,
      completionTime: END,
      succeeded: 1,
      conditions: [condition('Complete', 'CompletionsReached', 'Reached expected number of succeeded pods')],
    },
  });
const look = (jobs: readonly KubernetesJob[], parts: SnapshotParts = {}) => makeSnapshot({ jobs, ...parts });

describe('the difference of two snapshots', () => {
  it('is none when nothing has changed but the time', () => {
    const before = look([running()]);
    const after = { ...look([running()]), timestamp: '2026-11-22T19:12:24.123Z' };

    const difference = compareSnapshots(before, after);

    expect(difference).toEqual({
      jobs: { appeared: [], vanished: [], changed: [] },
      logs: [],
      notCompared: [],
    });
    expect(hasChanged(difference)).toBe(false);
  });

  it('tells Jobs that appeared, and Jobs that are absent now', () => {
    const difference = compareSnapshots(look([running('old')]), look([running('new')]));

    expect(difference.jobs.appeared.map(({ jobName }) => jobName)).toEqual(['new']);
    expect(difference.jobs.vanished.map(({ jobName, phase }) => [jobName, phase])).toEqual([
      ['old', 'RUNNING'],
    ]);
    expect(hasChanged(difference)).toBe(true);
  });

  it('takes a Job of the same name that was made anew for another', () => {
    const anew = makeJob({ metadata: { uid: 'another-uid' }, status: { startTime: START, active: 1 } });

    const { jobs } = compareSnapshots(look([running()]), look([anew]));

    expect([jobs.vanished.map(({ uid }) => uid), jobs.appeared.map(({ uid }) => uid)]).toEqual([
      ['tuning-uid'],
      ['another-uid'],
    ]);
  });

  it('tells each field that changed, in the order of the report', () => {
    const { jobs } = compareSnapshots(look([running()]), look([succeeded()]));

    expect(jobs.changed).toEqual([
      {
        jobName: 'tuning',
        namespace: 'trading-bots',
        uid: 'tuning-uid',
        changes: [
          { field: 'phase', before: 'RUNNING', after: 'SUCCEEDED' },
          { field: 'reason', before: null, after: 'CompletionsReached' },
          { field: 'message', before: null, after: 'Reached expected number of succeeded pods' },
          { field: 'outcome', before: 'waiting', after: null },
          { field: 'succeeded', before: 0, after: 1 },
          { field: 'active', before: 1, after: 0 },
          { field: 'finishedTime', before: null, after: END },
        ],
      },
    ]);
  });
});

describe('what one of the two did not see', () => {
  const denied = { sources: { jobs: { status: 'denied', asked: null, got: 0 } } } as const;

  it('has not vanished', () => {
    const difference = compareSnapshots(look([running()]), look([], denied));

    expect(difference.jobs).toEqual({ appeared: [], vanished: [], changed: [] });
    expect(difference.notCompared).toEqual(['Jobs that vanished: the second did not see all Jobs (denied)']);
    expect(hasChanged(difference)).toBe(false);
  });

  it('has not appeared either', () => {
    const partly = { sources: { jobs: { malformed: 2 } } };

    const difference = compareSnapshots(look([], partly), look([running()]));

    expect(difference.jobs.appeared).toEqual([]);
    expect(difference.notCompared).toEqual([
      'Jobs that appeared: the first did not see all Jobs (2 Jobs not understood)',
    ]);
  });

  it('is still compared where both saw it', () => {
    const partly = { sources: { jobs: { status: 'partial', remaining: 3 } } } as const;

    const difference = compareSnapshots(look([running()]), look([succeeded()], partly));

    expect(difference.jobs.changed.map(({ jobName }) => jobName)).toEqual(['tuning']);
    expect(difference.notCompared).toEqual(['Jobs that vanished: the second did not see all Jobs (partial)']);
  });

  it('is no change of a field that could not be understood', () => {
    const damaged = makeJob({ status: { active: 1 } });

    const difference = compareSnapshots(
      look([running()]),
      look([damaged], { sources: { jobs: { damaged: 1 } } }),
    );

    const fields = difference.jobs.changed.flatMap(({ changes }) => changes.map(({ field }) => field));
    expect(fields).not.toContain('startTime');
    expect(difference.notCompared).toEqual(['fields of 1 Job: the second could not understand them']);
  });

  it('is no reason that went away, and no log that ended', () => {
    const job = running();
    const pod = makePod({ job, phase: 'Pending' });
    const log = makeLog({ podName: pod.metadata.name });
    const before = look([job], { pods: [pod], logs: [log] });
    const after = look([job], { pods: null, sources: { pods: { status: 'denied' } } });

    const difference = compareSnapshots(before, after);

    expect(hasChanged(difference)).toBe(false);
    expect(difference.notCompared).toEqual([
      'logs, and the reasons found in pods: the second did not see the pods (denied)',
    ]);
  });

  it('is said once for all logs that met the same', () => {
    const job = running();
    const pod = makePod({ job, main: [{ name: 'a' }, { name: 'b' }] });
    const logs = (status: 'read' | 'skipped') =>
      ['a', 'b'].map((containerName) => makeLog({ podName: pod.metadata.name, containerName, status }));

    const { notCompared } = compareSnapshots(
      look([job], { pods: [pod], logs: logs('skipped') }),
      look([job], { pods: [pod], logs: logs('read') }),
    );

    expect(notCompared).toEqual([
      `log of pod ${pod.metadata.name} / container a and 1 more: the first did not read it (skipped)`,
    ]);
  });

  it('is somewhere else when the two looked at different things', () => {
    const before = look([running('here')]);
    const after = { ...look([running('there')]), namespace: 'quota-ns', selector: 'app=other' };

    const { notCompared } = compareSnapshots(before, after);

    expect(notCompared).toEqual([
      'the two looked at different Jobs: namespace "trading-bots", then "quota-ns"',
      'the two looked at different Jobs: label selector "app=arbitrage-tuning", then "app=other"',
    ]);
  });
});
