import pLimit from 'p-limit';
import type { Redactor } from '../redaction/redactor.ts';
import type { LogRead } from '../snapshot/log-plan.ts';
import type { LogLimits } from '../snapshot/log-tail.ts';
import type { K8sPodLog } from '../snapshot/model.ts';
import type { Problem } from '../snapshot/problem.ts';
import type { ClusterClient } from './cluster-client.ts';
import { outOfTime } from './cluster-failure.ts';
import { LogBudget } from './log-budget.ts';
import { readLog, skipLog, type LogAnswer } from './pod-log.ts';

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
  const limit = pLimit(options.concurrency);
  const byUrgency = plan.toSorted((a, b) => a.urgency - b.urgency);
  const answers = new Map<LogRead, LogAnswer>();
  await Promise.all(
    byUrgency.map((read) =>
      limit(async () => {
        const answer = await readNext(client, read, budget, options);
        answers.set(read, { ...answer, text: budget.keep(answer.text) });
      }),
    ),
  );
  const inOrder = plan.flatMap((read) => {
    const answer = answers.get(read);
    return answer === undefined ? [] : [{ read, answer }];
  });
  return {
    logs: inOrder.map(({ read, answer }) => describeLog(read, answer, options.redactor)),
    problems: inOrder.flatMap(({ answer }) => (answer.problem === null ? [] : [answer.problem])),
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
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(outOfTime(null, `the log took longer than ${milliseconds / 1000} s`)),
    milliseconds,
  );
  try {
    return await readLog(client, read, limits, AbortSignal.any([signal, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}

function describeLog(read: LogRead, answer: LogAnswer, redactor: Redactor): K8sPodLog {
  const { podName, namespace, containerName, jobName, role, previous } = read;
  const { lines, truncated, invalidBytes, firstTime, lastTime } = answer.text;
  const redacted = redactor.redactLines(lines);
  return {
    podName,
    namespace,
    containerName,
    jobName,
    role,
    previous,
    status: answer.status,
    message: answer.message,
    lines: redacted.lines,
    truncated,
    invalidBytes,
    firstTime,
    lastTime,
    redactions: redacted.receipt,
  };
}
