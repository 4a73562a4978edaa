import { isForeign, judgeJob, type JobJudgement } from './phase.ts';
import { sumPods, type PodAccount } from './missing-pods.ts';
import type { FoldedEvent } from '../kubernetes/event.ts';
import { findTrueCondition, type KubernetesJob } from '../kubernetes/objects.ts';
import type { JobOutcome, K8sJobStatus } from '../model/job.ts';
import type { K8sPodStatus } from '../model/pod.ts';
import { wordPodCause } from './pod-cause.ts';
import { isFinished, isRunning } from './pod-status.ts';
import { countRetries } from './retries.ts';
import { compareText } from '../model/order.ts';
import { wordJobStatus } from './status-word.ts';

type Pods = readonly K8sPodStatus[];

/** What there is beside the Job itself to tell why it is where it is. */
export interface JobEvidence {
  /** The pods that the Job owns, or null when they could not be listed. */
  readonly pods: Pods | null;
  /** Whether these are all of them: of a part of the list, what is not in it may well be there. */
  readonly podsAreWhole: boolean;
  /** What the Job counts beside what there is; null when it cannot be told. */
  readonly account: PodAccount | null;
  /** What was told of the Job itself, where it was looked for, in the order of its last time. */
  readonly events: readonly FoldedEvent[];
  /** What events tell of its pods that are gone. */
  readonly gone: K8sJobStatus['podsGone'];
}

export function describeJob(job: KubernetesJob, evidence: JobEvidence): K8sJobStatus {
  const { metadata, spec, status } = job;
  const { pods } = evidence;
  const allPods = evidence.podsAreWhole ? pods : null;
  const judgement = judgeJob(job);
  const isElsewhere = runsElsewhere(job, allPods);
  const retries = isElsewhere ? null : countRetries(job, judgement, pods ?? []);
  // What another controller counts, and where its pods are, is its own affair.
  const account = allPods === null || isForeign(job) ? null : evidence.account;

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
    podsElsewhere: isElsewhere,
    podsMissingByState: account === null ? null : account.missing,
    podsGone: evidence.gone ?? [],
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
  { pods, events, isElsewhere }: JobEvidence & { readonly isElsewhere: boolean },
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
  const told = lacksExplanation(job, (pods ?? []).length > 0)
    ? events.findLast(({ isWarning }) => isWarning)
    : undefined;
  if (told !== undefined) return { reason: told.reason, message: told.message };
  return wordWait(pods ?? []);
}

/** A pod that is not yet at its work has at least kubectl's word for where it is. */
function wordWait(pods: Pods): Pick<K8sJobStatus, 'reason' | 'message'> {
  const pod = pods.find((each) => !isFinished(each) && !isRunning(each) && each.status != null);
  if (pods.some(isRunning) || pod?.status == null) return { reason: null, message: null };
  return { reason: pod.status, message: `pod ${pod.podName}: ${pod.status}, ${pod.ready} ready` };
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
