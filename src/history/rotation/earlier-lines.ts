import { beginsLate } from '../../snapshot/logs/beginning.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';

/** What an earlier report says of a log that may have been rotated since. */
export type EarlierLog = Pick<
  K8sPodLog,
  'podName' | 'namespace' | 'containerName' | 'previous' | 'attempt' | 'firstTime' | 'lastTime'
>;

/** Whether an earlier report could show that lines of it are gone from the node: it begins late, or holds nothing. */
export function mayBeRotated(log: K8sPodLog): boolean {
  return !log.previous && (log.status === 'empty' || beginsLate(log));
}

/** Whether both are of the same start of the same container. */
function isOfSameAttempt(log: EarlierLog, earlier: EarlierLog): boolean {
  return nameLog(log) === nameLog(earlier) && (log.attempt ?? null) === (earlier.attempt ?? null);
}

/**
 * The snapshot with each log of which an earlier report has lines from before marked as rotated: the API gives the current file only.
 * https://github.com/kubernetes/kubernetes/issues/59902
 */
export function tellRotation(
  snapshot: K8sMonitorSnapshot,
  earlier: readonly EarlierLog[],
): K8sMonitorSnapshot {
  const podsLogs = snapshot.podsLogs.map((log) => {
    const before = mayBeRotated(log) ? earlier.find((each) => isOfSameAttempt(log, each)) : undefined;
    return before === undefined ? log : markRotated(log, before);
  });
  const gone = podsLogs.filter((log, index) => log.status !== snapshot.podsLogs[index]?.status).length;
  const { completeness } = snapshot;
  const { logs } = completeness;
  const counted = { ...logs, empty: logs.empty - gone, gone: logs.gone + gone };
  return { ...snapshot, podsLogs, completeness: { ...completeness, logs: counted } };
}

function markRotated(log: K8sPodLog, { firstTime, lastTime }: EarlierLog): K8sPodLog {
  if (firstTime === null || lastTime === null) return log;
  const isBefore = log.firstTime === null || Date.parse(firstTime) < Date.parse(log.firstTime);
  if (!isBefore) return log;
  return {
    ...log,
    // A file that is empty though its container has written is one that was begun anew.
    status: log.status === 'empty' ? 'gone' : log.status,
    message: `rotated: an earlier report has lines of it from ${firstTime} to ${lastTime}`,
    rotated: true,
  };
}

function nameLog({ namespace, podName, containerName, previous }: EarlierLog): string {
  return [namespace, podName, containerName, previous].join('/');
}
