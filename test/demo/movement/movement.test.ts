import { beforeAll, describe, expect, it } from 'vitest';

import { moveCluster } from '../../../demo/movement/movement.ts';
import type { ClusterState } from '../../../demo/state/cluster-state.ts';
import { loadRecordedState } from '../../../demo/state/recorded-state.ts';

describe('the embedded cluster moves', () => {
  let recorded: ClusterState;

  beforeAll(async () => {
    recorded = await loadRecordedState();
  });

  it('from the recording, which it is at second 0', () => {
    expect(moveCluster(recorded, 0, 'all')).toBe(recorded);
  });

  it('the same way each time', () => {
    const once = moveCluster(recorded, 4000, 'all');
    const again = moveCluster(recorded, 4000, 'all');

    expect(again.jobs).toEqual(once.jobs);
    expect(again.pods).toEqual(once.pods);
    expect(again.events).toEqual(once.events);
    expect([...again.logs.keys()]).toEqual([...once.logs.keys()]);
  });

  it('by one line a second in the log of running-long', () => {
    const state = moveCluster(recorded, 3, 'all');

    const text = readLog(state, 'running-long-xkgvc');

    expect(text.split('\n').slice(-5)).toEqual(['tick 138', 'tick 139', 'tick 140', 'tick 141', '']);
  });

  it.each([
    [14, { active: 2, ready: 2, succeeded: 2, completedIndexes: '0,1' }, []],
    [15, { active: 1, ready: 1, succeeded: 3, completedIndexes: '0-2' }, []],
    [30, { ready: 0, succeeded: 4, completedIndexes: '0-3' }, ['SuccessCriteriaMet']],
    [
      33,
      { ready: 0, succeeded: 4, completionTime: '2026-11-22T18:57:57Z' },
      ['SuccessCriteriaMet', 'Complete'],
    ],
  ])('parallel-mid to its completion: second %i', (elapsed, status, conditions) => {
    const state = moveCluster(recorded, elapsed, 'all');

    const job = findJob(state, 'parallel-mid');

    expect(job?.status).toMatchObject(status);
    expect('active' in (job?.status ?? {})).toBe('active' in status);
    expect((job?.status.conditions ?? []).map(({ type }) => type)).toEqual(conditions);
  });

  it('the pods of parallel-mid one after the other', () => {
    const phases = [14, 15, 30].map((elapsed) =>
      moveCluster(recorded, elapsed, 'all')
        .pods.filter(({ metadata }) => metadata.name.startsWith('parallel-mid'))
        .map(({ status }) => status.phase),
    );

    expect(phases).toEqual([
      ['Succeeded', 'Succeeded', 'Running', 'Running'],
      ['Succeeded', 'Succeeded', 'Succeeded', 'Running'],
      ['Succeeded', 'Succeeded', 'Succeeded', 'Succeeded'],
    ]);
  });

  it('a pod to its end as the recorded pods ended', () => {
    const state = moveCluster(recorded, 15, 'all');

    const ended = findPod(state, 'parallel-mid-2-ptt78');
    const pattern = findPod(recorded, 'parallel-mid-0-bchh6');

    expect(ended?.metadata['finalizers']).toBeUndefined();
    expect(ended?.status.containerStatuses?.[0]).toMatchObject({
      ready: false,
      started: false,
      state: {
        terminated: {
          exitCode: 0,
          reason: 'Completed',
          startedAt: '2026-11-22T18:55:06Z',
          finishedAt: '2026-11-22T18:57:39Z',
          containerID: 'containerd://0e04f95a1882f99fd6e50850f8b7fa5bcfef6a1944b20e25d2a00ac6780464b6',
        },
      },
    });
    expect(ended?.status.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual(
      pattern?.status.conditions?.map(({ type, status, reason }) => [type, status, reason]),
    );
  });

  it.each([
    [32, 4, 'attempt at 1795373795'],
    [33, 5, 'attempt at 1795373877'],
    [195, 6, 'attempt at 1795374039'],
    [497, 7, 'attempt at 1795374341'],
    [799, 8, 'attempt at 1795374643'],
  ])('crash-loop from attempt to attempt: second %i, %i restarts', (elapsed, restarts, line) => {
    const state = moveCluster(recorded, elapsed, 'all');

    const pod = findPod(state, 'crash-loop-st2l2');

    expect(pod?.status.containerStatuses?.[0]?.restartCount).toBe(restarts);
    expect(readLog(state, 'crash-loop-st2l2')).toBe(`${line}\npanic: nil order\n`);
  });

  it('crash-loop into its back-off, with the dead attempt in lastState', () => {
    const state = moveCluster(recorded, 40, 'all');

    const status = findPod(state, 'crash-loop-st2l2')?.status.containerStatuses?.[0];

    expect(status?.state.waiting).toEqual({
      reason: 'CrashLoopBackOff',
      message:
        'back-off 2m40s restarting failed container=tuning-container pod=crash-loop-st2l2_trading-bots(57d31220-3a5d-4d37-b14d-b8ec69d355a7)',
    });
    expect(status?.lastState.terminated).toMatchObject({ exitCode: 2, finishedAt: '2026-11-22T18:57:57Z' });
    expect(status?.lastState.terminated?.containerID).toBe(status?.containerID);
  });

  it.each([
    [35, ['29922896', '29922897']],
    [36, ['29922896', '29922897', '29922898']],
    [39, ['29922897', '29922898']],
    [96, ['29922897', '29922898', '29922899']],
    [99, ['29922898', '29922899']],
    [36_000, ['29923496', '29923497']],
  ])(
    'nightly-rebalance by a Job a minute, of which it keeps two that are complete: second %i',
    (elapsed, numbers) => {
      const state = moveCluster(recorded, elapsed, 'all');

      const jobs = namesOf(state.jobs, 'nightly-rebalance-');
      const owners = state.pods
        .map(({ metadata }) => metadata.labels?.['job-name'] ?? '')
        .filter((owner) => owner.startsWith('nightly-rebalance-'));

      expect(jobs).toEqual(numbers.map((number) => `nightly-rebalance-${number}`));
      expect(owners).toEqual(jobs);
    },
  );

  it('a new Job of nightly-rebalance from active to complete', () => {
    const [active, complete] = [96, 99].map((elapsed) =>
      findJob(moveCluster(recorded, elapsed, 'all'), 'nightly-rebalance-29922899'),
    );

    expect(active?.status).toEqual({
      startTime: '2026-11-22T18:59:00Z',
      active: 1,
      terminating: 0,
      uncountedTerminatedPods: {},
      ready: 0,
    });
    expect(complete?.status).toMatchObject({ succeeded: 1, completionTime: '2026-11-22T18:59:03Z' });
    expect(complete?.metadata.uid).toBe(active?.metadata.uid);
  });

  it('a new pod of nightly-rebalance from waiting to its log', () => {
    const [active, complete] = [96, 99].map((elapsed) => moveCluster(recorded, elapsed, 'all'));
    const name = namesOf(complete?.pods ?? [], 'nightly-rebalance-29922899-')[0] ?? '';

    expect(active === undefined ? null : findPod(active, name)?.status).toMatchObject({
      phase: 'Pending',
      containerStatuses: [{ name: 'rebalance', state: { waiting: { reason: 'ContainerCreating' } } }],
    });
    expect(complete === undefined ? null : readLog(complete, name)).toBe('rebalanced\n');
  });

  it('the CronJob that makes them', () => {
    const [active, complete] = [96, 99].map((elapsed) => moveCluster(recorded, elapsed, 'all').cronJobs[0]);

    expect(active?.status).toMatchObject({
      active: [{ kind: 'Job', name: 'nightly-rebalance-29922899', namespace: 'trading-bots' }],
      lastScheduleTime: '2026-11-22T18:59:00Z',
      lastSuccessfulTime: '2026-11-22T18:58:03Z',
    });
    expect(complete?.status).toEqual({
      lastScheduleTime: '2026-11-22T18:59:00Z',
      lastSuccessfulTime: '2026-11-22T18:59:03Z',
    });
  });

  it('the events that tell of it all', () => {
    const before = new Set(recorded.events.map(({ metadata }) => metadata.uid));

    const state = moveCluster(recorded, 39, 'all');

    const added = state.events.filter(({ metadata }) => !before.has(metadata.uid));
    expect(added.map(({ involvedObject, reason }) => `${involvedObject.kind} ${reason}`)).toEqual([
      'Pod Scheduled',
      'Pod MissingClusterDNS',
      'Pod Pulled',
      'Pod Created',
      'Pod Started',
      'Job SuccessfulCreate',
      'Job Completed',
      'CronJob SuccessfulCreate',
      'CronJob SawCompletedJob',
      'Job Completed',
    ]);
  });

  it('with one identity an object, whatever the second', () => {
    const state = moveCluster(recorded, 5000, 'all');

    const uids = [...state.jobs, ...state.pods, ...state.events].map(({ metadata }) => metadata.uid);
    const names = state.events.map(({ metadata }) => metadata.name);

    expect(new Set(uids).size).toBe(uids.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it('only where the recording saw movement, when asked to', () => {
    const state = moveCluster(recorded, 88, 'recorded');

    const moved = state.jobs.filter((job) => !recorded.jobs.includes(job));

    expect(moved).toEqual(recorded.laterJobs);
  });
});

function findJob({ jobs }: ClusterState, name: string): ClusterState['jobs'][number] | undefined {
  return jobs.find(({ metadata }) => metadata.name === name);
}

function findPod({ pods }: ClusterState, name: string): ClusterState['pods'][number] | undefined {
  return pods.find(({ metadata }) => metadata.name === name);
}

function readLog(state: ClusterState, pod: string): string {
  const containerID = findPod(state, pod)?.status.containerStatuses?.[0]?.containerID ?? '';
  return Buffer.from(state.logs.get(containerID)?.read() ?? []).toString();
}

function namesOf(
  objects: readonly { readonly metadata: { readonly name: string } }[],
  prefix: string,
): readonly string[] {
  return objects.map(({ metadata }) => metadata.name).filter((name) => name.startsWith(prefix));
}
