import * as z from 'zod';

import type { ClusterState } from '../state/cluster-state.ts';
import type { ContainerLog } from '../state/container-log.ts';
import { deriveContainerId, derivePodSuffix, deriveUid } from '../state/derived-identity.ts';
import {
  eventSchema,
  jobSchema,
  podSchema,
  type Event,
  type Job,
  type Pod,
} from '../state/kubernetes-object.ts';
import { startPod } from './pod-transition.ts';
import { readTimestamp, revisionAt, writeTimestamp } from '../state/recorded-clock.ts';

/** One run of the CronJob, with all that tells of it. */
export interface NightlyRun {
  readonly job: Job;
  readonly pod: Pod;
  readonly events: readonly Event[];
  readonly containerID: string;
  readonly log: ContainerLog;
}

export const CRON_JOB = 'nightly-rebalance';
export const SECONDS_TO_COMPLETE = 3;

/** The last run of the recording, from which each later one is copied. Its name ends in the minutes since 1970. */
const PATTERN = { minute: 29_922_897, pod: '29922897-96687', at: '2026-11-22T18:57:' };
/** In seconds after the recording: before it. */
export const PATTERN_AT = readTimestamp(`${PATTERN.at}00Z`);
const NANOSECONDS_A_MINUTE = 60_000_000_000n;

const runSchema = z.object({ job: jobSchema, pod: podSchema, events: z.array(eventSchema) });

/** The run of so many minutes after the pattern, as it stands at `elapsed`. */
export function copyRun(
  pattern: NightlyRun,
  minute: number,
  elapsed: number,
  laterJobs: readonly Job[],
): NightlyRun {
  const name = `${CRON_JOB}-${PATTERN.minute + minute}`;
  const recorded = laterJobs.find(({ metadata }) => metadata.name === name);
  const containerID = deriveContainerId(name);
  const text = renamePattern(pattern, minute)
    .replaceAll(pattern.job.metadata.uid, recorded?.metadata.uid ?? deriveUid(name))
    .replaceAll(pattern.pod.metadata.uid, deriveUid(`${name} pod`))
    .replaceAll(pattern.containerID, containerID);
  const made = runSchema.parse(JSON.parse(text));
  const createdAt = PATTERN_AT + 60 * minute;
  const isComplete = elapsed >= createdAt + SECONDS_TO_COMPLETE;
  const revision = String(revisionAt(isComplete ? createdAt + SECONDS_TO_COMPLETE : createdAt));
  const job = recorded ?? { ...made.job, metadata: { ...made.job.metadata, resourceVersion: revision } };
  const pod = { ...made.pod, metadata: { ...made.pod.metadata, resourceVersion: revision } };
  return {
    job: isComplete ? job : startJob(job, revision, createdAt),
    pod: isComplete ? pod : startPod(pod),
    events: made.events.map((event) => renameEvent(event, minute)),
    containerID,
    log: {
      read: pattern.log.read,
      lineTimes: pattern.log.lineTimes.map(({ line, time }) => ({
        line,
        time: time + BigInt(minute) * NANOSECONDS_A_MINUTE,
      })),
    },
  };
}

/** Null when the state is not that of the recorded cluster. */
export function findPattern({ jobs, pods, events, logs }: ClusterState): NightlyRun | null {
  const job = jobs.find(({ metadata }) => metadata.name === `${CRON_JOB}-${PATTERN.minute}`);
  const pod = pods.find(({ metadata }) => metadata.name === `${CRON_JOB}-${PATTERN.pod}`);
  const containerID = pod?.status.containerStatuses?.[0]?.containerID ?? '';
  const log = logs.get(containerID);
  if (job === undefined || pod === undefined || log === undefined) return null;
  const told = events.filter((event) => JSON.stringify(event).includes(String(PATTERN.minute)));
  return { job, pod, events: told, containerID, log };
}

/** Names and times stand all over the objects: it is their text that is rewritten. */
function renamePattern({ job, pod, events }: NightlyRun, minute: number): string {
  const number = String(PATTERN.minute + minute);
  const at = writeTimestamp(PATTERN_AT + 60 * minute).slice(0, PATTERN.at.length);
  return JSON.stringify({ job, pod, events })
    .replaceAll(PATTERN.pod, `${number}-${derivePodSuffix(number)}`)
    .replaceAll(String(PATTERN.minute), number)
    .replaceAll(PATTERN.at, at);
}

/** An event's name ends in the nanoseconds of its time, in hexadecimal. */
function renameEvent(event: Event, minute: number): Event {
  const [object = '', nanoseconds = ''] = event.metadata.name.split('.');
  const name = `${object}.${(BigInt(`0x${nanoseconds}`) + BigInt(minute) * NANOSECONDS_A_MINUTE).toString(16)}`;
  const resourceVersion = String(revisionAt(readTimestamp(event.metadata.creationTimestamp)));
  return { ...event, metadata: { ...event.metadata, name, uid: deriveUid(name), resourceVersion } };
}

function startJob(job: Job, resourceVersion: string, createdAt: number): Job {
  return {
    ...job,
    metadata: { ...job.metadata, resourceVersion },
    status: {
      startTime: writeTimestamp(createdAt),
      active: 1,
      terminating: 0,
      uncountedTerminatedPods: {},
      ready: 0,
    },
  };
}
