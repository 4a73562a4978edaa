import type { Redactor } from '../../redaction/redactor.ts';
import type { LogRead } from '../../snapshot/logs/plan.ts';
import type { LogLimits } from '../../snapshot/logs/tail.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';
import { PackedLines } from '../../snapshot/logs/packed-lines.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import type { ClusterClient } from '../connection/client.ts';
import { outOfTime } from '../get/failure.ts';
import { Deadline } from './deadline.ts';
import { LogBudget } from './budget.ts';
import { workInLanes } from './lanes.ts';
import { LogMask } from './mask.ts';
import { readLog, skipLog, type LogAnswer } from './container-log.ts';

export interface PodLogOptions {
  readonly limits: LogLimits;
  /** Bytes of all lines of a run together. */
  readonly runBytes: number;
  /** How long one log may take. */
  readonly milliseconds: number;
  readonly concurrency: number;
  readonly redactor: Redactor;
  /** Aborts when reading must end, so that there is time to write. */
  readonly signal: AbortSignal;
  /** Hears of each log that is done with. */
  readonly onLog?: (() => void) | undefined;
  readonly now: () => Date;
}

/** What the lines of all logs of a run go through. */
interface LogKeeping {
  readonly mask: LogMask;
  readonly packed: PackedLines;
  readonly limits: LogLimits;
}

interface ToldLog {
  readonly log: K8sPodLog;
  readonly problem: Problem | null;
}

export interface PodLogs {
  readonly logs: readonly K8sPodLog[];
  readonly problems: readonly Problem[];
}

/** Reads the logs, the most urgent first, and tells them in the order of the plan. Never rejects for what a cluster can do. */
export async function readLogs(
  client: ClusterClient,
  plan: readonly LogRead[],
  options: PodLogOptions,
): Promise<PodLogs> {
  const budget = new LogBudget(options.runBytes);
  const mask = new LogMask(options.redactor, options.signal, options.now);
  const keeping = { mask, packed: new PackedLines(), limits: options.limits };
  const byUrgency = plan.toSorted((a, b) => a.urgency - b.urgency);
  const told = new Map<LogRead, ToldLog>();
  await workInLanes(byUrgency, { first: client.lanes, most: options.concurrency }, async (read) => {
    const answer = await readNext(client, read, budget, options);
    told.set(read, tellLog(read, { ...answer, text: budget.keep(answer.text) }, keeping));
    options.onLog?.();
  });
  const inOrder = plan.flatMap((read) => told.get(read) ?? []);
  return {
    logs: inOrder.map(({ log }) => log),
    problems: inOrder.flatMap(({ problem }) => (problem === null ? [] : [problem])),
  };
}

async function readNext(
  client: ClusterClient,
  read: LogRead,
  budget: LogBudget,
  { signal, limits, milliseconds }: PodLogOptions,
): Promise<LogAnswer> {
  if (signal.aborted) return skipLog(read, limits, "the run's time was up");
  if (budget.isSpent) return skipLog(read, limits, "the run's room for log lines was full");
  // A node that hangs must cost its own logs only.
  using deadline = new Deadline(signal, milliseconds, () =>
    outOfTime(null, `the log took longer than ${milliseconds / 1000} s`),
  );
  return await readLog(client, read, limits, deadline.signal);
}

/** The log as the report tells it: masked, or without its lines when there was no time left to mask them. */
function tellLog(read: LogRead, answer: LogAnswer, { mask, packed, limits }: LogKeeping): ToldLog {
  const masked = mask.mask(answer.text.lines);
  if (masked !== null)
    return {
      log: describeLog(read, answer, packed.pack(masked.lines), masked.receipt),
      problem: answer.problem,
    };
  const skipped = skipLog(read, limits, 'no time was left to mask the credentials in it');
  return { log: describeLog(read, skipped, () => [], {}), problem: skipped.problem };
}

function describeLog(
  read: LogRead,
  answer: LogAnswer,
  unpackLines: () => readonly string[],
  redactions: K8sPodLog['redactions'],
): K8sPodLog {
  const { podName, namespace, containerName, jobName, role, previous } = read;
  const { truncated, invalidBytes, firstTime, lastTime } = answer.text;
  return {
    podName,
    namespace,
    containerName,
    jobName,
    role,
    previous,
    status: answer.status,
    message: answer.message,
    get lines() {
      return unpackLines();
    },
    truncated,
    invalidBytes,
    firstTime,
    lastTime,
    redactions,
  };
}
