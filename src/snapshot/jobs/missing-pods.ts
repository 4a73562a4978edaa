import { findTrueCondition, type KubernetesJob, type KubernetesPod } from '../kubernetes/objects.ts';
import { countIndexes, cutIndexes, hasIndex, parseIndexes } from './indexes.ts';

/** Pods that a Job counts, by how it counts them. */
export interface PodsByState {
  readonly active: number;
  readonly succeeded: number;
  readonly failed: number;
}

export interface PodAccount {
  /** What the Job counts and what is not there. */
  readonly missing: PodsByState;
  /** Pods that have ended and that the Job has not counted yet: its status is older than they are. */
  readonly uncounted: number;
}

/**
 * Compares what a Job counts with the pods that there are, state by state; null when a counter, or what decides which pods it counts,
 * could not be understood. A pod that the Job never counts stands in for none that is gone.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/job_controller.go (trackJobStatusAndRemoveFinalizers)
 */
export function accountPods(job: KubernetesJob, pods: readonly KubernetesPod[]): PodAccount | null {
  const { spec, status } = job;
  if (spec === null || status === null || spec?.podFailurePolicy === null) return null;
  const { active = 0, succeeded = 0, failed = 0, uncountedTerminatedPods: uncounted } = status ?? {};
  const successes = countSuccesses(job, pods);
  if (active === null || failed === null || succeeded === null || uncounted === null || successes === null)
    return null;
  const failures = pods.filter((pod) => isCountedFailure(job, pod));
  const running = pods.filter((pod) => !isEnded(pod) && !isDeleted(pod)).length;
  // What a Job that fails has ended counts as failed, whatever it is on its way out, or in the end.
  const spare = isFailing(job) ? successes.more + Math.max(0, running - active) : 0;
  const ofFailures = compare(failed + (uncounted?.failed.length ?? 0), failures.length + spare);
  const ending = pods.filter((pod) => isEnding(pod) && !failures.includes(pod)).length;
  const ahead = successes.more + ofFailures.more + Math.max(0, ending - (status?.terminating ?? 0));
  return {
    missing: {
      // One that was active when the Job was listed may have ended when the pods were.
      active: Math.max(0, active - running - ahead),
      succeeded: successes.missing,
      failed: ofFailures.missing,
    },
    uncounted: successes.more + ofFailures.more,
  };
}

export function sumPods({ active, succeeded, failed }: PodsByState): number {
  return active + succeeded + failed;
}

interface Comparison {
  readonly missing: number;
  readonly more: number;
}

function compare(counted: number, found: number): Comparison {
  return { missing: Math.max(0, counted - found), more: Math.max(0, found - counted) };
}

/** An Indexed Job counts indexes, not pods, and forgets those that are scaled away. */
function countSuccesses({ spec, status }: KubernetesJob, pods: readonly KubernetesPod[]): Comparison | null {
  const { succeeded, completedIndexes, uncountedTerminatedPods } = status ?? {};
  const found = pods.filter((pod) => pod.status?.phase === 'Succeeded');
  if (spec?.completionMode !== 'Indexed')
    return compare((succeeded ?? 0) + (uncountedTerminatedPods?.succeeded.length ?? 0), found.length);
  const completed = completedIndexes === null ? null : parseIndexes(completedIndexes ?? '');
  if (completed === null || spec.completions === null) return null;
  const end = spec.completions ?? Infinity;
  const indexes = new Set(found.flatMap((pod) => readIndex(pod) ?? []).filter((index) => index < end));
  const counted = cutIndexes(completed, end);
  const there = [...indexes].filter((index) => hasIndex(counted, index)).length;
  return { missing: countIndexes(counted) - there, more: indexes.size - there };
}

/** Whether the Job's status counts, or will count, the pod as failed. */
function isCountedFailure(job: KubernetesJob, pod: KubernetesPod): boolean {
  const { spec } = job;
  if (spec?.podFailurePolicy != null && isIgnoredFailure(spec.podFailurePolicy, pod)) return false;
  // One of an index that was scaled away is removed without being counted.
  const isScaledAway = (readIndex(pod) ?? -1) >= (spec?.completions ?? Infinity);
  if (isDeleted(pod) && isScaledAway) return false;
  if (pod.status?.phase === 'Failed') return true;
  const waitsForEnd = spec?.podReplacementPolicy === 'Failed' || spec?.podFailurePolicy != null;
  return isEnding(pod) && (!waitsForEnd || isFailing(job));
}

function isFailing({ status }: KubernetesJob): boolean {
  return ['FailureTarget', 'Failed'].some(
    (type) => findTrueCondition(status?.conditions, type) !== undefined,
  );
}

function isEnding(pod: KubernetesPod): boolean {
  return isDeleted(pod) && !isEnded(pod);
}

function isEnded({ status }: KubernetesPod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

function isDeleted({ metadata }: KubernetesPod): boolean {
  return metadata.deletionTimestamp != null;
}

const INDEX = 'batch.kubernetes.io/job-completion-index';

/** Of a pod of an Indexed Job. https://kubernetes.io/docs/reference/labels-annotations-taints/#batchkubernetesio-job-completion-index */
function readIndex({ metadata }: KubernetesPod): number | null {
  const text = metadata.annotations?.[INDEX] ?? metadata.labels[INDEX];
  return text != null && /^\d+$/.test(text) ? Number(text) : null;
}

type Policy = NonNullable<NonNullable<KubernetesJob['spec']>['podFailurePolicy']>;
type Rule = Policy['rules'][number];

/**
 * Whether the Job's own policy keeps a failed pod out of its counters: the first rule that fits decides.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/pod_failure_policy.go (matchPodFailurePolicy)
 */
function isIgnoredFailure(policy: Policy | undefined, pod: KubernetesPod): boolean {
  return policy?.rules.find((rule) => fits(rule, pod))?.action === 'Ignore';
}

function fits({ onExitCodes, onPodConditions }: Rule, { status }: KubernetesPod): boolean {
  if (onExitCodes != null) {
    const { containerName, operator, values } = onExitCodes;
    return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].some(
      ({ name, state }) => {
        const exitCode = state?.terminated?.exitCode ?? 0;
        const isOf = containerName == null || containerName === name;
        return isOf && exitCode !== 0 && values.includes(exitCode) === (operator === 'In');
      },
    );
  }
  return onPodConditions.some((pattern) =>
    status?.conditions.some(
      (each) => each.type === pattern.type && each.status === (pattern.status ?? 'True'),
    ),
  );
}
