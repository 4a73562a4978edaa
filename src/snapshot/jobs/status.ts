import { isForeign, judgeJob, type JobJudgement } from './phase.ts';
import { sumPods, type PodAccount } from './missing-pods.ts';
import type { KubernetesEvent } from '../kubernetes/event.ts';
import { findTrueCondition, type KubernetesJob } from '../kubernetes/objects.ts';
import type { JobOutcome, K8sJobStatus } from '../model/job.ts';
import type { K8sPodStatus } from '../model/pod.ts';
import { wordPodCause } from './pod-cause.ts';
import { isFinished, isRunning } from './pod-status.ts';
import { compareText } from '../model/order.ts';
import { wordJobStatus } from './status-word.ts';

type Retries = NonNullable<K8sJobStatus['retries']>;
type Pods = readonly K8sPodStatus[];

/** What there is beside the Job itself to tell why it is where it is. */
export interface JobEvidence {
  /** The pods that the Job owns, or null when they could not be listed. */
  readonly pods: Pods | null;
  /** Whether these are all of them: of a part of the list, what is not in it may well be there. */
  readonly podsAreWhole: boolean;
  /** What the Job counts beside what there is; null when it cannot be told. */
  readonly account: PodAccount | null;
  /** The last warning about the Job, where one was looked for. */
  readonly warning: KubernetesEvent | null;
}

export function describeJob(job: KubernetesJob, evidence: JobEvidence): K8sJobStatus {
  const { metadata, spec, status } = job;
  const { pods } = evidence;
  const allPods = evidence.podsAreWhole ? pods : null;
  const judgement = judgeJob(job);
  const isElsewhere = runsElsewhere(job, allPods);
  // What another controller counts, and where its pods are, is its own affair.
  const account = allPods === null || isForeign(job) ? null : evidence.account;
  const retries = countRetries(job, judgement, pods ?? []);
  const owner = metadata.ownerReferences.find((each) => each.controller === true);
  // By API convention a counter that a started Job leaves out is zero; `ready` and `terminating` are younger than that.
  // One that was sent and could not be understood is null already, and stays so.
  const counter = (value: number | null | undefined) =>
    value === undefined && status?.startTime != null ? 0 : (value ?? null);
  return {
    jobName: metadata.name,
    namespace: metadata.namespace,
    uid: metadata.uid,
    labels: metadata.labels,
    phase: judgement.phase,
    status: wordJobStatus(job),
    ...explain(job, judgement, { ...evidence, isElsewhere }),
    outcome: [
      ...judgement.outcome,
      ...(isElsewhere ? (['elsewhere'] as const) : []),
      ...(!isElsewhere && isWaiting(judgement, allPods, account) ? (['waiting'] as const) : []),
      ...(retries === null ? [] : (['retrying'] as const)),
    ],
    retries,
    completions: spec?.completions ?? null,
    parallelism: spec?.parallelism ?? null,
    completionMode: spec?.completionMode ?? null,
    succeeded: counter(status?.succeeded),
    failed: counter(status?.failed),
    active: counter(status?.active),
    ready: status?.ready ?? null,
    terminating: status?.terminating ?? null,
    completedIndexes: status?.completedIndexes ?? null,
    failedIndexes: status?.failedIndexes ?? null,
    creationTime: metadata.creationTimestamp ?? null,
    startTime: status?.startTime ?? null,
    completionTime: status?.completionTime ?? null,
    ...measureEnd(job),
    deletionTime: metadata.deletionTimestamp ?? null,
    ttlSecondsAfterFinished: spec?.ttlSecondsAfterFinished ?? null,
    owner: owner === undefined ? null : { kind: owner.kind, name: owner.name },
    managedBy: spec?.managedBy ?? null,
    podsFound: pods === null ? null : pods.length,
    podsMissing: account === null ? null : sumPods(account.missing),
    podsMissingByState: account === null ? null : account.missing,
  };
}

/** The pods that a foreign controller reports are not in this cluster, where it is asked. https://github.com/kubernetes-sigs/kueue/issues/3454 */
function runsElsewhere(job: KubernetesJob, pods: Pods | null): boolean {
  return isForeign(job) && pods?.length === 0 && countPodsOfStatus(job) > 0;
}

function countPodsOfStatus({ status }: KubernetesJob): number {
  return (status?.active ?? 0) + (status?.succeeded ?? 0) + (status?.failed ?? 0);
}

/** The Job's own condition says it best, then its pods, then what happened when it should have had one and had none. */
function explain(
  job: KubernetesJob,
  judgement: JobJudgement,
  { pods, warning, isElsewhere }: JobEvidence & { readonly isElsewhere: boolean },
): Pick<K8sJobStatus, 'reason' | 'message'> {
  const { phase, reason, message } = judgement;
  if (reason !== null || phase === 'SUCCEEDED') return { reason, message };
  if (isElsewhere)
    return {
      reason: 'ManagedBy',
      message: `managed by ${job.spec?.managedBy}, which may run its pods in another cluster: none of them is here`,
    };
  const pod = findTellingPod(pods ?? []);
  if (pod?.cause != null)
    return { reason: pod.cause.reason, message: `pod ${pod.podName}: ${wordPodCause(pod.cause)}` };
  if (phase === 'RUNNING' && isHeldAtZero(job))
    return { reason: 'ParallelismIsZero', message: 'its parallelism is 0, so that no pod of it is made' };
  // Events outlive what they tell of by an hour: a Job that has a pod again is past them.
  const told = lacksExplanation(job, (pods ?? []).length > 0) ? warning : null;
  return { reason: told?.reason ?? null, message: told?.message ?? null };
}

/** The pod that best tells why its Job is where it is: one that is still meant to run, else the last one started. */
function findTellingPod(pods: Pods): K8sPodStatus | undefined {
  const telling = pods.filter((pod) => pod.cause !== null);
  const newest = telling.toSorted((a, b) => compareText(a.startTime ?? '', b.startTime ?? '')).at(-1);
  return telling.find((pod) => !isFinished(pod)) ?? newest;
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#controlling-parallelism */
function isHeldAtZero({ spec, status }: KubernetesJob): boolean {
  return spec?.parallelism === 0 && (status?.active ?? 0) === 0;
}

/** Nothing of a Job runs that should: every pod waits, has ended, or was never made. */
function isWaiting({ phase, outcome }: JobJudgement, pods: Pods | null, account: PodAccount | null): boolean {
  const onItsWay = outcome.every((each: JobOutcome) => each === 'deleting');
  if (phase !== 'RUNNING' || !onItsWay || pods === null || pods.some(isRunning)) return false;
  // Where the Job is yet to count a pod that has ended, what it will do next is not known.
  return account === null || account.uncounted === 0;
}

/**
 * Attempts that failed in a Job that goes on. Kubernetes compares two counts with the limit, each for itself: pods that failed,
 * and with `OnFailure` restarts in place of pods that go on. The one that is further is told.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/job_controller.go (exceedsBackoffLimit, pastBackoffLimitOnFailure)
 */
function countRetries(
  { spec, status }: KubernetesJob,
  { phase, outcome }: JobJudgement,
  pods: Pods,
): Retries | null {
  const inPlace =
    spec?.template?.spec?.restartPolicy === 'OnFailure' ? pods.filter((pod) => !isFinished(pod)) : [];
  const restarts = inPlace
    .flatMap((pod) => pod.containers)
    .reduce((sum, each) => sum + (each.role === 'ephemeral' ? 0 : (each.restarts ?? 0)), 0);
  const failed = (status?.failed ?? 0) + (status?.uncountedTerminatedPods?.failed.length ?? 0);
  const used = Math.max(failed, restarts);
  const isDecided = outcome.includes('failing') || outcome.includes('succeeding');
  if (phase !== 'RUNNING' || isDecided || used === 0) return null;
  // With a limit for each index, the Job's own is a number that means "none".
  return { used, limit: spec?.backoffLimitPerIndex == null ? (spec?.backoffLimit ?? null) : null };
}

/** `completionTime` exists for a success only: a failed Job ended when it was declared failed. */
function measureEnd({ status }: KubernetesJob): Pick<K8sJobStatus, 'finishedTime' | 'durationSeconds'> {
  const failed = findTrueCondition(status?.conditions, 'Failed');
  const complete = findTrueCondition(status?.conditions, 'Complete');
  const finishedTime =
    failed === undefined
      ? (status?.completionTime ?? complete?.lastTransitionTime ?? null)
      : (failed.lastTransitionTime ?? null);
  const seconds = (Date.parse(finishedTime ?? '') - Date.parse(status?.startTime ?? '')) / 1000;
  return { finishedTime, durationSeconds: seconds >= 0 ? seconds : null };
}

/** Whether the Job should have a pod, has none, and does not itself say why: its events may. */
export function lacksExplanation(job: KubernetesJob, hasPod: boolean): boolean {
  const { phase, reason } = judgeJob(job);
  if (hasPod || reason !== null || isForeign(job) || isHeldAtZero(job)) return false;
  return phase === 'RUNNING' || phase === 'UNKNOWN';
}
