import { describe, expect, it } from 'vitest';
import type { KubernetesJob, KubernetesPod } from '../../../src/snapshot/kubernetes/objects.ts';
import { planLogs, type LogRead } from '../../../src/snapshot/logs/plan.ts';
import { describeObjects } from '../../../src/snapshot/snapshot.ts';
import {
  condition,
  ended,
  makeJob,
  makePod,
  running,
  START,
  waiting,
  type ContainerParts,
} from '../kubernetes-objects.ts';
import { readRecordedObjects } from '../recorded-lists.ts';

const CRASHED = ended(2);

describe('the logs to ask for', () => {
  it('are of every container: init, sidecar, main and ephemeral, in the order in which they start', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });
    const pod = makePod({
      job,
      init: [
        { name: 'fetch-config', restartPolicy: 'OnFailure', state: ended(0) },
        { name: 'log-shipper', restartPolicy: 'Always', state: running() },
      ],
      main: [{ name: 'optimizer', state: running() }, { name: 'order-feed' }],
      ephemeral: [{ name: 'debugger', state: running() }],
    });

    const plan = planFor([job], [pod]);

    expect(plan).toMatchObject(
      [
        { containerName: 'fetch-config', role: 'init' },
        { containerName: 'log-shipper', role: 'sidecar' },
        { containerName: 'optimizer', role: 'main' },
        { containerName: 'order-feed', role: 'main' },
        { containerName: 'debugger', role: 'ephemeral' },
      ].map((container) => ({
        ...container,
        podName: 'tuning-x7k2p',
        namespace: 'trading-bots',
        jobName: 'tuning',
        previous: false,
        urgency: 2,
      })),
    );
  });

  it.each<readonly [string, ContainerParts, readonly boolean[]]>([
    ['runs for the first time', { state: running() }, [false]],
    ['runs again', { state: running(), lastState: CRASHED, restarts: 1 }, [false, true]],
    [
      'has ended, not for the first time',
      { state: ended(2), lastState: CRASHED, restarts: 1 },
      [false, true],
    ],
    ['has ended once', { state: ended(2) }, [false]],
    [
      'waits for its next start: its plain log is of the last attempt already',
      { state: waiting('CrashLoopBackOff'), lastState: CRASHED, restarts: 4 },
      [false],
    ],
    [
      'has restarted by count only: nothing is known of the attempt before',
      { state: running(), restarts: 1 },
      [false],
    ],
    ['has not been spoken of yet', {}, [false]],
  ])(
    'are of the attempt before as well only where it is another one: a container that %s',
    (_, main, expected) => {
      const job = makeJob({ status: { startTime: START, active: 1 } });

      const plan = planFor([job], [makePod({ job, main: [main] })]);

      expect(plan.map((read) => read.previous)).toEqual(expected);
    },
  );

  it('are of a pod without a Job in the report, too', () => {
    const pod = makePod({ name: 'lone-pod' });

    const plan = planFor([], [pod]);

    expect(plan).toMatchObject([{ podName: 'lone-pod', jobName: null, urgency: 2 }]);
  });

  it('are those of the recorded cluster: 36 containers, one of them with an attempt before its last', () => {
    const { jobs, pods } = describeObjects(
      readRecordedObjects('trading-bots', 'labelSelector=app%3Darbitrage-tuning&'),
    );

    const plan = planLogs(jobs, pods);

    expect(plan.filter((read) => !read.previous)).toHaveLength(36);
    expect(plan.filter((read) => read.previous)).toMatchObject([
      { podName: 'crash-loop-st2l2', containerName: 'tuning-container' },
    ]);
  });
});

describe('the order of urgency', () => {
  it('is what failed, what is stuck, what runs, what went well', () => {
    const failed = makeJob({
      name: 'failed',
      status: {
        startTime: START,
        succeeded: 1,
        failed: 1,
        conditions: [condition('Failed', 'FailedIndexes')],
      },
    });
    const failing = makeJob({
      name: 'failing',
      status: {
        startTime: START,
        failed: 7,
        conditions: [condition('FailureTarget', 'BackoffLimitExceeded')],
      },
    });
    const stuck = makeJob({ name: 'stuck', status: { startTime: START, active: 1 } });
    const healthy = makeJob({ name: 'healthy', status: { startTime: START, active: 1 } });
    const restarted = makeJob({ name: 'restarted', status: { startTime: START, active: 1 } });
    const good = makeJob({
      name: 'good',
      status: { startTime: START, succeeded: 1, failed: 1, conditions: [condition('Complete')] },
    });
    const succeeded = { phase: 'Succeeded', main: [{ state: ended(0) }] } as const;
    const crashed = { phase: 'Failed', main: [{ state: ended(3) }] } as const;
    const pods = [
      makePod({ job: good, name: 'good-second', ...succeeded }),
      makePod({ job: good, name: 'good-first-attempt', ...crashed }),
      makePod({ job: healthy }),
      makePod({ job: restarted, main: [{ state: running(), lastState: CRASHED, restarts: 1 }] }),
      makePod({ job: stuck, phase: 'Pending', main: [{ state: waiting('ContainerCreating') }] }),
      makePod({ job: failed, name: 'failed-good-index', ...succeeded }),
      makePod({ job: failed, name: 'failed-bad-index', ...crashed }),
      makePod({ job: failing, ...crashed }),
    ];

    const plan = planFor([failed, failing, stuck, healthy, restarted, good], pods);

    const byUrgency = Map.groupBy(plan, (read) => read.urgency);
    expect(
      [0, 1, 2, 3].map((urgency) => [...new Set(byUrgency.get(urgency)?.map((read) => read.podName))]),
    ).toEqual([
      ['failed-bad-index', 'failing-x7k2p'],
      ['good-first-attempt', 'restarted-x7k2p', 'stuck-x7k2p', 'failed-good-index'],
      ['healthy-x7k2p'],
      ['good-second'],
    ]);
  });
});

function planFor(jobs: readonly KubernetesJob[], pods: readonly KubernetesPod[]): readonly LogRead[] {
  const described = describeObjects({ jobs, pods, events: [] });
  return planLogs(described.jobs, described.pods);
}
