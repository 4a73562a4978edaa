import { describeContainers } from './container-status.ts';
import type { FoldedEvent } from '../kubernetes/event.ts';
import type { KubernetesPod } from '../kubernetes/objects.ts';
import type { K8sPodStatus } from '../model/pod.ts';
import { findOwner } from './job-pods.ts';
import { findStartCause, type FoundCause, type PodEvents } from './event-cause.ts';
import { addHolders, findHeldCause, findLongInit, type InitPeers } from './held-pod.ts';
import { addKillEvent } from './kill-event.ts';
import { findPodCause } from './pod-cause.ts';
import { wordPodStatus } from './status-word.ts';

/** What there is beside a pod to tell why it is where it is. */
export interface PodEvidence {
  /** Empty where none were asked for. */
  readonly events: PodEvents;
  /** By the cluster's clock; null where it is not known. */
  readonly now: Date | null;
  readonly findInitPeers: () => InitPeers;
}

const NO_EVIDENCE: PodEvidence = { events: [], now: null, findInitPeers: () => new Map() };

/** A pod as the report tells it; `jobName` is that of the report's Job whose it is. */
export function describePod(
  pod: KubernetesPod,
  jobName: string | null,
  evidence: PodEvidence = NO_EVIDENCE,
): K8sPodStatus {
  const { metadata, spec, status } = pod;
  const owner = findOwner(pod);
  const containers = describeContainers(pod);
  const found = findCause(pod, containers, evidence);
  return {
    podName: metadata.name,
    namespace: metadata.namespace,
    uid: metadata.uid,
    jobName,
    owner: owner === undefined ? null : { kind: owner.kind, name: owner.name, uid: owner.uid },
    phase: status?.phase ?? null,
    ...wordPodStatus(pod),
    nodeName: spec?.nodeName ?? null,
    restartPolicy: spec?.restartPolicy ?? null,
    serviceAccount: spec?.serviceAccountName ?? null,
    priorityClass: spec?.priorityClassName ?? null,
    startTime: status?.startTime ?? null,
    deletionTime: metadata.deletionTimestamp ?? null,
    cause: found?.cause ?? null,
    causeSince: found?.since ?? null,
    causeEvent: found?.event === undefined ? null : describeEvent(found.event),
    containers,
  };
}

function findCause(
  pod: KubernetesPod,
  containers: K8sPodStatus['containers'],
  { events, now, findInitPeers }: PodEvidence,
): FoundCause | null {
  const cause = findPodCause(pod, containers);
  if (cause === null)
    return (
      findStartCause(pod, containers, events, now) ??
      findHeldCause(pod, containers, now) ??
      findLongInit(containers, findInitPeers, now)
    );
  const found = addKillEvent(cause, containers, events, pod.metadata.deletionTimestamp != null);
  return { ...found, cause: addHolders(found.cause, pod, containers) };
}

function describeEvent({ reason, count, firstTime, lastTime }: FoldedEvent): K8sPodStatus['causeEvent'] {
  return { reason, count, firstTime, lastTime };
}

/**
 * Whether the pod is at its work, or ends: a native sidecar that runs does none of it, nor does an ephemeral container. A pod that
 * runs without telling its containers is taken at its word.
 */
export function isRunning({ containers, phase }: K8sPodStatus): boolean {
  if (containers.every(({ state }) => state === null)) return phase === 'Running';
  const main = containers.filter(({ role }) => role === 'main');
  // One that failed may be started again.
  const isEnding =
    phase === 'Running' && main.every(({ state, exitCode }) => state === 'terminated' && exitCode === 0);
  return (
    isEnding ||
    containers.some(({ state, role }) => state === 'running' && (role === 'main' || role === 'init'))
  );
}

/** Whether the pod has ended, for good or ill. */
export function isFinished(pod: K8sPodStatus): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}
