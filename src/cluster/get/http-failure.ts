import { judgeDenial } from './denial.ts';
import { ClusterFailure, type ClusterFailureDetail } from './failure.ts';
import { judgeLogRefusal } from './node-failure.ts';
import { readRefusal, wordRefusal, type Asking, type HttpAnswer, type Refusal } from './refusal.ts';

/** An answer that is not a success, as a failure that says who refuses, and what to do. */
export function readHttpFailure(answer: HttpAnswer, asking: Asking): ClusterFailure {
  const refusal = readRefusal(answer, asking.now);
  const { status, said, form, retryAfter, continueToken } = refusal;
  const isLog = asking.request.resource === 'pods/log';
  return new ClusterFailure({
    ...((isLog ? judgeLogRefusal(refusal, asking.request) : null) ?? judgeRefusal(refusal, asking)),
    httpStatus: status,
    ...(form === 'status' && said !== '' ? { statusMessage: said } : {}),
    ...(continueToken === null ? {} : { continueToken }),
    ...(retryAfter === null ? {} : { retryAfter }),
  });
}

function judgeRefusal(refusal: Refusal, asking: Asking): ClusterFailureDetail {
  const { status, said, form, location } = refusal;
  const why = wordRefusal(status, said);
  if (status === 401) {
    const advice = 'The token or certificate is missing, wrong or expired: renew the kubeconfig';
    return { code: 'UNAUTHORIZED', why, advice, attempted: 'authenticating at', object: 'the cluster' };
  }
  if (status === 403) return { why, ...judgeDenial(refusal, asking) };
  if (status === 404) {
    return {
      code: 'NOT_FOUND',
      why,
      advice: 'It is gone, or the server address is not that of a Kubernetes API',
    };
  }
  if (status === 429) {
    return {
      code: 'TOO_MANY_REQUESTS',
      why,
      advice: 'The API server is overloaded: run less often or select less',
      isPassing: true,
    };
  }
  if (status >= 500) {
    return {
      code: 'SERVER_ERROR',
      why,
      advice:
        form === 'page'
          ? 'A proxy or load balancer answered, as the API server behind it may have failed: look at both, then run again'
          : 'The API server failed: look at its health, then run again',
      isPassing: true,
    };
  }
  if (status >= 300 && status < 400) {
    return {
      code: 'REQUEST_REFUSED',
      why: `HTTP ${status}, a redirect ${wordLocation(location)}, which is not followed with credentials`,
      advice:
        'Where that is the API server, give it as server in the kubeconfig; where it is a page to sign in, go another way to the cluster',
    };
  }
  return {
    code: 'REQUEST_REFUSED',
    why,
    advice: 'Check the label selector, the namespace and the server address',
  };
}

/** Without what may be a credential: the query and the user. */
function wordLocation(location: string | null): string {
  const url = URL.parse(location ?? '');
  if (url !== null) return `to ${url.origin}${url.pathname}`;
  return location?.startsWith('/') === true
    ? `to ${location.replace(/[?#].*$/s, '')}`
    : 'that does not say where to';
}
