import { mayHaveRestarted, nameAttempts } from '../../snapshot/logs/attempt.ts';
import type { LogRead } from '../../snapshot/logs/plan.ts';
import type { LogLimits } from '../../snapshot/logs/tail.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import { describeLog, withVerdict, wordBeginning, type ToldLog } from './told-log.ts';

/** The logs of one container that were asked for. */
export interface ContainerLogs {
  readonly current: ToldLog;
  readonly previous: ToldLog | null;
}

export interface DescribedLog {
  readonly log: K8sPodLog;
  readonly problem: Problem | null;
}

/** Whether a log, once there, is to be asked for once more: at the moment of rotation the file of a container that writes is empty. */
export function isToBeAskedAgain({ read, status }: ToldLog): boolean {
  return status === 'empty' && !read.previous && read.container.state === 'running';
}

/** The log of the attempt before, where the current one may be of an attempt that nobody listed. */
export function planPrevious({ read, status, figures }: ToldLog, listedAt: number): readonly LogRead[] {
  const wasRead = status === 'read' || status === 'empty';
  if (!wasRead || read.previous || read.podHasEnded) return [];
  return mayHaveRestarted(read.container, figures, listedAt) ? [{ ...read, previous: true }] : [];
}

/** What is told of a container's logs, when all logs of the run are there. @param wasPlanned whether the previous log is known to have been. */
export function describeLogs(
  { current, previous }: ContainerLogs,
  wasPlanned: boolean,
  limits: LogLimits,
  runIsStamped: boolean,
): readonly DescribedLog[] {
  const { container, podHasEnded } = current.read;
  const now = settle(current, runIsStamped, podHasEnded);
  const before = previous === null ? null : settle(previous, runIsStamped, podHasEnded);
  const wasBeforeRead = before?.status === 'read';
  const attempts = nameAttempts(container, now.figures, wasBeforeRead ? before.figures : null);
  const isNew = container.restarts !== null && (attempts.current ?? 0) > container.restarts;
  const startedAt = isNew
    ? null
    : container.state === 'waiting'
      ? (container.lastTermination?.startedAt ?? null)
      : container.startedAt;
  const note = isNew
    ? wordNewAttempt(attempts.current, wasBeforeRead)
    : wordBeginning(now, limits, startedAt);
  const described = [{ log: describeLog(now, attempts.current, note), problem: now.problem }];
  // A previous log that was asked for on suspicion, and is not that of the listed attempt, was never missed.
  if (before === null || (!wasPlanned && !(wasBeforeRead && attempts.current !== container.restarts)))
    return described;
  const number = wasBeforeRead ? attempts.previous : countBefore(container.restarts);
  const isReadNow = now.status === 'read' || now.status === 'empty';
  // The node keeps the last dead attempt's at most, and need not: no fault of anybody's.
  const problem = isReadNow && before.status === 'gone' ? null : before.problem;
  return [...described, { log: describeLog(before, number, null), problem }];
}

function wordNewAttempt(attempt: number | null, isBeforeRead: boolean): string {
  const listed = isBeforeRead ? 'is the previous one' : 'is gone';
  return `of attempt ${attempt}, which began after its pod was listed: the log of the listed attempt ${listed}`;
}

function countBefore(restarts: number | null): number | null {
  return restarts === null || restarts === 0 ? null : restarts - 1;
}

function settle(told: ToldLog, runIsStamped: boolean, podHasEnded: boolean): ToldLog {
  if (runIsStamped && told.ifOthersAreStamped !== null) return withVerdict(told, told.ifOthersAreStamped);
  return podHasEnded && told.status === 'waiting'
    ? { ...told, status: 'neverStarted', message: 'the pod ended before the container started' }
    : told;
}
