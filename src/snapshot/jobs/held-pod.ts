import type { KubernetesPod } from '../kubernetes/objects.ts';
import type { K8sContainerStatus, K8sPodCause } from '../model/pod.ts';
import type { FoundCause } from './event-cause.ts';
import { compareText } from '../model/order.ts';

type Containers = readonly K8sContainerStatus[];

/** Containers that end together need not end in the same second. */
const USUAL_SECONDS = 60;
/** How long an init container may run that has no peers to be measured by. */
const LONG_SECONDS = 600;

const NO_CAUSE = { lastReason: null, signal: null, restarts: null } as const;

/**
 * A main container that has ended in a pod that goes on, because another of its containers runs on: so does a proxy that knows nothing
 * of Jobs. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers
 */
export function findHeldCause(
  pod: KubernetesPod,
  containers: Containers,
  now: Date | null,
): FoundCause | null {
  const ended = findEnded(pod, containers);
  const by = findHolders(containers);
  if (ended === null || by.length === 0 || !isLong(ended.finishedAt, now, USUAL_SECONDS)) return null;
  const { containerName, exitCode, finishedAt } = ended;
  const message = `ended ${finishedAt}; ${wordHolders(by)}, and the pod with ${by.length === 1 ? 'it' : 'them'}`;
  return {
    cause: { ...NO_CAUSE, source: 'main', containerName, reason: 'HeldByContainer', message, exitCode },
    since: finishedAt,
  };
}

/** The same beside the failure of the one that has ended. */
export function addHolders(cause: K8sPodCause, pod: KubernetesPod, containers: Containers): K8sPodCause {
  const ended = findEnded(pod, containers);
  const by = findHolders(containers);
  if (ended === null || ended.containerName !== cause.containerName || by.length === 0) return cause;
  const words = `${wordHolders(by)} since it ended ${ended.finishedAt}`;
  const message = cause.message === null ? words : `${cause.message.trim()}; ${words}`;
  return { ...cause, message };
}

/** The first main container to end in a pod that has not. */
function findEnded({ status, metadata }: KubernetesPod, containers: Containers): K8sContainerStatus | null {
  if (status?.phase !== 'Running' || metadata.deletionTimestamp != null) return null;
  const ended = containers.filter(({ role, state }) => role === 'main' && state === 'terminated');
  return ended.toSorted((a, b) => compareText(a.finishedAt ?? '~', b.finishedAt ?? '~'))[0] ?? null;
}

function findHolders(containers: Containers): readonly string[] {
  const running = containers.filter(({ role, state }) => role === 'main' && state === 'running');
  return running.map(({ containerName }) => containerName);
}

function wordHolders(by: readonly string[]): string {
  return `container${by.length === 1 ? '' : 's'} ${by.join(', ')} ${by.length === 1 ? 'runs' : 'run'} on`;
}

/** How long init containers of that name took, in seconds, in the other pods of a Job. */
export type InitPeers = ReadonlyMap<string, number>;

export function measureInit(pods: readonly Containers[]): InitPeers {
  const longest = new Map<string, number>();
  for (const { role, state, exitCode, containerName, startedAt, finishedAt } of pods.flat()) {
    if (role !== 'init' || state !== 'terminated' || exitCode !== 0) continue;
    const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
    if (seconds >= (longest.get(containerName) ?? 0)) longest.set(containerName, seconds);
  }
  return longest;
}

/** An init container that runs for longer than its peers took, or for long where it has none. */
export function findLongInit(
  containers: Containers,
  findPeers: () => InitPeers,
  now: Date | null,
): FoundCause | null {
  const running = containers.find(({ role, state }) => role === 'init' && state === 'running');
  if (running === undefined || now === null) return null;
  const { containerName, startedAt, restarts } = running;
  const peer = findPeers().get(containerName);
  const usual = peer === undefined ? LONG_SECONDS : Math.max(peer, USUAL_SECONDS);
  if (!isLong(startedAt, now, usual)) return null;
  const compared = peer === undefined ? '' : `; in other pods it took ${Math.max(1, peer)} s at most`;
  const message = `runs since ${startedAt}${compared}`;
  return {
    cause: {
      ...NO_CAUSE,
      source: 'init',
      containerName,
      reason: 'InitRunsLong',
      message,
      exitCode: null,
      restarts,
    },
    since: startedAt,
  };
}

/** Where no clock is at hand, as long as is asked. */
function isLong(since: string | null, now: Date | null, seconds: number): boolean {
  if (now === null) return true;
  return (now.getTime() - Date.parse(since ?? '')) / 1000 > seconds;
}
