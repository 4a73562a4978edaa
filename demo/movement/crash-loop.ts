import type { ClusterState } from '../state/cluster-state.ts';
import type { ContainerStatus, Event, Pod } from '../state/kubernetes-object.ts';
import { readNanoseconds } from '../state/container-log.ts';
import { deriveContainerId } from '../state/derived-identity.ts';
import { readTimestamp, revisionAt, writeTimestamp } from '../state/recorded-clock.ts';

const POD = 'crash-loop-st2l2';
const RECORDED_RESTARTS = 4;
const RECORDED_RESTART_AT = readTimestamp('2026-11-22T18:56:35Z');
const KUBELET_LAG = 2;

/** The kubelet waits twice as long each time, five minutes at most. https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts */
const BACK_OFFS = [
  { seconds: 80, worded: '1m20s' },
  { seconds: 160, worded: '2m40s' },
];
const LONGEST_BACK_OFF = { seconds: 300, worded: '5m0s' };

interface Attempt {
  readonly restarts: number;
  /** Seconds after the recording; the attempt ends in the second in which it starts. */
  readonly at: number;
  /** How long the kubelet waits before the next one. */
  readonly backOff: string;
}

/** It goes on restarting in place, exit 2 each time, and waits longer between the attempts. */
export function restartCrashLoop(state: ClusterState, elapsed: number): ClusterState {
  const attempt = findLatestAttempt(elapsed);
  if (attempt === null) return state;
  const containerID = deriveContainerId(`crash-loop attempt ${attempt.restarts}`);
  const pods = state.pods.map((pod) =>
    pod.metadata.name === POD ? restartPod(pod, attempt, containerID) : pod,
  );
  const events = state.events.map((event) =>
    event.involvedObject.name === POD ? countRestarts(event, attempt) : event,
  );
  const startedAt = writeTimestamp(attempt.at);
  const text = `attempt at ${Date.parse(startedAt) / 1000}\npanic: nil order\n`;
  const log = { read: () => Buffer.from(text), lineTimes: [{ line: 0, time: readNanoseconds(startedAt) }] };
  return { ...state, pods, events, logs: new Map([...state.logs, [containerID, log]]) };
}

/** Null before the first restart after the recording. */
function findLatestAttempt(elapsed: number): Attempt | null {
  let latest: Attempt | null = null;
  let at = RECORDED_RESTART_AT;
  for (let index = 0; ; index += 1) {
    at += backOffAt(index).seconds + KUBELET_LAG;
    if (at > elapsed) return latest;
    latest = { restarts: RECORDED_RESTARTS + index + 1, at, backOff: backOffAt(index + 1).worded };
  }
}

function backOffAt(index: number): typeof LONGEST_BACK_OFF {
  return BACK_OFFS[index] ?? LONGEST_BACK_OFF;
}

function restartPod(pod: Pod, attempt: Attempt, containerID: string): Pod {
  const { containerStatuses } = pod.status;
  return {
    ...pod,
    metadata: { ...pod.metadata, resourceVersion: String(revisionAt(attempt.at)) },
    status: {
      ...pod.status,
      containerStatuses: containerStatuses?.map((status) =>
        restartContainer(pod, status, attempt, containerID),
      ),
    },
  };
}

/** Between two attempts it is waiting, and what the last attempt did stands in `lastState`. */
function restartContainer(
  pod: Pod,
  status: ContainerStatus,
  attempt: Attempt,
  containerID: string,
): ContainerStatus {
  const { name, namespace, uid } = pod.metadata;
  const message = `back-off ${attempt.backOff} restarting failed container=${status.name} pod=${name}_${namespace}(${uid})`;
  const time = writeTimestamp(attempt.at);
  return {
    ...status,
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState: {
      terminated: { exitCode: 2, reason: 'Error', startedAt: time, finishedAt: time, containerID },
    },
    restartCount: attempt.restarts,
    containerID,
  };
}

const COUNTED = new Set(['Pulled', 'Created', 'Started', 'BackOff']);

function countRestarts(event: Event, attempt: Attempt): Event {
  if (!COUNTED.has(event.reason)) return event;
  return {
    ...event,
    metadata: { ...event.metadata, resourceVersion: String(revisionAt(attempt.at)) },
    lastTimestamp: writeTimestamp(attempt.at),
    count: (event.count ?? 1) + attempt.restarts - RECORDED_RESTARTS,
  };
}
