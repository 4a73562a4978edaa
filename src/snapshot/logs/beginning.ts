import type { K8sPodLog } from '../model/log.ts';

const WORDS = 'the log begins at ';

/** A kubelet looks each 10 s whether a log is to be rotated; most programs have said something sooner. */
const TELLING_MILLISECONDS = 5000;

/**
 * What there is to say where a log begins long after its container: the API gives the file that is written now, and no word of those
 * before it. https://github.com/kubernetes/kubernetes/issues/59902
 * @param startedAt of the attempt that wrote it.
 * @param mostLines that were asked for: a log with as many was cut by us, and begins where it does for that.
 */
export function wordLateBeginning(
  { firstTime, truncated }: Pick<K8sPodLog, 'firstTime' | 'truncated'>,
  lines: number,
  mostLines: number,
  startedAt: string | null,
): string | null {
  if (firstTime === null || startedAt === null || lines >= mostLines || truncated !== null) return null;
  const gap = Date.parse(firstTime) - Date.parse(startedAt);
  return gap < TELLING_MILLISECONDS || Number.isNaN(gap)
    ? null
    : `${WORDS}${firstTime}, the container started at ${startedAt}: lines before it may have been rotated away`;
}

/** Whether that was said of the log. */
export function beginsLate({ status, message }: Pick<K8sPodLog, 'status' | 'message'>): boolean {
  return status === 'read' && message?.startsWith(WORDS) === true;
}
