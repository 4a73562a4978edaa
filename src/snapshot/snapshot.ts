// The room of what one look saw: the model of a report, what Kubernetes sends, and the rules that make the one of the other.
// It knows no clock, file, network or door; what it needs is an argument. Nothing in it is about two looks.
import {
  countGoneByError,
  countLogs,
  judgeCompleteness,
  notAsked,
  wasSeen,
  type Completeness,
  type ListCompleteness,
} from './model/completeness.ts';
import { foldEvents, type KubernetesEvent } from './kubernetes/event.ts';
import type { KubernetesJob, KubernetesPod } from './kubernetes/objects.ts';
import { describeContainers } from './jobs/container-status.ts';
import { findGonePods, openPodNames } from './jobs/gone-pods.ts';
import { measureInit, type InitPeers } from './jobs/held-pod.ts';
import { accountPods, sumPods } from './jobs/missing-pods.ts';
import { isForeignManager } from './jobs/phase.ts';
import { openPodJoin } from './jobs/job-pods.ts';
import { describeJob } from './jobs/status.ts';
import type { K8sJobStatus } from './model/job.ts';
import type { K8sMonitorSnapshot } from './model/snapshot.ts';
import type { K8sPodLog } from './model/log.ts';
import type { K8sPodStatus } from './model/pod.ts';
import { describePod } from './jobs/pod-status.ts';
import { mergeProblems, wordProblem, type Problem, type RbacRule } from './model/problem.ts';

/** What was asked for, and when. */
export type SnapshotHead = Pick<K8sMonitorSnapshot, 'namespace' | 'selector' | 'timestamp' | 'cluster'>;

/** The Jobs and pods as the cluster sent them; `pods` is null when they could not be listed. */
export interface ClusterObjects {
  readonly jobs: readonly KubernetesJob[];
  readonly pods: readonly KubernetesPod[] | null;
  /** False when there may be pods that the list does not hold; then none is called missing. */
  readonly podsAreWhole?: boolean;
  readonly events: readonly KubernetesEvent[];
  /** False when events were asked for and could not be read. */
  readonly eventsAreKnown?: boolean;
  /** By the cluster's clock; nothing is called long where it is not known. */
  readonly now?: Date | null;
}

export interface DescribedObjects {
  readonly jobs: readonly K8sJobStatus[];
  readonly pods: readonly K8sPodStatus[];
}

export interface SnapshotSources {
  readonly jobs: ListCompleteness;
  readonly pods: ListCompleteness;
  readonly events: Completeness['events'];
}

/** Joins Jobs, pods and events by UID and says of each what is to be said. */
export function describeObjects({
  jobs,
  pods,
  podsAreWhole = true,
  events,
  eventsAreKnown = true,
  now = null,
}: ClusterObjects): DescribedObjects {
  const names = new Map(jobs.map((job) => [job.metadata.uid, job.metadata.name]));
  const byJob = Map.groupBy(pods ?? [], openPodJoin(jobs));
  const folded = foldEvents(events);
  const byObject = Map.groupBy(folded, ({ uid }) => uid);
  const there = new Set(pods?.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`));
  const nameJob = openPodNames(jobs);
  const lost = Map.groupBy(folded, ({ kind, namespace, name }) =>
    kind !== 'Pod' || name === null || namespace === null || there.has(`${namespace}/${name}`)
      ? null
      : nameJob(namespace, name),
  );
  const described = new Map<KubernetesPod, K8sPodStatus>();
  for (const [uid, own] of byJob) {
    const jobName = (uid === null ? undefined : names.get(uid)) ?? null;
    let peers: InitPeers | null = null;
    const findInitPeers = () => (peers ??= measureInit(own.map(describeContainers)));
    for (const pod of own) {
      const ofPod = eventsAreKnown ? (byObject.get(pod.metadata.uid) ?? []) : null;
      described.set(pod, describePod(pod, jobName, { events: ofPod, now, findInitPeers }));
    }
  }
  const find = (pod: KubernetesPod) => described.get(pod) ?? [];
  return {
    jobs: jobs.map((job) => {
      const own = byJob.get(job.metadata.uid) ?? [];
      const account = accountPods(job, own);
      const missing = account === null || pods === null || !podsAreWhole ? 0 : sumPods(account.missing);
      return describeJob(job, {
        pods: pods === null ? null : own.flatMap(find),
        podsAreWhole,
        account,
        events: byObject.get(job.metadata.uid) ?? [],
        gone: findGonePods(job, missing, lost.get(job.metadata.uid) ?? []),
      });
    }),
    pods: (pods ?? []).flatMap(find),
  };
}

/** The snapshot of what was seen, and of what was not. */
export function assembleSnapshot(
  head: SnapshotHead,
  { jobs, pods }: DescribedObjects,
  podsLogs: readonly K8sPodLog[],
  sources: SnapshotSources,
  problems: readonly Problem[],
): K8sMonitorSnapshot {
  const merged = mergeProblems(problems);
  const completeness = {
    jobs: sources.jobs,
    pods: { ...sources.pods, missing: countMissing(jobs, sources) },
    events: { ...sources.events, needed: sources.events.needed ?? sources.events.status !== 'notAsked' },
    logs: countLogs(podsLogs),
    logsGoneByError: countGoneByError(podsLogs, problems),
    allowedBy: listRules(merged),
  };
  const { namespace, selector, timestamp, cluster } = head;
  return {
    schemaVersion: 1,
    run: null,
    namespace,
    selector,
    timestamp,
    cluster,
    completeness: { verdict: judgeCompleteness(completeness), ...completeness },
    problems: merged,
    errors: merged.map(wordProblem),
    jobs,
    pods,
    podsLogs,
  };
}

/** Null where a Job or a pod may not have been seen: what was not looked at is not known to be there. */
function countMissing(jobs: readonly K8sJobStatus[], sources: SnapshotSources): number | null {
  if (sources.jobs.status !== 'read' || sources.jobs.malformed > 0) return null;
  return jobs.reduce<number | null>(
    (sum, { podsMissing, managedBy }) =>
      isForeignManager(managedBy) ? sum : sum === null || podsMissing === null ? null : sum + podsMissing,
    wasSeen(sources.pods) ? 0 : null,
  );
}

/** Each rule once, however many requests were denied for the lack of it. */
function listRules(problems: readonly Problem[]): readonly RbacRule[] {
  const rules = problems.flatMap(({ allowedBy }) => (allowedBy === null ? [] : [allowedBy]));
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

/** Nothing could be read at all: the snapshot of that. */
export function assembleEmptySnapshot(head: SnapshotHead, problem: Problem): K8sMonitorSnapshot {
  const failed = { ...notAsked, status: 'failed' } as const;
  return assembleSnapshot(
    head,
    { jobs: [], pods: [] },
    [],
    { jobs: failed, pods: failed, events: notAsked },
    [problem],
  );
}
