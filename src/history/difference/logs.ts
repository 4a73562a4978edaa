import { isWhole, wasSeen } from '../../snapshot/model/completeness.ts';
import { indexAttempts } from './attempts.ts';
import { findNewLines, type NewLines } from './new-lines.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';

/** The lines of a log that were not there before. */
export type LogDifference = Pick<
  K8sPodLog,
  'podName' | 'namespace' | 'containerName' | 'jobName' | 'role' | 'previous'
> &
  NewLines;

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
const NOTHING_YET: ReadonlySet<K8sPodLog['status']> = new Set([
  'empty',
  'waiting',
  'neverScheduled',
  'neverStarted',
]);

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

function nameLog({
  podName,
  namespace,
  containerName,
  jobName,
  role,
  previous,
}: K8sPodLog): Omit<LogDifference, keyof NewLines> {
  return { podName, namespace, containerName, jobName, role, previous };
}
