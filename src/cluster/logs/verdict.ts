import type { LogStatus } from '../../snapshot/model/log.ts';
import { makeProblem, type Problem } from '../../snapshot/model/problem.ts';
import { recognizeForeignText, type ForeignText } from '../../snapshot/logs/foreign-text.ts';
import { isStamped, type KeptLog } from '../../snapshot/logs/kept-log.ts';
import { ClusterFailure, describeFailure } from '../get/failure.ts';
import { findState, saysRemoved } from '../get/kubelet-words.ts';
import { summarizeText } from '../get/refusal.ts';
import type { ClusterRequest } from '../get/request.ts';

export interface LogVerdict {
  readonly status: LogStatus;
  readonly message: string | null;
  readonly problem: Problem | null;
}

/** What an answer of status 2xx is worth. */
export function judgeAnswer(status: number, log: KeptLog, request: ClusterRequest): LogVerdict {
  // 204 without a body: the pod has no node, so that no kubelet could be asked.
  if (status === 204)
    return { status: 'neverScheduled', message: 'the pod was never scheduled to a node', problem: null };
  const { lines, notice } = log;
  if (notice !== null) return tellKubelet(notice, lines.length > 0, request);
  if (lines.length === 0) return { status: 'empty', message: null, problem: null };
  const foreign = isStamped(log) ? null : recognizeForeignText(wordLines(log));
  return foreign === null ? { status: 'read', message: null, problem: null } : judgeForeign(foreign, request);
}

/**
 * An answer without one time, though times were asked for and other logs of the run have them: it is not the container's, whatever it says.
 */
export function judgeUnstamped(log: KeptLog, request: ClusterRequest): LogVerdict {
  return tellKubelet(summarizeText(wordLines(log)), false, request);
}

export function judgeFailure(error: unknown, request: ClusterRequest): LogVerdict {
  const detail = error instanceof ClusterFailure ? error.detail : null;
  const { httpStatus, statusMessage = null } = detail ?? {};
  const state = httpStatus === 400 || httpStatus === 500 ? readState(statusMessage) : null;
  if (state !== null) return state;
  const problem = describeFailure(error, request);
  return { status: detail?.isGone === true ? 'gone' : statusOf(problem), message: problem.why, problem };
}

function judgeForeign({ from, text }: ForeignText, request: ClusterRequest): LogVerdict {
  if (from === 'kubelet') {
    const state = readState(text);
    // A log that was promised by a status of 200 and then not found was lost: that is more than a state.
    return state === null || saysRemoved(text) ? tellKubelet(summarizeText(text), false, request) : state;
  }
  const said = from === 'api' ? readMessage(text) : null;
  const state = readState(said);
  if (state !== null) return state;
  const what =
    from === 'api' ? `a Status in place of the log: ${said ?? 'without a message'}` : summarizeText(text);
  const problem = makeProblem({
    code: 'ANSWER_UNREADABLE',
    attempted: request.attempted,
    object: request.object,
    why: `HTTP 200 with ${what}`,
    advice:
      from === 'api'
        ? 'The API server, or what stands before it, failed after it had promised the log: run again'
        : 'A proxy or gateway answered in place of the API server: check the server address and the way to it',
    httpStatus: 200,
  });
  return { status: 'failed', message: problem.why, problem };
}

function tellKubelet(said: string, hasLines: boolean, request: ClusterRequest): LogVerdict {
  const problem = makeProblem({
    code: 'LOG_UNAVAILABLE',
    attempted: request.attempted,
    object: request.object,
    why: said,
    advice: 'The node has removed it, or could not read it; collect logs off the nodes to keep them',
    httpStatus: 200,
  });
  return { status: !hasLines && saysRemoved(said) ? 'gone' : 'failed', message: said, problem };
}

function readState(said: string | null): LogVerdict | null {
  const status = findState(said);
  return status === null ? null : { status, message: said, problem: null };
}

function readMessage(text: string): string | null {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' &&
    value !== null &&
    'message' in value &&
    typeof value.message === 'string'
    ? value.message
    : null;
}

function wordLines({ lines }: KeptLog): string {
  return lines.map(({ text }) => text).join('\n');
}

function statusOf({ code }: Problem): LogStatus {
  if (code === 'FORBIDDEN') return 'denied';
  return code === 'TIMED_OUT' ? 'timedOut' : 'failed';
}
