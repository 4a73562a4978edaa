import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { K8sJobStatus } from '../../../src/snapshot/model/job.ts';
import type { KubernetesPod } from '../../../src/snapshot/kubernetes/objects.ts';
import { describeObjects } from '../../../src/snapshot/snapshot.ts';
import {
  condition,
  END,
  ended,
  makeJob,
  makePod,
  running,
  START,
  type JobParts,
  type PodParts,
} from '../kubernetes-objects.ts';

// What a Job's status counts: https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/job_controller.go
// (getNewFinishedPods, isPodFailed, trackJobStatusAndRemoveFinalizers), pod_failure_policy.go, and
// https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-replacement-policy

type Missing = NonNullable<K8sJobStatus['podsMissingByState']>;
type Parts = Omit<PodParts, 'job'> & { readonly index?: number };

interface Example {
  readonly title: string;
  readonly job: JobParts;
  readonly pods: readonly Parts[];
  readonly missing: Partial<Missing>;
}

const NONE: Missing = { active: 0, succeeded: 0, failed: 0 };
const RUNNING: Parts = { main: [{ state: running() }] };
const FAILED: Parts = { phase: 'Failed', main: [{ state: ended(3) }] };
const SUCCEEDED: Parts = { phase: 'Succeeded', main: [{ state: ended(0) }] };
const ENDING: Parts = { ...RUNNING, metadata: { deletionTimestamp: END } };
const EVICTED: Parts = {
  phase: 'Failed',
  status: {
    reason: 'Evicted',
    conditions: [condition('DisruptionTarget', 'TerminationByKubelet', 'low on memory')],
  },
};
const IGNORES_DISRUPTION = {
  rules: [
    { action: 'FailJob', onExitCodes: { containerName: 'main', operator: 'In', values: [42] } },
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
  ],
};
const INDEXED = { completions: 4, parallelism: 4, completionMode: 'Indexed' };

const HIDDEN: readonly Example[] = [
  {
    title: 'a pod that is terminating, where only failed ones are replaced: it is not counted as failed yet',
    job: {
      spec: { podReplacementPolicy: 'Failed' },
      status: { startTime: START, failed: 1, terminating: 1 },
    },
    pods: [ENDING],
    missing: { failed: 1 },
  },
  {
    title: 'a pod that has failed and is still to be counted',
    job: {
      status: {
        startTime: START,
        active: 1,
        failed: 1,
        uncountedTerminatedPods: { failed: ['tuning-0-uid'] },
      },
    },
    pods: [FAILED, RUNNING],
    missing: { failed: 1 },
  },
  {
    title: 'a pod that has succeeded and is still to be counted',
    job: {
      spec: { completions: 5 },
      status: {
        startTime: START,
        active: 1,
        succeeded: 1,
        uncountedTerminatedPods: { succeeded: ['tuning-0-uid'] },
      },
    },
    pods: [SUCCEEDED, RUNNING],
    missing: { succeeded: 1 },
  },
  {
    title: 'pods of indexes that were scaled away',
    job: {
      spec: { ...INDEXED, completions: 2, parallelism: 2 },
      status: { startTime: START, active: 1, succeeded: 1, failed: 1, completedIndexes: '0' },
    },
    pods: [
      { ...SUCCEEDED, index: 2 },
      { ...SUCCEEDED, index: 3 },
      { ...RUNNING, index: 1 },
    ],
    missing: { succeeded: 1, failed: 1 },
  },
  {
    title: 'a pod of an index that was scaled away, on its way out',
    job: {
      spec: { ...INDEXED, completions: 1 },
      status: { startTime: START, active: 1, failed: 1, terminating: 1 },
    },
    pods: [
      { ...RUNNING, index: 0 },
      { ...ENDING, index: 3 },
    ],
    missing: { failed: 1 },
  },
  {
    title: 'a pod that the kubelet evicted and that the policy of the Job ignores',
    job: {
      spec: { podFailurePolicy: IGNORES_DISRUPTION, podReplacementPolicy: 'Failed' },
      status: { startTime: START, active: 1, failed: 1 },
    },
    pods: [EVICTED, RUNNING],
    missing: { failed: 1 },
  },
  {
    title: 'a pod that ended with an exit code that the policy of the Job ignores',
    job: {
      spec: {
        podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'NotIn', values: [1] } }] },
      },
      status: { startTime: START, active: 1, failed: 1 },
    },
    pods: [FAILED, RUNNING],
    missing: { failed: 1 },
  },
  {
    title: 'a second pod of an index that is done',
    job: {
      spec: INDEXED,
      status: { startTime: START, active: 1, succeeded: 2, completedIndexes: '0,2' },
    },
    pods: [
      { ...SUCCEEDED, index: 0 },
      { ...SUCCEEDED, index: 0 },
      { ...RUNNING, index: 1 },
    ],
    missing: { succeeded: 1 },
  },
  {
    title: 'pods that run, where those that succeeded are gone',
    job: { spec: { completions: 9, parallelism: 3 }, status: { startTime: START, active: 3, succeeded: 2 } },
    pods: [RUNNING, RUNNING, RUNNING, RUNNING, RUNNING],
    missing: { succeeded: 2 },
  },
];

const THERE: readonly Example[] = [
  {
    title: 'a pod that is terminating, where it counts as failed at once',
    job: { status: { startTime: START, active: 1, failed: 1, terminating: 1 } },
    pods: [ENDING, RUNNING],
    missing: {},
  },
  {
    title: 'pods that are ended because their Job fails, whatever the policy',
    job: {
      spec: { podReplacementPolicy: 'Failed' },
      status: { startTime: START, failed: 1, conditions: [condition('FailureTarget', 'DeadlineExceeded')] },
    },
    pods: [ENDING],
    missing: {},
  },
  {
    title: 'a pod that still runs when its Job has failed: it counts as failed, and is about to be ended',
    job: { status: { startTime: START, failed: 1, conditions: [condition('Failed', 'DeadlineExceeded')] } },
    pods: [RUNNING],
    missing: {},
  },
  {
    title: 'a pod that ended well while its Job was failing: it counts as failed',
    job: { status: { startTime: START, failed: 1, conditions: [condition('Failed', 'DeadlineExceeded')] } },
    pods: [SUCCEEDED],
    missing: {},
  },
  {
    title: 'a pod that was active when the Job was listed and had ended when the pods were',
    job: { status: { startTime: START, active: 1 } },
    pods: [SUCCEEDED],
    missing: {},
  },
  {
    title: 'a failed pod that the policy counts: the first rule that fits decides',
    job: {
      spec: {
        podFailurePolicy: {
          rules: [
            { action: 'Count', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
            { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          ],
        },
      },
      status: { startTime: START, failed: 1 },
    },
    pods: [EVICTED],
    missing: {},
  },
  {
    title: 'a pod that failed before its index was scaled away: it stays counted',
    job: {
      spec: { ...INDEXED, completions: 1 },
      status: { startTime: START, active: 1, failed: 1 },
    },
    pods: [
      { ...RUNNING, index: 0 },
      { ...FAILED, index: 3 },
    ],
    missing: {},
  },
  {
    title: 'an index that is done, told by the label where there is no annotation',
    job: { spec: INDEXED, status: { startTime: START, succeeded: 1, completedIndexes: '3' } },
    pods: [{ ...SUCCEEDED, metadata: { labels: { 'batch.kubernetes.io/job-completion-index': '3' } } }],
    missing: {},
  },
];

function describeOne(parts: JobParts, pods: readonly Parts[]): K8sJobStatus {
  const job = makeJob(parts);
  const made = pods.map(({ index, metadata, ...rest }, number): KubernetesPod => {
    const annotations =
      index === undefined ? {} : { 'batch.kubernetes.io/job-completion-index': String(index) };
    return makePod({ job, name: `tuning-${number}`, ...rest, metadata: { annotations, ...metadata } });
  });
  const [described] = describeObjects({ jobs: [job], pods: made, events: [] }).jobs;
  if (described === undefined) throw new Error('No Job was described');
  return described;
}

describe('a pod that is gone', () => {
  it.each(HIDDEN)('is not hidden by $title', ({ job, pods, missing }) => {
    const { podsMissing, podsMissingByState } = describeOne(job, pods);

    const expected = { ...NONE, ...missing };
    expect(podsMissingByState).toEqual(expected);
    expect(podsMissing).toBe(expected.active + expected.succeeded + expected.failed);
  });

  it('is counted once, whatever else there is', () => {
    const states = { active: RUNNING, succeeded: SUCCEEDED, failed: FAILED } as const;
    const counts = fc.record({ active: fc.nat(3), succeeded: fc.nat(3), failed: fc.nat(3) });
    fc.assert(
      fc.property(counts, counts, (counted, found) => {
        const pods = (['active', 'succeeded', 'failed'] as const).flatMap((state) =>
          Array.from({ length: Math.min(found[state], counted[state]) }, () => states[state]),
        );

        const { podsMissingByState } = describeOne(
          { spec: { completions: 9, parallelism: 9 }, status: { startTime: START, ...counted } },
          pods,
        );

        expect(podsMissingByState).toEqual({
          active: Math.max(0, counted.active - found.active),
          succeeded: Math.max(0, counted.succeeded - found.succeeded),
          failed: Math.max(0, counted.failed - found.failed),
        });
      }),
    );
  });
});

describe('none is called missing for', () => {
  it.each(THERE)('$title', ({ job, pods }) => {
    const { podsMissingByState } = describeOne(job, pods);

    expect(podsMissingByState).toEqual(NONE);
  });
});

describe('how many are missing is not known', () => {
  it.each<readonly [string, JobParts]>([
    ['a counter', { status: { startTime: START, failed: null } }],
    ['the pods still to be counted', { status: { startTime: START, uncountedTerminatedPods: null } }],
    ['the completed indexes', { spec: INDEXED, status: { startTime: START, completedIndexes: null } }],
    ['the completions', { spec: { ...INDEXED, completions: null }, status: { startTime: START } }],
    ['the failure policy', { spec: { podFailurePolicy: null }, status: { startTime: START } }],
    ['the spec', { spec: null, status: { startTime: START } }],
    ['the status', { status: null }],
  ])('where %s could not be understood', (_, job) => {
    const described = describeOne(job, []);

    expect(described).toMatchObject({ podsMissing: null, podsMissingByState: null });
  });
});
