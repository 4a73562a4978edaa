import type { FoldedEvent } from '../kubernetes/event.ts';
import type { K8sContainerStatus, K8sPodCause } from '../model/pod.ts';
import { BEFORE_START, NOISE, type FoundCause, type PodEvents } from './event-cause.ts';

const KILLED_BY_SIGNAL: ReadonlySet<number> = new Set([137, 143]);
/** By how much the times of an event and of a container may differ. */
const SLACK_MILLISECONDS = 10_000;

/** Says of a container that was killed what only events say: a probe or a hook that failed, a pod that had to make room. */
export function addKillEvent(
  cause: K8sPodCause,
  containers: readonly K8sContainerStatus[],
  events: PodEvents,
  isDeleted: boolean,
): FoundCause {
  const { containerName, exitCode, reason, lastReason } = cause;
  const container = containers.find((each) => each.containerName === containerName);
  if (container === undefined || exitCode === null || exitCode === 0) return { cause };
  // What ran out of memory says so itself.
  if (reason === 'OOMKilled' || lastReason === 'OOMKilled') return { cause };
  const isKilled = KILLED_BY_SIGNAL.has(exitCode);
  if (events === null)
    return isKilled && cause.message === null
      ? { cause: { ...cause, message: 'what ended it may be told by its events, which could not be read' } }
      : { cause };
  const end = container.state === 'terminated' ? container : container.lastTermination;
  const near = events.filter((event) => isNear(event, end, isKilled && (container.restarts ?? 0) > 0));
  const found = findKill(near, container.containerName, isDeleted);
  if (found === null) return { cause };
  const message = cause.message === null ? found.words : `${cause.message}; ${found.words}`;
  return { cause: { ...cause, message }, event: found.event };
}

type End = Pick<K8sContainerStatus, 'startedAt' | 'finishedAt'> | null;

/** Of the attempt that ended. In a loop the kubelet soon stops telling what it told before. */
function isNear({ firstTime, lastTime }: FoldedEvent, end: End, isLoop: boolean): boolean {
  const [began, ended] = [end?.startedAt, end?.finishedAt].map((time) => Date.parse(time ?? ''));
  const isBefore = !(Date.parse(firstTime) > (ended ?? Number.NaN) + SLACK_MILLISECONDS);
  return isBefore && (isLoop || !(Date.parse(lastTime) < (began ?? Number.NaN) - SLACK_MILLISECONDS));
}

interface Kill {
  readonly event: FoldedEvent;
  readonly words: string;
}

const PROBE_FAILED = /^(Liveness|Startup) probe (?:failed|errored)(?:[^:]*): ?(.*)$/s;
const KILLED_FOR_PROBE = /failed (liveness|startup) probe/;
const MAKES_ROOM: ReadonlySet<string> = new Set(['Preempted', 'Evicted', 'TaintManagerEviction']);

function findKill(events: readonly FoldedEvent[], containerName: string, isDeleted: boolean): Kill | null {
  const own = events.filter((event) => event.containerName === containerName);
  const hook = own.find(({ reason }) => reason === 'FailedPostStartHook');
  if (hook !== undefined) return { event: hook, words: `its post-start hook failed: ${hook.message}` };
  const probe = findProbe(own, isDeleted);
  if (probe !== null) return probe;
  const room = events.findLast(
    ({ reason, message }) => MAKES_ROOM.has(reason) && !message.startsWith('Cancelling'),
  );
  return room === undefined ? null : { event: room, words: `${room.reason}: ${room.message}` };
}

/** The kubelet tells of the probe that failed, and where it restarts the container also of the kill. */
function findProbe(own: readonly FoldedEvent[], isDeleted: boolean): Kill | null {
  const kill = own.findLast(({ reason, message }) => reason === 'Killing' && KILLED_FOR_PROBE.test(message));
  // The pod's own deletion stops a container in the same words.
  const isStopped = !isDeleted && own.some(({ reason }) => reason === 'Killing');
  const failed = own.findLast(({ reason, message }) => reason === 'Unhealthy' && PROBE_FAILED.test(message));
  const event = kill ?? (isStopped ? failed : undefined);
  if (event === undefined) return null;
  const [, kind = '', detail = ''] = PROBE_FAILED.exec(failed?.message ?? '') ?? [];
  const probe = KILLED_FOR_PROBE.exec(kill?.message ?? '')?.[1] ?? kind.toLowerCase();
  const why = kind.toLowerCase() === probe && detail.trim() !== '' ? `: ${detail.trim()}` : '';
  return { event, words: `its ${probe} probe failed${why}` };
}

/** What tells best why a pod is gone, the best first. */
const GONE = [
  (event: FoldedEvent) => event.reason === 'Preempted',
  (event: FoldedEvent) => event.reason === 'Evicted',
  (event: FoldedEvent) => event.reason === 'TaintManagerEviction' && !event.message.startsWith('Cancelling'),
  (event: FoldedEvent) => event.reason === 'NodeNotReady',
  (event: FoldedEvent) => event.reason === 'FailedPostStartHook',
  (event: FoldedEvent) => event.reason === 'Killing' && KILLED_FOR_PROBE.test(event.message),
  (event: FoldedEvent) => BEFORE_START.has(event.reason) && event.reason !== 'FailedScheduling',
  (event: FoldedEvent) => event.reason === 'Unhealthy' && PROBE_FAILED.test(event.message),
  (event: FoldedEvent) => event.reason === 'Killing',
  (event: FoldedEvent) => event.isWarning && !NOISE.has(event.reason),
] as const;

/** The event that says most of a pod that is no longer there; the events in the order of their last time. */
export function findGoneEvent(events: readonly FoldedEvent[]): FoldedEvent | null {
  return GONE.map((fits) => events.findLast(fits)).find((event) => event !== undefined) ?? null;
}
