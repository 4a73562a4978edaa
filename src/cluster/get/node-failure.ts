import { ClusterFailure, type ClusterFailureDetail } from './failure.ts';
import { wordRefusal, type Refusal } from './refusal.ts';
import { saysRemoved, saysUnreadable } from './kubelet-words.ts';
import type { ClusterRequest } from './request.ts';

type Verdict = Pick<ClusterFailureDetail, 'code' | 'advice' | 'isGone' | 'isPassing'>;

/**
 * What a kubelet answers comes back under the API server's name: its status, and in place of its words those of
 * `NewGenericServerResponse`, without a verb, which leaves two spaces.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/registry/generic/rest/response_checker.go
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/registry/core/pod/rest/log.go
 */
const OF_KUBELET = / \( ?pods\/log [^)]*\)$/;
const ASKS_API_SERVER = /the server has asked for the client to provide credentials/;

/**
 * How a kubelet words that the API server may not read logs, or that it could not find out.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/server/server.go (InstallAuthFilter)
 */
const KUBELET_DENIES = /(?:Forbidden|Authorization error) \(user=[^,)]*, verb=/;

/** What the API server's own client says of a request to a kubelet that brought no answer. */
const NOT_REACHED =
  /^(?:Internal error occurred: )?Get "?https?:\/\/[^ ]*\/containerLogs\/|no preferred addresses found|dial tcp|error (?:dialing backend|trying to reach service)|proxy error from .* while dialing|No agent available|tls: |x509: |ssh: |i\/o timeout|TLS handshake timeout|http2: /i;

/** The ways that lead to no kubelet, the most telling first. */
const WAYS: readonly (readonly [RegExp, string])[] = [
  [
    /No agent available|proxy error from|ssh: /i,
    "The API server's tunnel to the nodes is down (konnectivity): look at its agents. The log is still on its node",
  ],
  [
    /x509: /,
    "The API server does not trust the kubelet's certificate: check --kubelet-certificate-authority and the names in the certificate. The log is still on its node",
  ],
  [
    /tls: /i,
    "The kubelet has no certificate to serve with, or none that the API server takes: look at kubectl get csr and approve the node's. The log is still on its node",
  ],
  [/no preferred addresses found/, 'The node is gone or does not answer; its logs are with it'],
  [
    /./s,
    'The API server does not reach the kubelet: look whether the node is up and what stands between them (port 10250). The log is on its node, if that still is',
  ],
];

const LOG_GONE = 'The node has removed it, or could not read it; collect logs off the nodes to keep them';
/** A refusal of a log by its kubelet or on the way to it, or null where it is the API server's own. */
export function judgeLogRefusal(refusal: Refusal, { podName }: ClusterRequest): ClusterFailureDetail | null {
  const { status, said, form, named } = refusal;
  const isMissing = status === 404;
  if (form === 'page' || (isMissing && form === 'text' && named === null))
    return isMissing ? { ...PAGE_IN_PLACE, why: wordRefusal(status, said) } : null;
  const verdict = judge(refusal, podName);
  if (verdict === null) return null;
  const why = wordRefusal(status, said.replace(OF_KUBELET, ''));
  const isNode = verdict.advice === WITH_NODE;
  return { ...verdict, why: isNode ? `${why}: that is the node it ran on, which is gone` : why };
}

/** The same 401, where the API server itself knows the reader. */
export function blameKubelet({ detail }: ClusterFailure): ClusterFailure {
  const { why, httpStatus, cause } = detail;
  return new ClusterFailure({
    ...UNKNOWN_THERE,
    why,
    cause,
    ...(httpStatus === undefined ? {} : { httpStatus }),
  });
}

function judge({ status, said, named }: Refusal, podName: string | null): Verdict | null {
  const isKubelets = OF_KUBELET.test(said);
  if (status === 400) return judgeWords(said);
  if (status === 401) return isKubelets && ASKS_API_SERVER.test(said) ? UNKNOWN_THERE : null;
  if (status === 403) return isKubelets || KUBELET_DENIES.test(said) ? DENIED_THERE : null;
  if (status === 404) return judgeMissing(isKubelets, named, podName);
  if (status === 405) return NO_LOGS_THERE;
  if (status < 500) return null;
  if (KUBELET_DENIES.test(said)) return DENIED_THERE;
  if (saysUnreadable(said)) return judgeWords(said);
  if (NOT_REACHED.test(said)) return judgeWay(said);
  return isKubelets ? BUSY_THERE : null;
}

function judgeMissing(isKubelets: boolean, named: string | null, podName: string | null): Verdict {
  if (isKubelets) return { code: 'NOT_FOUND', advice: FORGOTTEN, isGone: true };
  const isNode = named !== null && named !== podName;
  return { code: 'NOT_FOUND', advice: isNode ? WITH_NODE : DELETED, isGone: true };
}

const FORGOTTEN =
  "The node's kubelet does not know the pod: it was deleted there, or the node was set up anew";
const WITH_NODE =
  'The node has left the cluster, and the log with it; collect logs off the nodes to keep them';
const DELETED = 'It was deleted after it was listed: the next run will not list it';

function judgeWords(said: string): Verdict {
  return { code: 'LOG_UNAVAILABLE', advice: LOG_GONE, ...(saysRemoved(said) ? { isGone: true } : {}) };
}

function judgeWay(said: string): Verdict {
  const advice = WAYS.find(([words]) => words.test(said))?.[1] ?? '';
  return {
    code: 'NODE_UNREACHABLE',
    advice,
    ...(/no preferred addresses found/.test(said) ? { isGone: true } : {}),
  };
}

const UNKNOWN_THERE: Verdict = {
  code: 'NODE_REFUSED',
  advice:
    "The node's kubelet does not know the API server: check --kubelet-client-certificate of the API server, and the kubelet's client CA. The reader's own credentials are fine",
};
const DENIED_THERE: Verdict = {
  code: 'NODE_REFUSED',
  advice:
    "The node's kubelet does not let the API server read logs: bind the user that the message names to the ClusterRole system:kubelet-api-admin. The reader's own rights are fine",
};
const NO_LOGS_THERE: Verdict = {
  code: 'NODE_REFUSED',
  advice: "The node's kubelet hands out no logs: enableDebuggingHandlers is off in its configuration",
};
const BUSY_THERE: Verdict = {
  code: 'NODE_UNREACHABLE',
  advice: "The node's kubelet failed, or is starting: look at it, then run again",
  isPassing: true,
};
const PAGE_IN_PLACE: Verdict = {
  code: 'PROXY_FAILED',
  advice:
    'It is not the API server that answered, but a proxy or a gateway in between: check the server of the kubeconfig, and which paths are let through',
};
