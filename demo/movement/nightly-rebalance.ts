import type { ClusterState } from '../state/cluster-state.ts';
import type { CronJob, Job } from '../state/kubernetes-object.ts';
import { readTimestamp, revisionAt, writeTimestamp } from '../state/recorded-clock.ts';
import {
  copyRun,
  CRON_JOB,
  findPattern,
  PATTERN_AT,
  SECONDS_TO_COMPLETE,
  type NightlyRun,
} from './nightly-run.ts';

const JOB_LABEL = 'batch.kubernetes.io/job-name';
/** Events live an hour. https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/ (--event-ttl) */
const MINUTES_OF_EVENTS = 60;

/** Each minute the CronJob makes a Job, which completes; what is over the history limit goes away with its pod. */
export function rebalanceNightly(state: ClusterState, elapsed: number): ClusterState {
  const newest = Math.floor((elapsed - PATTERN_AT) / 60);
  const pattern = findPattern(state);
  if (newest < 1 || pattern === null) return state;
  const first = Math.max(1, newest - MINUTES_OF_EVENTS);
  const runs = Array.from({ length: newest - first + 1 }, (_, index) =>
    copyRun(pattern, first + index, elapsed, state.laterJobs),
  );
  const cronJobs = state.cronJobs.map((cronJob) =>
    cronJob.metadata.name === CRON_JOB ? tellSchedule(cronJob, newest, elapsed, runs.at(-1)) : cronJob,
  );
  const events = [...state.events, ...runs.flatMap((run) => run.events)];
  const jobs = [...state.jobs, ...runs.map((run) => run.job)];
  const pods = [...state.pods, ...runs.map((run) => run.pod)];
  const pruned = findPruned(jobs, cronJobs);
  return {
    ...state,
    cronJobs,
    events: events.filter((event) => readTimestamp(event.metadata.creationTimestamp) <= elapsed),
    logs: new Map([...state.logs, ...runs.map((run) => [run.containerID, run.log] as const)]),
    jobs: jobs.filter(({ metadata }) => !pruned.has(metadata.name)),
    pods: pods.filter(({ metadata }) => !pruned.has(metadata.labels?.[JOB_LABEL] ?? '')),
  };
}

function tellSchedule(
  cronJob: CronJob,
  newest: number,
  elapsed: number,
  run: NightlyRun | undefined,
): CronJob {
  const scheduledAt = PATTERN_AT + 60 * newest;
  const isComplete = elapsed >= scheduledAt + SECONDS_TO_COMPLETE;
  const successfulAt = (isComplete ? scheduledAt : scheduledAt - 60) + SECONDS_TO_COMPLETE;
  const { name, namespace, uid, resourceVersion } = run?.job.metadata ?? cronJob.metadata;
  const active = [{ kind: 'Job', namespace, name, uid, apiVersion: 'batch/v1', resourceVersion }];
  return {
    ...cronJob,
    metadata: {
      ...cronJob.metadata,
      resourceVersion: String(revisionAt(isComplete ? successfulAt : scheduledAt)),
    },
    status: {
      ...(isComplete ? {} : { active }),
      lastScheduleTime: writeTimestamp(scheduledAt),
      lastSuccessfulTime: writeTimestamp(successfulAt),
    },
  };
}

/** The names of the complete Jobs that the CronJob no longer keeps. */
function findPruned(jobs: readonly Job[], cronJobs: readonly CronJob[]): ReadonlySet<string> {
  const kept =
    cronJobs.find(({ metadata }) => metadata.name === CRON_JOB)?.spec.successfulJobsHistoryLimit ?? 0;
  const complete = jobs
    .filter(
      ({ metadata, status }) => metadata.name.startsWith(`${CRON_JOB}-`) && status.conditions !== undefined,
    )
    .map(({ metadata }) => metadata.name)
    .toSorted();
  return new Set(complete.slice(0, Math.max(0, complete.length - kept)));
}
