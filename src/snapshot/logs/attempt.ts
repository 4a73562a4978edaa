import type { K8sContainerStatus } from '../model/pod.ts';

/** What of a container's list entry tells its attempts apart. An attempt's number is the restart count it ran under. */
export type ListedContainer = Pick<
  K8sContainerStatus,
  'state' | 'exitCode' | 'startedAt' | 'finishedAt' | 'restarts' | 'lastTermination'
>;

/** Times of the lines of a log, as the kubelet wrote them. */
export interface LogTimes {
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

export interface LogAttempts {
  /** Of the container's current log, and of the one before; null where it is not known. */
  readonly current: number | null;
  readonly previous: number | null;
}

/** A container's times have whole seconds, its lines' have nanoseconds. */
const SECOND = 1000;

/**
 * Whether the container may have begun anew after it was listed: then its current log is not that of the listed attempt, whose own
 * log is to be had by `previous`. Wrong suspicion costs a GET.
 * @param listedAt when the containers were listed, in milliseconds by the cluster's clock.
 */
export function mayHaveRestarted(
  container: ListedContainer,
  { firstTime }: LogTimes,
  listedAt: number,
): boolean {
  const { state, exitCode } = container;
  // A container of a Job that has done its work does not begin anew.
  if (state === 'terminated' && exitCode === 0) return false;
  const ended = findEnd(container);
  const first = firstTime === null ? null : Date.parse(firstTime);
  if (ended === null) return state === 'running' && first !== null && first > listedAt;
  // Who waits begins again a second later at the earliest; who has just ended may do so at once.
  return first === null || first >= (state === 'waiting' ? ended + SECOND : ended);
}

/**
 * Which attempts wrote the two logs of a container, when its `previous` log was read as well.
 * @param previous null: there is none.
 */
export function nameAttempts(
  container: ListedContainer,
  current: LogTimes,
  previous: LogTimes | null,
): LogAttempts {
  const { restarts } = container;
  if (restarts === null) return { current: null, previous: null };
  const asListed = { current: restarts, previous: previous === null ? null : restarts - 1 };
  const next = { current: restarts + 1, previous: restarts };
  const ended = findEnd(container);
  if (previous?.firstTime == null) {
    const first = current.firstTime === null ? null : Date.parse(current.firstTime);
    return ended !== null && first !== null && first >= ended + SECOND ? next : asListed;
  }
  const started = findStart(container);
  if (started === null) return asListed;
  const [first, last] = [Date.parse(previous.firstTime), Date.parse(previous.lastTime ?? previous.firstTime)];
  // An attempt before the listed one had written its last line when that began.
  if (last < started) return asListed;
  if (first < started) return { current: null, previous: null };
  // A line of the listed attempt, and of none that came behind it.
  return ended === null || first < ended + SECOND ? next : { current: null, previous: null };
}

/** When the attempt that was listed last began, in milliseconds. */
function findStart({ state, startedAt, lastTermination }: ListedContainer): number | null {
  return parse(state === 'waiting' ? lastTermination?.startedAt : startedAt);
}

/** When it ended, to the second; null while it ran. */
function findEnd({ state, finishedAt, lastTermination }: ListedContainer): number | null {
  if (state === 'waiting') return parse(lastTermination?.finishedAt);
  return state === 'terminated' ? parse(finishedAt) : null;
}

function parse(time: string | null | undefined): number | null {
  const milliseconds = time == null ? Number.NaN : Date.parse(time);
  return Number.isNaN(milliseconds) ? null : milliseconds;
}
