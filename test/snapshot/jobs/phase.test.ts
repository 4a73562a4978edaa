import { describe, expect, it } from 'vitest';
import { judgeJob, type JobJudgement } from '../../../src/snapshot/jobs/phase.ts';
import { condition, END, makeJob, START, type JobParts } from '../kubernetes-objects.ts';

interface Example {
  readonly title: string;
  readonly job: JobParts;
  /** What is not given is null, or empty. */
  readonly expected: Partial<JobJudgement> & Pick<JobJudgement, 'phase'>;
}

const FAILURE_REASONS = [
  'BackoffLimitExceeded',
  'DeadlineExceeded',
  'PodFailurePolicy',
  'MaxFailedIndexesExceeded',
  'FailedIndexes',
  'SomethingOfKubernetes2040',
];

const CONDITIONS: readonly Example[] = [
  ...FAILURE_REASONS.map((reason) => ({
    title: `Failed with the reason ${reason} is FAILED, and the reason is passed through`,
    job: {
      status: { startTime: START, failed: 1, conditions: [condition('Failed', reason, 'it said why')] },
    },
    expected: { phase: 'FAILED', reason, message: 'it said why' } as const,
  })),
  {
    title: 'a failed indexed Job with two good indexes is FAILED, not SUCCEEDED',
    job: {
      spec: { completions: 3, completionMode: 'Indexed' },
      status: {
        startTime: START,
        succeeded: 2,
        failed: 1,
        conditions: [condition('Failed', 'FailedIndexes')],
      },
    },
    expected: { phase: 'FAILED', reason: 'FailedIndexes' },
  },
  {
    title: 'Complete is SUCCEEDED even with failed attempts',
    job: {
      status: {
        startTime: START,
        succeeded: 1,
        failed: 1,
        conditions: [condition('Complete', 'CompletionsReached')],
      },
    },
    expected: { phase: 'SUCCEEDED', reason: 'CompletionsReached' },
  },
  {
    title: 'Complete is SUCCEEDED with fewer successes than completions: a success policy was met',
    job: {
      spec: { completions: 3, completionMode: 'Indexed' },
      status: { startTime: START, succeeded: 1, conditions: [condition('Complete', 'SuccessPolicy')] },
    },
    expected: { phase: 'SUCCEEDED', reason: 'SuccessPolicy' },
  },
  {
    title: 'a condition without a reason, as old servers send it, decides all the same',
    job: { status: { startTime: START, succeeded: 1, conditions: [condition('Complete')] } },
    expected: { phase: 'SUCCEEDED' },
  },
  {
    title: 'a condition with the status "False" does not count',
    job: {
      status: {
        startTime: START,
        active: 1,
        conditions: [{ type: 'Failed', status: 'False', reason: 'NotYet' }],
      },
    },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'a condition with the status "Unknown" does not count',
    job: { status: { startTime: START, active: 1, conditions: [{ type: 'Complete', status: 'Unknown' }] } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'FailureTarget is not the end: RUNNING, on the way to failing',
    job: {
      status: {
        startTime: START,
        failed: 7,
        conditions: [condition('FailureTarget', 'BackoffLimitExceeded')],
      },
    },
    expected: { phase: 'RUNNING', reason: 'BackoffLimitExceeded', outcome: ['failing'] },
  },
  {
    title: 'FailureTarget and Failed together are FAILED',
    job: {
      status: {
        startTime: START,
        failed: 7,
        conditions: [condition('FailureTarget', 'DeadlineExceeded'), condition('Failed', 'DeadlineExceeded')],
      },
    },
    expected: { phase: 'FAILED', reason: 'DeadlineExceeded' },
  },
  {
    title: 'SuccessCriteriaMet is not the end: RUNNING, on the way to succeeding',
    job: {
      status: {
        startTime: START,
        succeeded: 1,
        conditions: [condition('SuccessCriteriaMet', 'SuccessPolicy')],
      },
    },
    expected: { phase: 'RUNNING', reason: 'SuccessPolicy', outcome: ['succeeding'] },
  },
  {
    title: 'SuccessCriteriaMet and Complete together are SUCCEEDED',
    job: {
      status: {
        startTime: START,
        succeeded: 1,
        conditions: [
          condition('SuccessCriteriaMet', 'SuccessPolicy'),
          condition('Complete', 'SuccessPolicy'),
        ],
      },
    },
    expected: { phase: 'SUCCEEDED', reason: 'SuccessPolicy' },
  },
];

const HELD_BACK: readonly Example[] = [
  {
    title: 'the condition Suspended is PENDING',
    job: {
      spec: { suspend: true },
      status: { conditions: [condition('Suspended', 'JobSuspended', 'Job suspended')] },
    },
    expected: { phase: 'PENDING', reason: 'Suspended', message: 'Job suspended', outcome: ['suspended'] },
  },
  {
    title: 'a Job that shall be suspended is PENDING though its controller has not said so yet',
    job: { spec: { suspend: true }, status: { startTime: START, active: 1 } },
    expected: { phase: 'PENDING', reason: 'Suspended', message: null, outcome: ['suspended'] },
  },
  {
    title: 'a Job that goes on after a suspension is judged by its counters',
    job: { status: { startTime: START, active: 1, conditions: [{ type: 'Suspended', status: 'False' }] } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'a foreign controller that has said nothing: PENDING, and who owns it',
    job: { spec: { managedBy: 'kueue.x-k8s.io/multikueue' } },
    expected: {
      phase: 'PENDING',
      reason: 'ManagedBy',
      message: 'managed by kueue.x-k8s.io/multikueue, which has reported no status',
    },
  },
  {
    title: 'a foreign controller that reports is believed',
    job: { spec: { managedBy: 'kueue.x-k8s.io/multikueue' }, status: { startTime: START, active: 2 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: "Kubernetes' own controller is not a foreign one",
    job: { spec: { managedBy: 'kubernetes.io/job-controller' } },
    expected: { phase: 'PENDING' },
  },
  {
    title: 'a Job that is being deleted keeps its phase',
    job: {
      metadata: { deletionTimestamp: END },
      status: { startTime: START, succeeded: 1, conditions: [condition('Complete', 'CompletionsReached')] },
    },
    expected: { phase: 'SUCCEEDED', reason: 'CompletionsReached', outcome: ['deleting'] },
  },
  {
    title: 'a suspended Job that is being deleted is both',
    job: { metadata: { deletionTimestamp: END }, spec: { suspend: true } },
    expected: { phase: 'PENDING', reason: 'Suspended', outcome: ['deleting', 'suspended'] },
  },
];

const COUNTERS: readonly Example[] = [
  { title: 'no status: PENDING', job: {}, expected: { phase: 'PENDING' } },
  { title: 'no start time: PENDING', job: { status: { active: 0 } }, expected: { phase: 'PENDING' } },
  {
    title: 'active pods: RUNNING',
    job: { status: { startTime: START, active: 1 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'active pods after failed ones: RUNNING',
    job: { status: { startTime: START, active: 1, failed: 3 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'active pods beside good ones: RUNNING',
    job: { spec: { completions: 4 }, status: { startTime: START, active: 2, succeeded: 2 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'waiting to retry, within the backoff limit: RUNNING, not FAILED',
    job: { spec: { backoffLimit: 3 }, status: { startTime: START, failed: 3 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'failed more often than the backoff limit allows: FAILED',
    job: { spec: { backoffLimit: 3 }, status: { startTime: START, failed: 4 } },
    expected: { phase: 'FAILED' },
  },
  {
    title: 'failed, and no backoff limit said: FAILED',
    job: { spec: { backoffLimit: undefined }, status: { startTime: START, failed: 1 } },
    expected: { phase: 'FAILED' },
  },
  {
    title: 'some of its completions done, between its pods: RUNNING',
    job: { spec: { completions: 4 }, status: { startTime: START, succeeded: 2 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'with a backoff limit for each index its own is 2147483647: RUNNING between its pods',
    job: {
      spec: {
        completions: 4,
        completionMode: 'Indexed',
        backoffLimit: 2_147_483_647,
        backoffLimitPerIndex: 1,
      },
      status: { startTime: START, failed: 5 },
    },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'all of its completions done, not declared complete yet: SUCCEEDED',
    job: { spec: { completions: 2 }, status: { startTime: START, succeeded: 2, failed: 1 } },
    expected: { phase: 'SUCCEEDED' },
  },
  {
    title:
      'failed more often than the backoff limit allows, with some of its completions done: not SUCCEEDED',
    job: { spec: { completions: 5, backoffLimit: 2 }, status: { startTime: START, succeeded: 3, failed: 3 } },
    expected: { phase: 'FAILED' },
  },
  {
    title: 'some of its completions done, nothing failed, no backoff limit said: RUNNING',
    job: { spec: { completions: 5, backoffLimit: undefined }, status: { startTime: START, succeeded: 3 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'all of its indexes done, not declared complete yet: SUCCEEDED',
    job: {
      spec: { completions: 3, completionMode: 'Indexed' },
      status: { startTime: START, succeeded: 3, completedIndexes: '0-2' },
    },
    expected: { phase: 'SUCCEEDED' },
  },
  {
    title: 'as many indexes done as there are completions, one of them scaled away: RUNNING',
    job: {
      spec: { completions: 3, completionMode: 'Indexed' },
      status: { startTime: START, succeeded: 3, completedIndexes: '0-1,5' },
    },
    expected: { phase: 'RUNNING' },
  },
  {
    title:
      'more indexes done than it has completions since they were lowered: RUNNING until the Job says more',
    job: {
      spec: { completions: 2, completionMode: 'Indexed' },
      status: { startTime: START, succeeded: 4, completedIndexes: '0-3' },
    },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'an Indexed Job that counts successes and names no index: RUNNING',
    job: {
      spec: { completions: 2, completionMode: 'Indexed' },
      status: { startTime: START, succeeded: 2 },
    },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'a work queue with one success: SUCCEEDED',
    job: { spec: { completions: undefined, parallelism: 2 }, status: { startTime: START, succeeded: 1 } },
    expected: { phase: 'SUCCEEDED' },
  },
  {
    title: 'a work queue with one success, of which a pod still runs: RUNNING',
    job: {
      spec: { completions: undefined, parallelism: 2 },
      status: { startTime: START, active: 1, succeeded: 1 },
    },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'a work queue (`completions: null`) without a success, between its pods: RUNNING',
    job: { spec: { completions: null, parallelism: 2 }, status: { startTime: START, failed: 1 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'started and nothing more, its pods still to come: RUNNING',
    job: { status: { startTime: START } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'started, nothing to do and nothing done: UNKNOWN',
    job: { spec: { completions: 0 }, status: { startTime: START } },
    expected: { phase: 'UNKNOWN' },
  },
];

/** Null is what was sent and could not be understood. */
const UNREADABLE: readonly Example[] = [
  { title: 'its status', job: { status: null }, expected: { phase: 'UNKNOWN' } },
  {
    title: 'its conditions: it may be over',
    job: { status: { startTime: START, active: 1, conditions: null } },
    expected: { phase: 'UNKNOWN' },
  },
  {
    title: 'its conditions, before a start time or a suspension is looked at',
    job: { spec: { suspend: true }, status: { conditions: null } },
    expected: { phase: 'UNKNOWN' },
  },
  {
    title: 'its start time',
    job: { status: { startTime: null, active: 1 } },
    expected: { phase: 'UNKNOWN' },
  },
  ...['active', 'succeeded', 'failed'].map((counter) => ({
    title: `what it counts as ${counter}`,
    job: { status: { startTime: START, active: 0, succeeded: 1, [counter]: null } },
    expected: { phase: 'UNKNOWN' } as const,
  })),
  {
    title: 'its backoff limit, when that decides',
    job: { spec: { backoffLimit: null }, status: { startTime: START, failed: 1 } },
    expected: { phase: 'UNKNOWN' },
  },
  {
    title: 'its backoff limit, when that decides nothing: SUCCEEDED',
    job: { spec: { backoffLimit: null }, status: { startTime: START, succeeded: 1 } },
    expected: { phase: 'SUCCEEDED' },
  },
  ...[0, 1].map((succeeded) => ({
    title: `its spec, with ${succeeded} succeeded`,
    job: { spec: null, status: { startTime: START, succeeded, failed: 1 } },
    expected: { phase: 'UNKNOWN' } as const,
  })),
  {
    title: 'its completions, when they decide',
    job: { spec: { completions: null }, status: { startTime: START, succeeded: 1 } },
    expected: { phase: 'UNKNOWN' },
  },
  {
    title: 'its completions, when nothing has succeeded: RUNNING',
    job: { spec: { completions: null }, status: { startTime: START, failed: 1 } },
    expected: { phase: 'RUNNING' },
  },
  {
    title: 'its completion mode, when it decides',
    job: { spec: { completionMode: null }, status: { startTime: START, succeeded: 1 } },
    expected: { phase: 'UNKNOWN' },
  },
  {
    title: 'its completed indexes, when they decide',
    job: {
      spec: { completions: 2, completionMode: 'Indexed' },
      status: { startTime: START, succeeded: 2, completedIndexes: null },
    },
    expected: { phase: 'UNKNOWN' },
  },
  {
    title: 'its completed indexes, of a form of their own',
    job: {
      spec: { completions: 2, completionMode: 'Indexed' },
      status: { startTime: START, succeeded: 2, completedIndexes: '0..1' },
    },
    expected: { phase: 'UNKNOWN' },
  },
  {
    title: 'a counter, when a condition decides: FAILED',
    job: {
      status: { startTime: START, failed: null, conditions: [condition('Failed', 'DeadlineExceeded')] },
    },
    expected: { phase: 'FAILED', reason: 'DeadlineExceeded' },
  },
];

describe('the phase of a Job', () => {
  describe.each([
    ['its conditions decide first', CONDITIONS],
    ['what holds it back', HELD_BACK],
    ['without a condition its counters decide', COUNTERS],
    ['what could not be understood is not guessed', UNREADABLE],
  ])('%s', (_, examples) => {
    it.each(examples)('$title', ({ job, expected }) => {
      const parsed = makeJob(job);

      const judgement = judgeJob(parsed);

      expect(judgement).toEqual({ reason: null, message: null, outcome: [], ...expected });
    });
  });
});
