import { describe, expect, it } from 'vitest';
import { lacksExplanation } from '../../../src/snapshot/jobs/status.ts';
import { kubernetesEvent, type KubernetesEvent } from '../../../src/snapshot/kubernetes/event.ts';
import { parseObject } from '../../../src/snapshot/kubernetes/parser.ts';
import {
  kubernetesJob,
  type KubernetesJob,
  type KubernetesPod,
} from '../../../src/snapshot/kubernetes/objects.ts';
import type { K8sJobStatus } from '../../../src/snapshot/model/job.ts';
import { describeObjects, type ClusterObjects } from '../../../src/snapshot/snapshot.ts';
import {
  condition,
  END,
  ended,
  makeJob,
  makePod,
  running,
  START,
  waiting,
  type JobParts,
} from '../kubernetes-objects.ts';

describe('what a Job counts', () => {
  it('is 0 where a started Job leaves a counter out, and null where `ready` and `terminating` are absent', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });

    const described = describeOne(job);

    expect(described).toMatchObject({ active: 1, succeeded: 0, failed: 0, ready: null, terminating: null });
  });

  it('is null before the Job has started: nobody has counted yet', () => {
    const job = makeJob();

    const described = describeOne(job);

    expect(described).toMatchObject({ active: null, succeeded: null, failed: null, startTime: null });
  });

  it('is told as sent where it was sent', () => {
    const job = makeJob({
      spec: { completions: 5, parallelism: 3, completionMode: 'Indexed', ttlSecondsAfterFinished: 0 },
      status: {
        startTime: START,
        active: 3,
        succeeded: 1,
        failed: 1,
        ready: 0,
        terminating: 2,
        completedIndexes: '0',
        failedIndexes: '1',
      },
    });

    const described = describeOne(job);

    expect(described).toMatchObject({
      completions: 5,
      parallelism: 3,
      completionMode: 'Indexed',
      ttlSecondsAfterFinished: 0,
      active: 3,
      succeeded: 1,
      failed: 1,
      ready: 0,
      terminating: 2,
      completedIndexes: '0',
      failedIndexes: '1',
    });
  });

  it('is null where it could not be understood, and then no phase is guessed from the rest', () => {
    const sent = { ...makeJob(), status: { startTime: START, active: 'one', failed: 1 } };
    const { value } = parseObject(kubernetesJob, sent);

    const described = value === null ? null : describeOne(value, { pods: [] });

    expect(described).toMatchObject({
      phase: 'UNKNOWN',
      active: null,
      failed: 1,
      succeeded: 0,
      podsMissing: null,
    });
  });
});

describe('the end of a Job', () => {
  it('is its completion time when it succeeded', () => {
    const job = makeJob({
      status: {
        startTime: START,
        completionTime: '2026-11-22T18:55:10Z',
        succeeded: 1,
        conditions: [condition('Complete', 'CompletionsReached')],
      },
    });

    const described = describeOne(job);

    expect(described).toMatchObject({
      completionTime: '2026-11-22T18:55:10Z',
      finishedTime: '2026-11-22T18:55:10Z',
      durationSeconds: 7,
    });
  });

  it('is when it was declared failed: a failed Job has no completion time', () => {
    const job = makeJob({
      status: { startTime: START, failed: 1, conditions: [condition('Failed', 'BackoffLimitExceeded')] },
    });

    const described = describeOne(job);

    expect(described).toMatchObject({ completionTime: null, finishedTime: END, durationSeconds: 16 });
  });

  it('has not come while it runs, and so it has no duration', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });

    const described = describeOne(job);

    expect(described).toMatchObject({ completionTime: null, finishedTime: null, durationSeconds: null });
  });

  it.each([
    ['it never started', { conditions: [condition('Failed', 'DeadlineExceeded')] }],
    ['its times make no sense', { startTime: 'soon', conditions: [condition('Failed', 'DeadlineExceeded')] }],
    ['it ended before it began', { startTime: '2026-11-22T19:00:00Z', conditions: [condition('Failed')] }],
  ])('has no duration when %s', (_, status) => {
    const job = makeJob({ status });

    const described = describeOne(job);

    expect(described.durationSeconds).toBeNull();
  });
});

describe('the retries of a Job', () => {
  it('are its failed pods while it goes on', () => {
    const job = makeJob({ spec: { backoffLimit: 3 }, status: { startTime: START, active: 1, failed: 2 } });

    const described = describeOne(job, { pods: [makePod({ job })] });

    expect(described).toMatchObject({ retries: { used: 2, limit: 3 }, outcome: ['retrying'] });
  });

  it.each([
    { failed: 1, used: 5, because: 'restarts in place are more than pods that failed' },
    { failed: 6, used: 6, because: 'pods that failed are more than restarts in place' },
  ])('are what Kubernetes compares with the limit, never a sum: $because', ({ failed, used }) => {
    const job = makeJob({
      spec: { backoffLimit: 6, template: { spec: { restartPolicy: 'OnFailure' } } },
      status: { startTime: START, active: 1, failed },
    });
    const pod = makePod({
      job,
      init: [{ name: 'fetch-config', state: ended(0), lastState: ended(7), restarts: 1 }],
      main: [{ state: running(), lastState: ended(2), restarts: 4 }],
    });

    const described = describeOne(job, { pods: [pod] });

    expect(described).toMatchObject({ retries: { used, limit: 6 }, outcome: ['retrying'] });
  });

  it('do not count the restarts of a pod that has ended: it is counted as failed itself', () => {
    const job = makeJob({
      spec: { template: { spec: { restartPolicy: 'OnFailure' } } },
      status: { startTime: START, failed: 1 },
    });
    const pod = makePod({
      job,
      phase: 'Failed',
      main: [{ state: ended(2), lastState: ended(2), restarts: 4 }],
    });

    const described = describeOne(job, { pods: [pod] });

    expect(described.retries).toEqual({ used: 1, limit: 6 });
  });

  it('count the pods that have failed and are still to be counted', () => {
    const job = makeJob({
      status: { startTime: START, active: 1, failed: 1, uncountedTerminatedPods: { failed: ['a', 'b'] } },
    });

    const described = describeOne(job);

    expect(described.retries).toEqual({ used: 3, limit: 6 });
  });

  it('have no limit of the Job when each index has its own', () => {
    const job = makeJob({
      spec: {
        completions: 4,
        completionMode: 'Indexed',
        backoffLimit: 2_147_483_647,
        backoffLimitPerIndex: 1,
      },
      status: { startTime: START, active: 2, failed: 3 },
    });

    const described = describeOne(job);

    expect(described.retries).toEqual({ used: 3, limit: null });
  });

  it.each([
    ['it has failed for good', 'Failed'],
    ['it is failing', 'FailureTarget'],
    ['it is succeeding', 'SuccessCriteriaMet'],
    ['it succeeded in the end', 'Complete'],
  ])('are over when %s', (_, type) => {
    const job = makeJob({
      status: { startTime: START, failed: 7, conditions: [condition(type, 'Decided')] },
    });

    const described = describeOne(job);

    expect(described.retries).toBeNull();
    expect(described.outcome).not.toContain('retrying');
  });
});

describe('a Job of which nothing runs', () => {
  it.each([
    ['cannot get its image', waiting('ImagePullBackOff', 'Back-off pulling image "nope:9"')],
    ['lacks its configuration', waiting('CreateContainerConfigError', 'configmap "nope" not found')],
    ['is in a crash loop', waiting('CrashLoopBackOff', 'back-off 40s')],
  ])('waits though a pod is active, when the pod %s', (_, state) => {
    const job = makeJob({ status: { startTime: START, active: 1, ready: 0 } });
    const pod = makePod({ job, phase: 'Pending', main: [{ state }] });

    const described = describeOne(job, { pods: [pod] });

    expect(described).toMatchObject({ phase: 'RUNNING', outcome: ['waiting'] });
    expect(described.reason).toBe(state.waiting?.reason);
    expect(described.message).toBe(
      `pod tuning-x7k2p: container tuning-container: ${state.waiting?.reason}: ${state.waiting?.message}`,
    );
  });

  it('is not one of which one pod runs and one waits, and still says why that one does', () => {
    const job = makeJob({ spec: { parallelism: 2 }, status: { startTime: START, active: 2, ready: 1 } });
    const stuck = makePod({
      job,
      name: 'tuning-b',
      phase: 'Pending',
      main: [{ state: waiting('ErrImagePull') }],
    });

    const described = describeOne(job, { pods: [makePod({ job, name: 'tuning-a' }), stuck] });

    expect(described).toMatchObject({ phase: 'RUNNING', outcome: [], reason: 'ErrImagePull' });
  });

  it('waits between its pods, and says why the last one failed', () => {
    const job = makeJob({ status: { startTime: START, failed: 2 } });
    const pods = ['2026-11-22T18:55:09Z', '2026-11-22T18:55:05Z'].map((startTime, index) =>
      makePod({
        job,
        name: `tuning-${index}`,
        phase: 'Failed',
        status: { startTime },
        main: [{ state: ended(index + 1) }],
      }),
    );

    const described = describeOne(job, { pods });

    expect(described).toMatchObject({
      phase: 'RUNNING',
      outcome: ['waiting', 'retrying'],
      reason: 'Error',
      message: 'pod tuning-0: container tuning-container: Error, exit code 1',
    });
  });

  it('is explained by the pod that is still meant to run, not by a later one that has ended', () => {
    const job = makeJob({ spec: { parallelism: 2 }, status: { startTime: START, active: 1, failed: 1 } });
    const stuck = makePod({
      job,
      name: 'tuning-a',
      phase: 'Pending',
      main: [{ state: waiting('ErrImagePull') }],
    });
    const later = makePod({
      job,
      name: 'tuning-b',
      phase: 'Failed',
      status: { startTime: END },
      main: [{ state: ended(3) }],
    });

    const described = describeOne(job, { pods: [stuck, later] });

    expect(described).toMatchObject({ outcome: ['waiting', 'retrying'], reason: 'ErrImagePull' });
  });

  it('waits also while somebody looks into its pod with an ephemeral container, which runs', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });
    const pod = makePod({
      job,
      main: [{ state: waiting('CrashLoopBackOff') }],
      ephemeral: [{ name: 'debugger', state: running() }],
    });

    const described = describeOne(job, { pods: [pod] });

    expect(described.outcome).toEqual(['waiting']);
  });

  it('may not be called so when pods could not be listed', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });

    const described = describeOne(job, { pods: null });

    expect(described).toMatchObject({ outcome: [], reason: null, podsFound: null, podsMissing: null });
  });

  it('may not be called so, and no pod missing, when only a part of the pods could be listed', () => {
    const job = makeJob({ status: { startTime: START, active: 1, failed: 1 } });

    const described = describeOne(job, { pods: [], podsAreWhole: false });

    expect(described).toMatchObject({ outcome: ['retrying'], podsFound: 0, podsMissing: null });
  });
});

describe('the pods of a Job', () => {
  it('are missing when the Job counts more than there are', () => {
    const job = makeJob({
      status: { startTime: START, failed: 3, conditions: [condition('Failed', 'BackoffLimitExceeded')] },
    });
    const pod = makePod({ job, phase: 'Failed', main: [{ state: ended(3) }] });

    const described = describeOne(job, { pods: [pod] });

    expect(described).toMatchObject({ podsFound: 1, podsMissing: 2 });
  });

  it('are not fewer than none when there are more than the Job counts: one may be ending', () => {
    const job = makeJob({ status: { startTime: START, active: 1, terminating: 1 } });
    const pods = [makePod({ job, name: 'tuning-a' }), makePod({ job, name: 'tuning-b' })];

    const described = describeOne(job, { pods });

    expect(described).toMatchObject({ podsFound: 2, podsMissing: 0 });
  });

  it('are those that it controls, whoever else they belong to', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });
    const ownerReferences = [
      { kind: 'Experiment', name: 'sweep-7', uid: 'e7' },
      { kind: 'Job', name: 'tuning', uid: 'tuning-uid', controller: true },
    ];

    const described = describeOne(job, { pods: [makePod({ metadata: { ownerReferences } })] });

    expect(described).toMatchObject({ podsFound: 1, podsMissing: 0 });
  });

  it('are joined by UID: those of an earlier Job of the same name are not its own', () => {
    const earlier = makeJob({ metadata: { uid: 'the-uid-of-an-earlier-one' } });
    const job = makeJob({ status: { startTime: START, active: 1 } });

    const { jobs, pods } = describeObjects({ jobs: [job], pods: [makePod({ job: earlier })], events: [] });

    expect(jobs).toMatchObject([{ podsFound: 0, podsMissing: 1 }]);
    expect(pods).toMatchObject([{ jobName: null, owner: { kind: 'Job', name: 'tuning' } }]);
  });
});

describe('a Job that another controller manages', () => {
  const spec = { managedBy: 'kueue.x-k8s.io/multikueue', completions: 3, parallelism: 3 };

  // https://github.com/kubernetes-sigs/kueue/issues/3454
  it('runs in another cluster where its pods are not here: nothing is missing, and nothing waits', () => {
    const job = makeJob({ spec, status: { startTime: START, active: 2, succeeded: 1 } });

    const described = describeOne(job, { pods: [] });

    expect(described).toMatchObject({
      phase: 'RUNNING',
      reason: 'ManagedBy',
      message:
        'managed by kueue.x-k8s.io/multikueue, which may run its pods in another cluster: none of them is here',
      outcome: [],
      retries: null,
      podsElsewhere: true,
      podsFound: 0,
      podsMissing: null,
      podsMissingByState: null,
    });
  });

  it('that has ended says how, and that its pods are not here', () => {
    const status = { startTime: START, failed: 1, conditions: [condition('Failed', 'DeadlineExceeded')] };
    const job = makeJob({ spec, status });

    const described = describeOne(job, { pods: [] });

    expect(described).toMatchObject({
      phase: 'FAILED',
      reason: 'DeadlineExceeded',
      outcome: [],
      podsElsewhere: true,
      podsMissing: null,
    });
  });

  it('that has its pods here waits like any other', () => {
    const job = makeJob({ spec, status: { startTime: START, active: 1 } });
    const pod = makePod({ job, phase: 'Pending', main: [{ state: waiting('ErrImagePull') }] });

    const described = describeOne(job, { pods: [pod] });

    expect(described).toMatchObject({ reason: 'ErrImagePull', outcome: ['waiting'], podsMissing: null });
  });

  it('is not said to be elsewhere where the pods could not be listed', () => {
    const job = makeJob({ spec, status: { startTime: START, active: 1 } });

    const described = describeOne(job, { pods: null });

    expect(described).toMatchObject({ reason: null, outcome: [], podsMissing: null });
  });
});

describe('a Job of which nothing runs', () => {
  it('is not said to wait where its only pod has succeeded since it was listed', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });
    const pod = makePod({ job, phase: 'Succeeded', main: [{ state: ended(0) }] });

    const described = describeOne(job, { pods: [pod] });

    expect(described).toMatchObject({ phase: 'RUNNING', outcome: [], podsMissing: 0 });
  });

  it('says that its parallelism of 0 is why', () => {
    const job = makeJob({ spec: { parallelism: 0 }, status: { startTime: START } });

    const described = describeOne(job, { pods: [] });

    expect(described).toMatchObject({
      reason: 'ParallelismIsZero',
      message: 'its parallelism is 0, so that no pod of it is made',
      outcome: ['waiting'],
    });
  });
});

describe('a pod that was orphaned', () => {
  const deleted = { deletionTimestamp: END, finalizers: ['orphan'] };
  const status = { startTime: START, active: 1 };

  // https://kubernetes.io/docs/tasks/administer-cluster/use-cascading-deletion/#set-orphan-deletion-policy
  it.each(['batch.kubernetes.io/controller-uid', 'controller-uid'])(
    'is still there, by its label %s',
    (label) => {
      const job = makeJob({ metadata: deleted, status });
      const pod = makePod({ metadata: { ownerReferences: [], labels: { [label]: job.metadata.uid } } });

      const { jobs, pods } = describeObjects({ jobs: [job], pods: [pod], events: [] });

      expect(jobs).toMatchObject([{ podsFound: 1, podsMissing: 0, outcome: ['deleting'] }]);
      expect(pods).toMatchObject([{ jobName: 'tuning', owner: null }]);
    },
  );

  it('is still there, by the selector of its Job', () => {
    const job = makeJob({
      metadata: deleted,
      spec: { selector: { matchLabels: { run: 'nightly' } } },
      status,
    });
    const pod = makePod({ metadata: { ownerReferences: [], labels: { run: 'nightly', tier: 'batch' } } });

    const { jobs } = describeObjects({ jobs: [job], pods: [pod], events: [] });

    expect(jobs).toMatchObject([{ podsFound: 1, podsMissing: 0 }]);
  });

  it('of a Job of another namespace is none of its own', () => {
    const job = makeJob({ metadata: deleted, status });
    const labels = { 'batch.kubernetes.io/controller-uid': job.metadata.uid };
    const pod = makePod({ metadata: { ownerReferences: [], namespace: 'elsewhere', labels } });

    const { jobs } = describeObjects({ jobs: [job], pods: [pod], events: [] });

    expect(jobs).toMatchObject([{ podsFound: 0, podsMissing: 1 }]);
  });
});

describe('the event that explains a Job', () => {
  it('is the last one, by whichever of its times it has', () => {
    const job = makeJob({ status: { startTime: START } });
    const events = [
      makeEvent(job, {
        message: 'by its series',
        series: { lastObservedTime: '2026-11-22T18:55:30.000000Z' },
        lastTimestamp: START,
      }),
      makeEvent(job, { message: 'by lastTimestamp', lastTimestamp: '2026-11-22T18:55:10Z', eventTime: null }),
      makeEvent(job, {
        message: 'by eventTime',
        lastTimestamp: null,
        eventTime: '2026-11-22T18:55:20.000000Z',
      }),
      makeEvent(job, { message: 'by its creation', creationTimestamp: START }),
    ];

    const described = describeOne(job, { pods: [], events });

    expect(described).toMatchObject({
      reason: 'FailedCreate',
      message: 'by its series',
      outcome: ['waiting'],
    });
  });

  it('is none of another object', () => {
    const job = makeJob({ status: { startTime: START } });
    const other = makeJob({ name: 'other' });

    const described = describeOne(job, {
      pods: [],
      events: [makeEvent(other, { message: 'not of this one' })],
    });

    expect(described).toMatchObject({ reason: null, message: null });
  });

  it('no longer explains a Job that has a pod: events outlive what they tell of', () => {
    const job = makeJob({ status: { startTime: START, active: 1 } });

    const described = describeOne(job, {
      pods: [makePod({ job })],
      events: [makeEvent(job, { message: 'exceeded quota' })],
    });

    expect(described).toMatchObject({ phase: 'RUNNING', outcome: [], reason: null, message: null });
  });

  it.each([
    ['the condition of the Job', { startTime: START, conditions: [condition('Failed', 'DeadlineExceeded')] }],
    ['a success', { startTime: START, succeeded: 1, conditions: [condition('Complete')] }],
  ])('does not speak over %s', (_, status) => {
    const job = makeJob({ status });

    const described = describeOne(job, { pods: [], events: [makeEvent(job, { message: 'exceeded quota' })] });

    expect(described.reason).not.toBe('FailedCreate');
  });
});

describe('an event is looked for', () => {
  it.each<readonly [boolean, string, JobParts, boolean]>([
    [true, 'a Job runs and has no pod', { status: { startTime: START } }, false],
    [true, 'nobody knows where a Job is, and it has no pod', { status: { conditions: null } }, false],
    [false, 'a Job runs and has a pod', { status: { startTime: START, active: 1 } }, true],
    [false, 'a Job has not begun', {}, false],
    [false, 'a Job may have no pod', { spec: { parallelism: 0 }, status: { startTime: START } }, false],
    [
      false,
      'another controller has the pods of a Job',
      { spec: { managedBy: 'kueue.x-k8s.io/multikueue' }, status: { startTime: START } },
      false,
    ],
    [false, 'a Job is suspended', { spec: { suspend: true } }, false],
    [
      false,
      'a Job on its way to its end says why',
      { status: { startTime: START, conditions: [condition('FailureTarget', 'DeadlineExceeded')] } },
      false,
    ],
    [false, 'a Job succeeded', { status: { startTime: START, conditions: [condition('Complete')] } }, false],
  ])('%s, when %s', (expected, _, parts, hasPod) => {
    const job = makeJob(parts);

    const isLacking = lacksExplanation(job, hasPod);

    expect(isLacking).toBe(expected);
  });
});

describe('whose a Job is', () => {
  it('is told by its controller, not by whoever else it belongs to', () => {
    const ownerReferences = [
      { kind: 'Experiment', name: 'sweep-7', uid: 'e7' },
      { kind: 'CronJob', name: 'nightly-rebalance', uid: 'c1', controller: true },
    ];
    const job = makeJob({ metadata: { ownerReferences }, spec: { managedBy: 'kueue.x-k8s.io/multikueue' } });

    const described = describeOne(job);

    expect(described).toMatchObject({
      owner: { kind: 'CronJob', name: 'nightly-rebalance' },
      managedBy: 'kueue.x-k8s.io/multikueue',
    });
  });
});

type Surroundings = Partial<Omit<ClusterObjects, 'jobs' | 'pods'>> & {
  readonly pods?: readonly KubernetesPod[] | null;
};

function describeOne(
  job: KubernetesJob,
  { pods = [], events = [], ...rest }: Surroundings = {},
): K8sJobStatus {
  const [described] = describeObjects({ jobs: [job], pods, events, ...rest }).jobs;
  if (described === undefined) throw new Error('The Job was not described');
  return described;
}

function makeEvent(
  job: KubernetesJob,
  { creationTimestamp = END, ...event }: Partial<KubernetesEvent> & { readonly creationTimestamp?: string },
): KubernetesEvent {
  return kubernetesEvent.parse({
    metadata: { uid: `event ${event.message}`, creationTimestamp },
    involvedObject: { uid: job.metadata.uid },
    reason: 'FailedCreate',
    ...event,
  });
}
