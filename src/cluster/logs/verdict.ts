import type { LogStatus } from '../../snapshot/model/log.ts';
import { makeProblem, type Problem } from '../../snapshot/model/problem.ts';
import { recognizeForeignText, type ForeignText } from '../../snapshot/logs/foreign-text.ts';
import { isStamped, type KeptLog } from '../../snapshot/logs/kept-log.ts';
import { ClusterFailure, describeFailure } from '../get/failure.ts';
import { summarizeText } from '../get/http-failure.ts';
import type { ClusterRequest } from '../get/request.ts';

export interface LogVerdict {
  readonly status: LogStatus;
  readonly message: string | null;
  readonly problem: Problem | null;
}

/**
 * States of a container that are told as errors, with a status of 400 or in a body of 200, and are none.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kubelet_pods.go (validateContainerLogStatus)
 * https://github.com/kubernetes/kubernetes/issues/122160 https://github.com/kubernetes/kubernetes/issues/140154
 */
const STATES: readonly (readonly [RegExp, LogStatus])[] = [
  [/^container "[^"]*" in pod "[^"]*" is (?:waiting to start|not available)/, 'waiting'],
  [/^previous terminated container "[^"]*" in pod "[^"]*" not found/, 'gone'],
  [/^container "[^"]*" in pod "[^"]*" is terminated/, 'gone'],
  [/^unable to retrieve container logs for /, 'gone'],
];

/** What the kubelet says of a log that was there, or should have been, and is not: the rest of its errors is a failure. */
const REMOVED =
  /unable to retrieve container logs for|no such file or directory|code = NotFound|not found|no such container/i;

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
  const state = detail?.httpStatus === 400 ? findState(detail.statusMessage ?? null) : null;
  if (state !== null) return state;
  const problem = describeFailure(error, request);
  return { status: statusOf(problem), message: problem.why, problem };
}

function judgeForeign({ from, text }: ForeignText, request: ClusterRequest): LogVerdict {
  if (from === 'kubelet') {
    const state = findState(text);
    // A log that was promised by a status of 200 and then not found was lost: that is more than a state.
    return state === null || REMOVED.test(text) ? tellKubelet(summarizeText(text), false, request) : state;
  }
  const said = from === 'api' ? readMessage(text) : null;
  const state = findState(said);
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
  return { status: !hasLines && REMOVED.test(said) ? 'gone' : 'failed', message: said, problem };
}

function findState(said: string | null): LogVerdict | null {
  const found = STATES.find(([words]) => said !== null && words.test(said));
  return found === undefined ? null : { status: found[1], message: said, problem: null };
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
  if (code === 'NOT_FOUND' || code === 'NODE_UNREACHABLE') return 'gone';
  return code === 'TIMED_OUT' ? 'timedOut' : 'failed';
}
