import { wordLateBeginning } from '../../snapshot/logs/beginning.ts';
import { isStamped, markCuts, measureLines, type LineFigures } from '../../snapshot/logs/kept-log.ts';
import type { LogRead } from '../../snapshot/logs/plan.ts';
import type { PackedLines } from '../../snapshot/logs/packed-lines.ts';
import type { LogLimits } from '../../snapshot/logs/tail.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';
import { skipLog, requestFor, type LogAnswer } from './container-log.ts';
import type { LogMask } from './mask.ts';
import { judgeUnstamped, type LogVerdict } from './verdict.ts';

/** What the lines of all logs of a run go through. */
export interface LogKeeping {
  readonly mask: LogMask;
  readonly packed: PackedLines;
  readonly limits: LogLimits;
}

/** A log that was asked for, masked and packed; what is said of it may still depend on the other logs of the run. */
export interface ToldLog extends LogVerdict {
  readonly read: LogRead;
  readonly figures: LineFigures;
  readonly lineCount: number;
  readonly unpackLines: () => readonly string[];
  readonly redactions: K8sPodLog['redactions'];
  readonly isStamped: boolean;
  /** What is to be said instead when other logs of the run have times, and this one has lines and none. */
  readonly ifOthersAreStamped: LogVerdict | null;
}

/** The log as it may be told: masked, or without its lines when there was no time left to mask them. */
export function tellLog(read: LogRead, answer: LogAnswer, { mask, packed, limits }: LogKeeping): ToldLog {
  const { kept, status, message, problem } = answer;
  const masked = mask.mask(kept.lines.map(({ text }) => text));
  if (masked === null)
    return tellLog(read, skipLog(read, limits, 'no time was left to mask the credentials in it'), {
      mask,
      packed,
      limits,
    });
  const stamped = isStamped(kept);
  const isUnstamped = status === 'read' && kept.lines.length > 0 && !stamped;
  return {
    read,
    status,
    message,
    problem,
    figures: measureLines(kept),
    lineCount: kept.lines.length,
    unpackLines: packed.pack(markCuts(kept, masked.lines)),
    redactions: masked.receipt,
    isStamped: stamped,
    ifOthersAreStamped: isUnstamped ? judgeUnstamped(kept, requestFor(read, limits)) : null,
  };
}

/** Without its lines: they were somebody else's. */
export function withVerdict(told: ToldLog, verdict: LogVerdict): ToldLog {
  return {
    ...told,
    ...verdict,
    figures: { truncated: null, invalidBytes: 0, firstTime: null, lastTime: null, lineTimes: null },
    lineCount: 0,
    unpackLines: () => [],
    redactions: {},
    isStamped: false,
    ifOthersAreStamped: null,
  };
}

/** @param attempt that wrote it. @param note where there is nothing else to say of it. */
export function describeLog(
  { read, status, message, figures, unpackLines, redactions }: ToldLog,
  attempt: number | null,
  note: string | null,
): K8sPodLog {
  const { podName, namespace, containerName, jobName, role, previous } = read;
  return {
    podName,
    namespace,
    containerName,
    jobName,
    role,
    previous,
    attempt,
    status,
    message: message ?? note,
    get lines() {
      return unpackLines();
    },
    ...figures,
    rotated: false,
    redactions,
  };
}

/** What is to be said of a log whose lines begin late, or null. */
export function wordBeginning(
  { figures, lineCount }: ToldLog,
  { lines }: LogLimits,
  startedAt: string | null,
): string | null {
  return wordLateBeginning(figures, lineCount, lines, startedAt);
}
