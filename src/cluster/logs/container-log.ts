import type { LogRead } from '../../snapshot/logs/plan.ts';
import { LogTail, type LogLimits, type LogText } from '../../snapshot/logs/tail.ts';
import type { LogStatus } from '../../snapshot/model/log.ts';
import { makeProblem, type Problem } from '../../snapshot/model/problem.ts';
import type { ClusterClient } from '../connection/client.ts';
import { ClusterFailure, describeFailure } from '../get/failure.ts';
import { requestLog, type ClusterRequest } from '../get/request.ts';

/** What asking for one log brought. `text` is what was kept, also when the log broke off. */
export interface LogAnswer {
  readonly status: LogStatus;
  readonly message: string | null;
  readonly text: LogText;
  readonly problem: Problem | null;
}

type Verdict = Omit<LogAnswer, 'text'>;

/** Reads the end of one log as a stream; never rejects for what a cluster can do. */
export async function readLog(
  client: ClusterClient,
  read: LogRead,
  limits: LogLimits,
  signal: AbortSignal,
): Promise<LogAnswer> {
  const { podName, containerName, previous } = read;
  const request = requestLog(read.namespace, { podName, containerName, previous, tailLines: limits.lines });
  let tail = new LogTail(limits);
  try {
    return await client.get(request, signal, ({ status }) => {
      // A second try reads from the start: what the first brought would stand twice.
      tail = new LogTail(limits);
      let bytes = 0;
      return {
        push: (chunk) => {
          tail.push(chunk);
          bytes += chunk.length;
          refuseEndless(bytes, tail.openLineBytes, limits);
          return 'more';
        },
        end: () => {
          const text = tail.end();
          return { text, ...judgeAnswer(status, text, request) };
        },
      };
    });
  } catch (error) {
    return { text: tail.breakOff(), ...judgeFailure(error, request) };
  }
}

/** How many times as long as may be kept a line must get to be taken for one that never ends. */
const ENDLESS_LINE = 8;

/** What sends more than so many lines, each as long as one may be, does not keep to `tailLines`. */
function refuseEndless(bytes: number, openLineBytes: number, { lines, lineBytes }: LogLimits): void {
  const isLine = openLineBytes > ENDLESS_LINE * lineBytes;
  if (!isLine && bytes <= lines * lineBytes) return;
  const what = isLine
    ? `a line of more than ${ENDLESS_LINE * lineBytes} bytes came`
    : `more than ${lines * lineBytes} bytes came for the last ${lines} lines`;
  throw new ClusterFailure({
    code: 'LOG_ENDLESS',
    why: `${what}, so that the newest lines were not waited for`,
    advice: 'Look at what the container writes: a log that never ends cannot be read to its end',
  });
}

export function skipLog(read: LogRead, limits: LogLimits, why: string): LogAnswer {
  const { podName, containerName, previous } = read;
  const { attempted, object } = requestLog(read.namespace, {
    podName,
    containerName,
    previous,
    tailLines: limits.lines,
  });
  const advice =
    'Allow more time or more bytes, or select less: the logs of failed and stuck Jobs come first';
  const problem = makeProblem({
    code: 'LOG_SKIPPED',
    attempted,
    object,
    why,
    advice,
  });
  return { status: 'skipped', message: why, text: new LogTail(limits).end(), problem };
}

function judgeAnswer(status: number, text: LogText, request: ClusterRequest): Verdict {
  // 204 without a body: the pod has no node, so that no kubelet could be asked.
  if (status === 204)
    return { status: 'neverScheduled', message: 'the pod was never scheduled to a node', problem: null };
  const { notice } = text;
  if (notice === null)
    return { status: text.lines.length === 0 ? 'empty' : 'read', message: null, problem: null };
  const problem = makeProblem({
    code: 'LOG_UNAVAILABLE',
    attempted: request.attempted,
    object: request.object,
    why: notice,
    advice: 'The node has removed it, or could not read it; collect logs off the nodes to keep them',
    httpStatus: 200,
  });
  return { status: text.lines.length === 0 ? 'gone' : 'failed', message: notice, problem };
}

function judgeFailure(error: unknown, request: ClusterRequest): Verdict {
  const detail = error instanceof ClusterFailure ? error.detail : null;
  const said = detail?.statusMessage ?? null;
  // States of a container that the API server tells as errors.
  if (detail?.httpStatus === 400 && said !== null) {
    if (/is waiting to start|is not available|PodInitializing|ContainerCreating/.test(said))
      return { status: 'waiting', message: said, problem: null };
    if (/previous terminated container .* not found/.test(said))
      return { status: 'gone', message: said, problem: null };
  }
  const problem = describeFailure(error, request);
  return { status: statusOf(problem), message: problem.why, problem };
}

function statusOf({ code }: Problem): LogStatus {
  if (code === 'FORBIDDEN') return 'denied';
  if (code === 'NOT_FOUND' || code === 'NODE_UNREACHABLE') return 'gone';
  return code === 'TIMED_OUT' ? 'timedOut' : 'failed';
}
