import type { JobOutcome, JobPhase } from '../model/job.ts';
import { findTrueCondition, type KubernetesJob } from '../kubernetes/objects.ts';
import { countIndexes, cutIndexes, parseIndexes } from './indexes.ts';

/** A Job's phase and what the Job itself says of why. */
export interface JobJudgement {
  readonly phase: JobPhase;
  readonly reason: string | null;
  readonly message: string | null;
  /** What the Job's own status says of its way; what its pods say is added where they are known. */
  readonly outcome: readonly JobOutcome[];
}

const OWN_CONTROLLER = 'kubernetes.io/job-controller';

/**
 * Conditions decide first, then counters. A condition that is not terminal tells the way, not the end.
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
 */
export function judgeJob(job: KubernetesJob): JobJudgement {
  const judgement =
    judgeUnreadable(job) ?? judgeConditions(job) ?? judgeForeignController(job) ?? judgeCounters(job);
  // A Job that waits for its finalizers keeps its phase: it is what it was until it is gone.
  if (job.metadata.deletionTimestamp == null) return judgement;
  return { ...judgement, outcome: ['deleting', ...judgement.outcome] };
}

/** Without the conditions nobody knows whether the Job is over. Null is what was sent and could not be understood. */
function judgeUnreadable({ status }: KubernetesJob): JobJudgement | null {
  return status === null || status?.conditions === null ? withoutWord('UNKNOWN') : null;
}

function judgeConditions(job: KubernetesJob): JobJudgement | null {
  const conditions = job.status?.conditions;
  const said = (type: string, phase: JobPhase, outcome: readonly JobOutcome[]): JobJudgement | null => {
    const condition = findTrueCondition(conditions, type);
    if (condition === undefined) return null;
    return { phase, outcome, reason: condition.reason ?? null, message: condition.message ?? null };
  };
  const suspended = findTrueCondition(conditions, 'Suspended');
  return (
    said('Failed', 'FAILED', []) ??
    said('Complete', 'SUCCEEDED', []) ??
    said('FailureTarget', 'RUNNING', ['failing']) ??
    said('SuccessCriteriaMet', 'RUNNING', ['succeeding']) ??
    (suspended !== undefined || job.spec?.suspend === true
      ? { phase: 'PENDING', outcome: ['suspended'], reason: 'Suspended', message: suspended?.message ?? null }
      : null)
  );
}

/** Another controller may not have said anything yet. https://kubernetes.io/docs/concepts/workloads/controllers/job/#delegation-of-managing-a-job-object-to-external-controller */
function judgeForeignController(job: KubernetesJob): JobJudgement | null {
  if (!isForeign(job) || hasSaidAnything(job)) return null;
  const message = `managed by ${job.spec?.managedBy}, which has reported no status`;
  return { phase: 'PENDING', outcome: [], reason: 'ManagedBy', message };
}

/** Whether another controller than Kubernetes' own makes the pods of the Job, wherever it makes them. */
export function isForeign({ spec }: KubernetesJob): boolean {
  return isForeignManager(spec?.managedBy ?? null);
}

export function isForeignManager(managedBy: string | null): boolean {
  return managedBy !== null && managedBy !== OWN_CONTROLLER;
}

function hasSaidAnything({ status }: KubernetesJob): boolean {
  if (status == null) return false;
  // What was told of the pods still to be counted is `{}` where there are none.
  return Object.values(status).some((value) =>
    typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value != null,
  );
}

function judgeCounters({ spec, status }: KubernetesJob): JobJudgement {
  if (status == null || status.startTime === undefined) return withoutWord('PENDING');
  // By API convention a counter that a started Job leaves out is zero.
  const { startTime, active = 0, succeeded = 0, failed = 0 } = status;
  if (startTime === null || active === null || succeeded === null || failed === null) {
    return withoutWord('UNKNOWN');
  }
  if (active > 0) return withoutWord('RUNNING');
  const isDone = hasAllCompletions(spec, status, succeeded);
  if (isDone === null) return withoutWord('UNKNOWN');
  if (isDone) return withoutWord(succeeded > 0 ? 'SUCCEEDED' : 'UNKNOWN');
  if (spec === null || spec?.backoffLimit === null) return withoutWord('UNKNOWN');
  // More failures than the limit allows are the end of a Job, whatever of it went well.
  const mayGoOn = failed === 0 || (spec?.backoffLimit !== undefined && failed <= spec.backoffLimit);
  return withoutWord(mayGoOn ? 'RUNNING' : 'FAILED');
}

/**
 * Whether nothing is left to do; null when that could not be understood. An Indexed Job counts indexes, and its status may be
 * of before its `completions` were changed.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/job_controller.go (syncJob)
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#elastic-indexed-jobs
 */
function hasAllCompletions(
  spec: KubernetesJob['spec'],
  { completedIndexes }: NonNullable<KubernetesJob['status']>,
  succeeded: number,
): boolean | null {
  if (spec === null || spec?.completions === null) return succeeded === 0 ? false : null;
  // Without `completions` the Job is a work queue, and one success is enough.
  const completions = spec?.completions ?? 1;
  if (spec?.completionMode === null) return succeeded < completions ? false : null;
  if (spec?.completionMode !== 'Indexed') return succeeded >= completions;
  const intervals = completedIndexes === null ? null : parseIndexes(completedIndexes ?? '');
  if (intervals === null) return succeeded < completions ? false : null;
  return succeeded === completions && countIndexes(cutIndexes(intervals, completions)) === succeeded;
}

/** A phase of which the Job itself does not say why. */
function withoutWord(phase: JobPhase): JobJudgement {
  return { phase, reason: null, message: null, outcome: [] };
}
