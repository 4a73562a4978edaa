import { isStamped, NOTHING_KEPT, type KeptLog } from '../../snapshot/logs/kept-log.ts';
import type { LogRead } from '../../snapshot/logs/plan.ts';
import { LogTail, type LogLimits } from '../../snapshot/logs/tail.ts';
import { makeProblem } from '../../snapshot/model/problem.ts';
import type { ClusterClient } from '../connection/client.ts';
import { ClusterFailure } from '../get/failure.ts';
import { requestLog, type ClusterRequest } from '../get/request.ts';
import { judgeAnswer, judgeFailure, type LogVerdict } from './verdict.ts';

/** What asking for one log brought: `kept` also when the log broke off. */
export interface LogAnswer extends LogVerdict {
  readonly kept: KeptLog;
}

/** Reads the end of one log as a stream; never rejects for what a cluster can do. @param onBegin hears that an answer has begun. */
export async function readLog(
  client: ClusterClient,
  read: LogRead,
  limits: LogLimits,
  { signal, onBegin }: { readonly signal: AbortSignal; readonly onBegin: () => void },
): Promise<LogAnswer> {
  const request = requestFor(read, limits);
  let tail = new LogTail(limits);
  try {
    return await client.get(request, signal, ({ status, encoding }) => {
      onBegin();
      refuseEncoded(encoding);
      // A second try reads from the start: what the first brought would stand twice.
      tail = new LogTail(limits);
      let bytes = 0;
      return {
        push: (chunk) => {
          tail.push(chunk);
          bytes += chunk.length;
          refuseEndless(bytes, limits);
          return 'more';
        },
        end: () => {
          const kept = tail.end();
          const verdict = judgeAnswer(status, kept, request);
          // What somebody else wrote in place of the log is told, and is no line of it.
          const isForeign = verdict.status !== 'read' && !isStamped(kept);
          return { ...verdict, kept: isForeign ? NOTHING_KEPT : kept };
        },
      };
    });
  } catch (error) {
    return { kept: tail.breakOff(), ...judgeFailure(error, request) };
  }
}

export function requestFor(read: LogRead, { lines }: LogLimits): ClusterRequest {
  const { namespace, podName, containerName, previous } = read;
  return requestLog(namespace, { podName, containerName, previous, tailLines: lines });
}

/** What an answer may bring in any case: a container may write a line of some megabytes, and others behind it. */
const MODEST_BYTES = 32 * 1024 * 1024;

/** What sends more than so many lines, each as long as one may be, does not keep to `tailLines`. */
function refuseEndless(bytes: number, { lines, lineBytes }: LogLimits): void {
  const most = Math.max(lines * lineBytes, MODEST_BYTES);
  if (bytes <= most) return;
  throw new ClusterFailure({
    code: 'LOG_ENDLESS',
    why: `more than ${most} bytes came for the last ${lines} lines, so that the newest lines were not waited for`,
    advice: 'Look at what the container writes: a log that never ends cannot be read to its end',
  });
}

/** Nobody asked for it, so that nobody would understand it. */
function refuseEncoded(encoding: string | null): void {
  if (encoding === null || encoding === 'identity') return;
  throw new ClusterFailure({
    code: 'ANSWER_UNREADABLE',
    why: `the answer is encoded as ${encoding}, which was not asked for`,
    advice: 'A proxy between the reader and the API server encodes what it passes on: let it not',
    httpStatus: 200,
  });
}

export function skipLog(read: LogRead, limits: LogLimits, why: string): LogAnswer {
  const { attempted, object } = requestFor(read, limits);
  const problem = makeProblem({
    code: 'LOG_SKIPPED',
    attempted,
    object,
    why,
    advice: 'Allow more time or more bytes, or select less: the logs of failed and stuck Jobs come first',
  });
  return { status: 'skipped', message: why, kept: NOTHING_KEPT, problem };
}
