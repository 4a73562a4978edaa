import { describe, expect, it } from 'vitest';
import type { KubernetesPod } from '../../../src/snapshot/kubernetes/objects.ts';
import {
  condition,
  END,
  ended,
  makeJob,
  makePod,
  running,
  START,
  waiting,
  type ContainerParts,
  type JobParts,
} from '../../snapshot/kubernetes-objects.ts';
import { readSection } from '../report-section.ts';
import { makeSnapshot } from '../sample-snapshot.ts';

interface Example {
  readonly title: string;
  readonly job: JobParts;
  /** Its pods, by their main container; none unless told. */
  readonly pods?: readonly ContainerParts[];
  /** Of all of them, or of each. */
  readonly podPhase?: string | readonly string[];
  readonly indexes?: readonly number[];
  readonly lines: readonly string[];
}

const LABELS = ['    Labels:', '      app: arbitrage-tuning'];

const OUTCOMES: readonly Example[] = [
  {
    title: 'failed: its reason, when it ended, how long it took',
    job: {
      spec: { backoffLimit: 0 },
      status: {
        startTime: START,
        failed: 1,
        conditions: [
          condition('Failed', 'BackoffLimitExceeded', 'Job has reached the specified backoff limit'),
        ],
      },
    },
    pods: [{ state: ended(3) }],
    podPhase: 'Failed',
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               FAILED',
      '    Reason:              BackoffLimitExceeded',
      '    Message:             Job has reached the specified backoff limit',
      '    Completions:         1',
      '    Succeeded:           0',
      '    Failed:              1',
      '    Active:              0',
      '    Start Time:          2026-11-22T18:55:03Z',
      '    Finished Time:       2026-11-22T18:55:19Z',
      '    Duration:            16 s',
      ...LABELS,
    ],
  },
  {
    title: 'retries: how often it may, and why it had to',
    job: { spec: { backoffLimit: 3 }, status: { startTime: START, active: 1, failed: 1, ready: 1 } },
    pods: [
      { state: ended(1) },
      { state: running(), lastState: ended(137, { reason: 'OOMKilled' }), restarts: 1 },
    ],
    podPhase: ['Failed', 'Running'],
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               RUNNING',
      '    Reason:              OOMKilled',
      '    Message:             pod tuning-1: container tuning-container: OOMKilled, exit code 137, 1 restart',
      '    Outcome:             retrying: 1 of 3 used',
      '    Completions:         1',
      '    Succeeded:           0',
      '    Failed:              1',
      '    Active:              1',
      '    Start Time:          2026-11-22T18:55:03Z',
      '    Completion Time:     <none>',
      ...LABELS,
    ],
  },
  {
    title: 'is active while nothing of it runs: that, and why',
    job: { status: { startTime: START, active: 1, ready: 0 } },
    pods: [
      { state: waiting('ImagePullBackOff', 'Back-off pulling image "docker.io/library/does-not-exist:9"') },
    ],
    podPhase: 'Pending',
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               RUNNING',
      '    Reason:              ImagePullBackOff',
      '    Message:             pod tuning-0: container tuning-container: ImagePullBackOff: Back-off pulling image "docker.io/library/does-not-exist:9"',
      '    Outcome:             waiting: nothing of it runs',
      '    Completions:         1',
      '    Succeeded:           0',
      '    Failed:              0',
      '    Active:              1',
      '    Start Time:          2026-11-22T18:55:03Z',
      '    Completion Time:     <none>',
      ...LABELS,
    ],
  },
  {
    title: 'waits to retry, in a limit for each index: no limit of the whole is made up',
    job: {
      spec: {
        completions: 3,
        completionMode: 'Indexed',
        backoffLimit: 2_147_483_647,
        backoffLimitPerIndex: 1,
      },
      status: { startTime: START, failed: 2, succeeded: 1, completedIndexes: '0', failedIndexes: '1' },
    },
    pods: [{ state: ended(1) }, { state: ended(1) }, { state: ended(0) }],
    podPhase: ['Failed', 'Failed', 'Succeeded'],
    indexes: [1, 1, 0],
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               RUNNING',
      '    Reason:              Error',
      '    Message:             pod tuning-1: container tuning-container: Error, exit code 1',
      '    Outcome:             waiting: nothing of it runs; retrying: 2 used',
      '    Completions:         3',
      '    Succeeded:           1',
      '    Failed:              2',
      '    Active:              0',
      '    Completion Mode:     Indexed',
      '    Completed Indexes:   0',
      '    Failed Indexes:      1',
      '    Start Time:          2026-11-22T18:55:03Z',
      '    Completion Time:     <none>',
      ...LABELS,
    ],
  },
  {
    title: 'is failing: not over yet',
    job: {
      status: {
        startTime: START,
        active: 1,
        terminating: 1,
        conditions: [
          condition('FailureTarget', 'DeadlineExceeded', 'Job was active longer than specified deadline'),
        ],
      },
    },
    pods: [{ state: running() }],
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               RUNNING',
      '    Kubectl Status:      FailureTarget',
      '    Reason:              DeadlineExceeded',
      '    Message:             Job was active longer than specified deadline',
      '    Outcome:             failing: its pods are being ended',
      '    Completions:         1',
      '    Succeeded:           0',
      '    Failed:              0',
      '    Active:              1',
      '    Terminating:         1',
      '    Start Time:          2026-11-22T18:55:03Z',
      '    Completion Time:     <none>',
      ...LABELS,
    ],
  },
  {
    title: 'is succeeding: not over yet',
    job: {
      spec: { completions: 3, parallelism: 3, completionMode: 'Indexed' },
      status: {
        startTime: START,
        succeeded: 1,
        conditions: [condition('SuccessCriteriaMet', 'SuccessPolicy', 'Matched rules at index 0')],
      },
    },
    pods: [{ state: ended(0) }],
    podPhase: 'Succeeded',
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               RUNNING',
      '    Kubectl Status:      SuccessCriteriaMet',
      '    Reason:              SuccessPolicy',
      '    Message:             Matched rules at index 0',
      '    Outcome:             succeeding: its last pods are being ended',
      '    Completions:         3',
      '    Succeeded:           1',
      '    Failed:              0',
      '    Active:              0',
      '    Parallelism:         3',
      '    Completion Mode:     Indexed',
      '    Start Time:          2026-11-22T18:55:03Z',
      '    Completion Time:     <none>',
      ...LABELS,
    ],
  },
  {
    title: 'is suspended: nothing counted yet is not zero',
    job: {
      spec: { suspend: true },
      status: { conditions: [condition('Suspended', 'JobSuspended', 'Job suspended')] },
    },
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               PENDING',
      '    Kubectl Status:      Suspended',
      '    Reason:              Suspended',
      '    Message:             Job suspended',
      '    Outcome:             suspended',
      '    Completions:         1',
      '    Succeeded:           <none>',
      '    Failed:              <none>',
      '    Active:              <none>',
      '    Start Time:          <none>',
      '    Completion Time:     <none>',
      ...LABELS,
    ],
  },
  {
    title: 'is managed elsewhere',
    job: { metadata: { labels: {} }, spec: { managedBy: 'kueue.x-k8s.io/multikueue' } },
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               PENDING',
      '    Kubectl Status:      Running',
      '    Reason:              ManagedBy',
      '    Message:             managed by kueue.x-k8s.io/multikueue, which has reported no status',
      '    Completions:         1',
      '    Succeeded:           <none>',
      '    Failed:              <none>',
      '    Active:              <none>',
      '    Start Time:          <none>',
      '    Completion Time:     <none>',
      '    Managed By:          kueue.x-k8s.io/multikueue',
    ],
  },
  {
    title: 'is being deleted, belongs to a CronJob, is a work queue, goes by itself, and lost its pods',
    job: {
      metadata: {
        deletionTimestamp: END,
        ownerReferences: [{ kind: 'CronJob', name: 'nightly-rebalance', uid: 'c1', controller: true }],
      },
      spec: { completions: undefined, parallelism: 2, ttlSecondsAfterFinished: 100 },
      status: {
        startTime: START,
        completionTime: '2026-11-22T18:55:10Z',
        succeeded: 2,
        conditions: [
          condition('Complete', 'CompletionsReached', 'Reached expected number of succeeded pods'),
        ],
      },
    },
    lines: [
      '  Job: tuning',
      '    Namespace:           trading-bots',
      '    Phase:               SUCCEEDED',
      '    Outcome:             being deleted',
      '    Completions:         <unset>',
      '    Succeeded:           2',
      '    Failed:              0',
      '    Active:              0',
      '    Parallelism:         2',
      '    Pods Missing:        2 counted by the Job no longer there, nor their logs: 2 succeeded',
      '    Start Time:          2026-11-22T18:55:03Z',
      '    Completion Time:     2026-11-22T18:55:10Z',
      '    Deletion Time:       2026-11-22T18:55:19Z',
      '    Time To Live:        100 s after it finished',
      '    Owner:               CronJob nightly-rebalance',
      ...LABELS,
    ],
  },
];

describe('the text of a Job that', () => {
  it.each(OUTCOMES)('$title', ({ job, pods = [], podPhase = 'Running', indexes, lines }) => {
    const parsed = makeJob(job);
    const owned = pods.map((main, index): KubernetesPod =>
      makePod({
        job: parsed,
        name: `tuning-${index}`,
        main: [main],
        phase: typeof podPhase === 'string' ? podPhase : (podPhase[index] ?? ''),
        metadata: {
          annotations: { 'batch.kubernetes.io/job-completion-index': indexes?.[index]?.toString() },
        },
      }),
    );

    const section = readSection(makeSnapshot({ jobs: [parsed], pods: owned }), 'JOB STATUS');

    expect(section).toEqual(lines);
  });
});

describe('the text of several Jobs', () => {
  it('has them one below the other, in the order of the snapshot', () => {
    const jobs = ['b', 'a'].map((name) => makeJob({ name, metadata: { labels: {} } }));

    const section = readSection(makeSnapshot({ jobs }), 'JOB STATUS');

    expect(section?.filter((line) => line.startsWith('  Job: ') || line === '')).toEqual([
      '  Job: b',
      '',
      '  Job: a',
    ]);
  });

  it('has none of them in two lines: line breaks of messages and labels are shown, not made', () => {
    const message = 'Container tuning-container failed:\n[JOB STATUS]\n\n  Job: forged\u001B[2J';
    const job = makeJob({
      metadata: { labels: { note: 'a\r\n[ERRORS (1)]' } },
      status: { startTime: START, failed: 1, conditions: [condition('Failed', 'PodFailurePolicy', message)] },
    });

    const section = readSection(makeSnapshot({ jobs: [job] }), 'JOB STATUS');

    expect(section?.filter((line) => /Message|note/.test(line))).toEqual([
      '    Message:             Container tuning-container failed: [JOB STATUS] Job: forged\\u001b[2J',
      '      note: a\\u000d\\u000a[ERRORS (1)]',
    ]);
  });
});
