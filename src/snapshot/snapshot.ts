import {
  countGoneByError,
  countLogs,
  judgeCompleteness,
  notAsked,
  wasSeen,
  type ListCompleteness,
} from './model/completeness.ts';
import { indexLastEvents, type KubernetesEvent } from './kubernetes/event.ts';
import type { KubernetesJob, KubernetesPod } from './kubernetes/objects.ts';
import { accountPods } from './jobs/missing-pods.ts';
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
}

export interface DescribedObjects {
  readonly jobs: readonly K8sJobStatus[];
  readonly pods: readonly K8sPodStatus[];
}

export interface SnapshotSources {
  readonly jobs: ListCompleteness;
  readonly pods: ListCompleteness;
  readonly events: ListCompleteness;
}

/** Joins Jobs and pods by UID and says of each what is to be said. */
export function describeObjects({
  jobs,
  pods,
  podsAreWhole = true,
  events,
}: ClusterObjects): DescribedObjects {
  const names = new Map(jobs.map((job) => [job.metadata.uid, job.metadata.name]));
  const findJob = openPodJoin(jobs);
  const joined = pods?.map((pod) => {
    const uid = findJob(pod);
    const jobName = (uid === null ? undefined : names.get(uid)) ?? null;
    return { uid, pod, described: describePod(pod, jobName) };
  });
  const byJob = Map.groupBy(joined ?? [], ({ uid }) => uid);
  const warnings = indexLastEvents(events);
  return {
    jobs: jobs.map((job) => {
      const { uid } = job.metadata;
      const own = byJob.get(uid) ?? [];
      return describeJob(job, {
        pods: joined === undefined ? null : own.map(({ described }) => described),
        podsAreWhole,
        account: accountPods(
          job,
          own.map(({ pod }) => pod),
        ),
        warning: warnings.get(uid) ?? null,
      });
    }),
    pods: joined?.map(({ described }) => described) ?? [],
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
    events: sources.events,
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
