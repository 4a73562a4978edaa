import { isWhole, wasSeen } from '../../snapshot/model/completeness.ts';
import { indexAttempts } from './attempts.ts';
import { findOverlap } from './line-overlap.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';

/** The lines of a log that were not there before. */
export type LogDifference = Pick<
  K8sPodLog,
  'podName' | 'namespace' | 'containerName' | 'jobName' | 'role' | 'previous'
> & {
  readonly newLines: readonly string[];
  /** The attempt had written nothing yet, or had not begun. */
  readonly isNewLog: boolean;
  /** More may have been written before them, which neither look has. */
  readonly mayLackLines: boolean;
};

/** A log that could not be compared, and why. */
interface UncomparedLog {
  readonly log: K8sPodLog;
  readonly why: string;
}

export interface LogComparison {
  readonly changed: readonly LogDifference[];
  readonly uncompared: readonly UncomparedLog[];
}

/** There was nothing to read yet. */
const NOTHING_YET: ReadonlySet<K8sPodLog['status']> = new Set(['empty', 'waiting', 'neverScheduled']);

/** Compares the logs of the later look with those of the same attempts of the same containers in the earlier one. */
export function compareLogs(before: K8sMonitorSnapshot, after: K8sMonitorSnapshot): LogComparison {
  if (!wasSeen(before.completeness.pods) || !wasSeen(after.completeness.pods)) {
    return { changed: [], uncompared: [] };
  }
  const [findEarlier, findLater] = [indexAttempts(before), indexAttempts(after)];
  const changed: LogDifference[] = [];
  const uncompared: UncomparedLog[] = [];
  for (const log of after.podsLogs) {
    const attempt = findLater.nameAttempt(log);
    const earlier = findEarlier.logs.get(attempt.key);
    const why = findObstacle(before, earlier, log);
    const added = why === null ? findNewLines(earlier, log) : null;
    if (why !== null) uncompared.push({ log, why });
    else if (added === null)
      uncompared.push({ log, why: 'its lines do not fit together: masked or cut in another way' });
    else if (added.newLines.length > 0) {
      const isBehindGap = earlier === undefined && findEarlier.missesBefore(attempt, findLater.logs);
      changed.push({ ...nameLog(log), ...added, mayLackLines: added.mayLackLines || isBehindGap });
    }
  }
  return { changed, uncompared };
}

/** Why nothing can be said of the lines, or null. */
function findObstacle(
  before: K8sMonitorSnapshot,
  earlier: K8sPodLog | undefined,
  log: K8sPodLog,
): string | null {
  if (!isRead(log)) return `the second did not read it (${log.status})`;
  if (earlier !== undefined) return isRead(earlier) ? null : `the first did not read it (${earlier.status})`;
  return isWhole(before.completeness.pods) || hasPod(before, log) ? null : 'the first did not see all pods';
}

function isRead({ status }: K8sPodLog): boolean {
  return status === 'read' || NOTHING_YET.has(status);
}

function hasPod({ pods }: K8sMonitorSnapshot, { podName, namespace }: K8sPodLog): boolean {
  return pods.some((pod) => pod.podName === podName && pod.namespace === namespace);
}

type AddedLines = Pick<LogDifference, 'newLines' | 'isNewLog' | 'mayLackLines'>;

/** The lines behind what was there; null when the two must overlap and do not. */
function findNewLines(before: K8sPodLog | undefined, after: K8sPodLog): AddedLines | null {
  const { lines } = after;
  if (before === undefined || before.lines.length === 0) {
    return { newLines: lines, isNewLog: true, mayLackLines: after.truncated !== null };
  }
  const goingOn = { newLines: [], isNewLog: false, mayLackLines: false };
  if (lines.length === 0 || isAsOld(after.lastTime, before.lastTime)) return goingOn;
  const overlap = measureOverlap(before, after);
  if (overlap > 0) return { ...goingOn, newLines: lines.slice(overlap) };
  // The later log begins with a line that was there at the earlier look.
  if (isAsOld(after.firstTime, before.lastTime)) return null;
  return { ...goingOn, newLines: lines, mayLackLines: true };
}

/**
 * How many of the later lines the earlier look had: the most that fit, so that no old line is taken for a new one. Where times
 * say that there is a new line, lines that are all alike do not hide it.
 */
function measureOverlap(before: K8sPodLog, after: K8sPodLog): number {
  const beginsAlike = before.firstTime !== null && before.firstTime === after.firstTime;
  const isStart = before.lines.every((line, index) => line === after.lines[index]);
  if (beginsAlike && isStart) return before.lines.length;
  const hasNewer = before.lastTime !== null && after.lastTime !== null;
  return findOverlap(before.lines, after.lines, after.lines.length - (hasNewer ? 1 : 0));
}

/** Whether `time` is not after `than`; false when one of them is not known. */
function isAsOld(time: string | null, than: string | null): boolean {
  return time !== null && than !== null && compareTimes(time, than) <= 0;
}

/** To the nanosecond, which a `Date` does not hold; the kubelet's zone may change with summer time. */
function compareTimes(a: string, b: string): number {
  const seconds = Date.parse(a.replace(/\.\d+/, '')) - Date.parse(b.replace(/\.\d+/, ''));
  return seconds || readFraction(a) - readFraction(b);
}

function readFraction(time: string): number {
  return Number(/\.\d+/.exec(time)?.[0] ?? 0);
}

function nameLog({
  podName,
  namespace,
  containerName,
  jobName,
  role,
  previous,
}: K8sPodLog): Omit<LogDifference, keyof AddedLines> {
  return { podName, namespace, containerName, jobName, role, previous };
}
