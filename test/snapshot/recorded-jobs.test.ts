import { describe, expect, it } from 'vitest';
import type { JobOutcome, JobPhase, K8sJobStatus } from '../../src/snapshot/model/job.ts';
import { wordPodCause } from '../../src/snapshot/jobs/pod-cause.ts';
import { describeObjects, type DescribedObjects } from '../../src/snapshot/snapshot.ts';
import { readRecordedObjects } from './recorded-lists.ts';

/** What a truthful report says of a Job of the recorded cluster. */
interface Truth {
  readonly phase: JobPhase;
  readonly reason: string | null;
  readonly outcome?: readonly JobOutcome[];
  /** Of each of its pods, in order of name; null: nothing to say of it. */
  readonly causes: readonly (string | null)[];
}

const SUCCEEDED: Truth = { phase: 'SUCCEEDED', reason: 'CompletionsReached', causes: [null] };
const NOTHING_RUNS = { phase: 'RUNNING', outcome: ['waiting'] } as const;
const NO_IMAGE =
  'Back-off pulling image "docker.io/library/does-not-exist:9": ErrImagePull: failed to pull and unpack image ' +
  '"docker.io/library/does-not-exist:9": failed to resolve reference "docker.io/library/does-not-exist:9": failed to do ' +
  'request: Head "https://registry-1.docker.io/v2/library/does-not-exist/manifests/9": dial tcp: lookup ' +
  'registry-1.docker.io on 10.255.255.53:53: no such host';
const NO_NODE =
  "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s). no " +
  'new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';

const TRADING_BOTS: Readonly<Record<string, Truth>> = {
  'arb-tuning-d29-k8s--worker-1-0': SUCCEEDED,
  'crash-loop': {
    phase: 'RUNNING',
    reason: 'Error',
    outcome: ['waiting', 'retrying'],
    causes: ['container tuning-container: Error, exit code 2, 4 restarts'],
  },
  'deadline-exceeded': { phase: 'FAILED', reason: 'DeadlineExceeded', causes: [] },
  'failed-backoff': {
    phase: 'FAILED',
    reason: 'BackoffLimitExceeded',
    causes: [
      'container tuning-container: Error, exit code 3',
      'container tuning-container: Error, exit code 3',
    ],
  },
  'image-missing': {
    ...NOTHING_RUNS,
    reason: 'ImagePullBackOff',
    causes: [`container tuning-container: ImagePullBackOff: ${NO_IMAGE}`],
  },
  'indexed-partial-fail': {
    phase: 'FAILED',
    reason: 'FailedIndexes',
    causes: [null, 'container tuning-container: Error, exit code 1', null],
  },
  'init-fails': {
    phase: 'FAILED',
    reason: 'BackoffLimitExceeded',
    causes: ['init container fetch-config: Error, exit code 7'],
  },
  'log-binary': SUCCEEDED,
  'log-empty': SUCCEEDED,
  'log-huge-line': SUCCEEDED,
  'log-many-lines': SUCCEEDED,
  'log-secrets': SUCCEEDED,
  'managed-elsewhere': { phase: 'PENDING', reason: 'ManagedBy', causes: [] },
  'missing-configmap': {
    ...NOTHING_RUNS,
    reason: 'CreateContainerConfigError',
    causes: ['container tuning-container: CreateContainerConfigError: configmap "nope" not found'],
  },
  'nightly-rebalance-29922896': SUCCEEDED,
  'nightly-rebalance-29922897': SUCCEEDED,
  'no-template-labels': SUCCEEDED,
  'on-lost-node': {
    ...NOTHING_RUNS,
    reason: 'NoContainerStatus',
    causes: ['NoContainerStatus: bound to node node-gone, which has reported no container of it'],
  },
  'oom-killed': {
    phase: 'FAILED',
    reason: 'BackoffLimitExceeded',
    causes: ['container tuning-container: OOMKilled, exit code 137'],
  },
  'parallel-mid': { phase: 'RUNNING', reason: null, causes: [null, null, null, null] },
  'pod-failure-policy': {
    phase: 'FAILED',
    reason: 'PodFailurePolicy',
    causes: ['container tuning-container: Error, exit code 42'],
  },
  'retried-then-complete': {
    ...SUCCEEDED,
    causes: ['container tuning-container: Error, exit code 1', null],
  },
  'running-long': { phase: 'RUNNING', reason: null, causes: [null] },
  'success-policy': { ...SUCCEEDED, reason: 'SuccessPolicy' },
  suspended: { phase: 'PENDING', reason: 'Suspended', outcome: ['suspended'], causes: [] },
  unschedulable: { ...NOTHING_RUNS, reason: 'Unschedulable', causes: [`Unschedulable: ${NO_NODE}`] },
  'with-sidecar': SUCCEEDED,
  'work-queue': { ...SUCCEEDED, causes: [null, null] },
};

const described = describeObjects(
  readRecordedObjects('trading-bots', 'labelSelector=app%3Darbitrage-tuning&'),
);

describe('of the Jobs of a real cluster', () => {
  it('none is missing and none is made up: the one that its TTL removed is absent', () => {
    const names = described.jobs.map((job) => job.jobName);

    expect(names).toEqual(Object.keys(TRADING_BOTS));
  });

  it.each(Object.entries(TRADING_BOTS))('%s is where it is, for the reason it has', (name, truth) => {
    const job = findJob(described, name);

    const causes = described.pods
      .filter((pod) => pod.jobName === name)
      .map((pod) => (pod.cause === null ? null : wordPodCause(pod.cause)));

    expect({ phase: job.phase, reason: job.reason, outcome: job.outcome, causes }).toEqual({
      outcome: [],
      ...truth,
    });
  });

  it('one whose pod was deleted says so', () => {
    const { podsFound, podsMissing, finishedTime, durationSeconds } = findJob(described, 'deadline-exceeded');

    expect({ podsFound, podsMissing }).toEqual({ podsFound: 0, podsMissing: 1 });
    expect({ finishedTime, durationSeconds }).toEqual({
      finishedTime: '2026-11-22T18:55:14Z',
      durationSeconds: 11,
    });
  });

  it('one with failed indexes names them, beside the good ones', () => {
    const { completionMode, completions, succeeded, failed, completedIndexes, failedIndexes } = findJob(
      described,
      'indexed-partial-fail',
    );

    expect({ completionMode, completions, succeeded, failed, completedIndexes, failedIndexes }).toEqual({
      completionMode: 'Indexed',
      completions: 3,
      succeeded: 2,
      failed: 1,
      completedIndexes: '0,2',
      failedIndexes: '1',
    });
  });

  it('one that a CronJob made names it', () => {
    const { owner } = findJob(described, 'nightly-rebalance-29922896');

    expect(owner).toEqual({ kind: 'CronJob', name: 'nightly-rebalance' });
  });

  it('a work queue has no completions, and two pods that succeeded', () => {
    const { completions, parallelism, succeeded } = findJob(described, 'work-queue');

    expect({ completions, parallelism, succeeded }).toEqual({
      completions: null,
      parallelism: 2,
      succeeded: 2,
    });
  });

  it('one that a quota keeps from having pods is explained by its event', () => {
    const { jobs, pods } = describeObjects(readRecordedObjects('quota-ns', ''));

    expect(pods).toEqual([]);
    expect(jobs).toMatchObject([
      {
        jobName: 'quota-blocked',
        phase: 'RUNNING',
        reason: 'FailedCreate',
        message:
          'Error creating: pods "quota-blocked-82vck" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0',
        outcome: ['waiting'],
      },
    ]);
  });
});

describe('of the pods of a real cluster', () => {
  it('each is of the Job that owns it, also the one without the labels of its Job', () => {
    const pod = described.pods.find((each) => each.podName === 'no-template-labels-pd84m');

    expect(pod?.jobName).toBe('no-template-labels');
    expect(described.pods.filter((each) => each.jobName === null)).toEqual([]);
  });

  it('every container has its role: init, sidecar, main, ephemeral', () => {
    const names = new Set(['init-fails-6x2p7', 'with-sidecar-4vb74', 'running-long-xkgvc']);
    const pods = described.pods.filter((pod) => names.has(pod.podName));

    const roles = pods.map((pod) =>
      pod.containers.map(({ containerName, role }) => `${containerName}: ${role}`),
    );

    expect(roles).toEqual([
      ['fetch-config: init', 'tuning-container: main'],
      ['tuning-container: main', 'debugger: ephemeral'],
      ['log-shipper: sidecar', 'tuning-container: main'],
    ]);
  });
});

function findJob({ jobs }: DescribedObjects, name: string): K8sJobStatus {
  const job = jobs.find((each) => each.jobName === name);
  if (job === undefined) throw new Error(`No Job ${name} was described`);
  return job;
}
