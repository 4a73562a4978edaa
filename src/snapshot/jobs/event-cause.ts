import type { FoldedEvent } from '../kubernetes/event.ts';
import type { KubernetesPod } from '../kubernetes/objects.ts';
import { compareText } from '../model/order.ts';
import type { K8sContainerStatus, K8sPodCause } from '../model/pod.ts';

// What only the events of a pod tell. Their reasons:
// https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/kubelet/events/event.go

/** The events of a pod, in the order of their last time; null when they were asked for and could not be read. */
export type PodEvents = readonly FoldedEvent[] | null;

/** A cause, and what there is beside it. */
export interface FoundCause {
  readonly cause: K8sPodCause;
  readonly since?: string | null;
  readonly event?: FoldedEvent;
}

/** What keeps a pod from having its sandbox, its volumes or its devices. */
export const BEFORE_START: ReadonlySet<string> = new Set([
  'FailedAttachVolume',
  'FailedCreatePodContainer',
  'FailedCreatePodSandBox',
  'FailedMapVolume',
  'FailedMount',
  'FailedMountOnFilesystemMismatch',
  'FailedPrepareDynamicResources',
  'FailedScheduling',
  'NetworkNotReady',
]);
/** Warnings that are told of pods that are well, again and again: the newest warning is often one of these. */
export const NOISE: ReadonlySet<string> = new Set([
  'BackOff',
  'DNSConfigForming',
  'MissingClusterDNS',
  'Unhealthy',
]);
/** A pod that gets ready need not say why for so long. */
const USUAL_SECONDS = 60;
const HEALTHY_WAITS: ReadonlySet<string> = new Set(['ContainerCreating', 'PodInitializing']);

/** Why a pod does not start of which no container says a word; null when it may just be starting. */
export function findStartCause(
  pod: KubernetesPod,
  containers: readonly K8sContainerStatus[],
  events: PodEvents,
  now: Date | null,
): FoundCause | null {
  if (pod.status?.phase !== 'Pending' || !containers.every(isYetToStart)) return null;
  const isReady = pod.status.conditions.find(({ type }) => type === 'PodReadyToStartContainers');
  // What was told before the sandbox was ready is over.
  const readySince = isReady?.status === 'True' ? (isReady.lastTransitionTime ?? '') : '';
  const told = events?.filter(({ lastTime }) => lastTime > readySince) ?? [];
  const event =
    told.findLast(({ reason }) => BEFORE_START.has(reason)) ??
    told.findLast(({ isWarning, reason }) => isWarning && !NOISE.has(reason));
  if (event !== undefined) return causeOfEvent(event);
  const since = findSince(pod, containers);
  const seconds = now === null || since === null ? 0 : (now.getTime() - Date.parse(since)) / 1000;
  if (!(seconds > USUAL_SECONDS)) return null;
  const waits = containers.find(({ reason }) => reason !== null)?.reason ?? 'Pending';
  const message = wordWait(since, isReady?.status, events);
  return { cause: { ...NO_CAUSE, source: 'pod', reason: waits, message }, since };
}

/** Since its last init container was through, or else since its node took it. */
function findSince(
  { status, metadata }: KubernetesPod,
  containers: readonly K8sContainerStatus[],
): string | null {
  const ends = containers.flatMap(({ role, finishedAt }) =>
    role === 'init' && finishedAt !== null ? [finishedAt] : [],
  );
  return ends.toSorted(compareText).at(-1) ?? status?.startTime ?? metadata.creationTimestamp ?? null;
}

const NO_CAUSE = {
  containerName: null,
  lastReason: null,
  exitCode: null,
  signal: null,
  restarts: null,
} as const;

function isYetToStart({ state, reason, role, exitCode }: K8sContainerStatus): boolean {
  if (role === 'ephemeral' || role === 'sidecar') return true;
  if (role === 'init' && state === 'terminated') return exitCode === 0;
  return state === null || (state === 'waiting' && (reason === null || HEALTHY_WAITS.has(reason)));
}

function causeOfEvent(event: FoldedEvent): FoundCause {
  const { reason, message, firstTime } = event;
  return { cause: { ...NO_CAUSE, source: 'event', reason, message }, since: firstTime, event };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-has-network */
function wordWait(since: string | null, ready: string | undefined, events: PodEvents): string {
  const why = {
    True: ': its sandbox and its volumes are ready, its image or its container is not',
    False: ': its volumes, its sandbox or its network are not ready (PodReadyToStartContainers is False)',
  }[ready ?? ''];
  const silence = events === null ? '; its events, which may say why, could not be read' : '';
  return `since ${since}${why ?? ''}${silence}`;
}
