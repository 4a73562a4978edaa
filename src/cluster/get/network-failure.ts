import { ClusterFailure, type ClusterFailureDetail } from './failure.ts';
import { judgeAlert } from './tls-alert.ts';

type Judgement = Pick<ClusterFailureDetail, 'code' | 'why' | 'advice' | 'isPassing'> & {
  readonly isRequests?: boolean;
};

const BROKEN: Judgement = {
  code: 'CONNECTION_BROKEN',
  why: 'the connection broke',
  advice: 'Something between here and the cluster cut it: a proxy, a firewall, a restarting API server',
  isPassing: true,
  isRequests: true,
};
const UNTRUSTED = 'Check certificate-authority-data and tls-server-name of the cluster in the kubeconfig';

const BY_CODE: Readonly<Record<string, Judgement>> = {
  ECONNREFUSED: {
    code: 'CONNECTION_REFUSED',
    why: 'nothing listens there',
    advice: 'Check the server address in the kubeconfig, and that the API server is up',
    isPassing: true,
  },
  ENOTFOUND: {
    code: 'NAME_NOT_RESOLVED',
    why: 'its name has no address',
    advice: 'Check the server address in the kubeconfig, and DNS',
  },
  EAI_AGAIN: {
    code: 'NAME_NOT_RESOLVED',
    why: 'DNS did not answer',
    advice: 'Check DNS and the network: a Lambda in a VPC needs a route to a resolver',
    isPassing: true,
  },
  EHOSTUNREACH: {
    code: 'CONNECTION_REFUSED',
    why: 'there is no route to it',
    advice: 'Check the network between here and the cluster',
  },
  ENETUNREACH: {
    code: 'CONNECTION_REFUSED',
    why: 'there is no route to it',
    advice: 'Check the network between here and the cluster',
  },
  UND_ERR_CONNECT_TIMEOUT: {
    code: 'TIMED_OUT',
    why: 'no connection came about in time',
    advice: 'Check firewalls and security groups; a private endpoint needs the Lambda in its VPC',
  },
  UND_ERR_HEADERS_TIMEOUT: {
    code: 'TIMED_OUT',
    why: 'no answer came in time',
    advice: 'The API server hangs or is overloaded: look at its health, or allow more time',
    isRequests: true,
  },
  UND_ERR_BODY_TIMEOUT: {
    code: 'TIMED_OUT',
    why: 'the answer stopped in the middle',
    advice: 'The API server or the node hangs: look at their health, or allow more time',
    isRequests: true,
  },
  ECONNRESET: BROKEN,
  EPIPE: BROKEN,
  UND_ERR_SOCKET: BROKEN,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: BROKEN,
};

/** What undici or Node threw before or within an answer, as a failure that says what to do. */
export function readConnectionFailure(error: unknown, server: string): ClusterFailure {
  if (error instanceof ClusterFailure) return error;
  const root = findCodedError(error);
  const judgement = root === null ? null : (BY_CODE[root.code] ?? judgeCode(root.code, root.message));
  const { isRequests, ...detail } = judgement ?? {
    ...BROKEN,
    why: error instanceof Error ? error.message : String(error),
  };
  return new ClusterFailure({
    ...detail,
    ...(isRequests === true ? {} : { attempted: 'connecting to', object: server }),
    cause: error,
  });
}

function judgeCode(code: string, message: string): Judgement | null {
  if (code.startsWith('HPE_'))
    return { ...BROKEN, why: 'what answered does not speak HTTP', isPassing: false };
  const alert = judgeAlert(code);
  if (alert !== null) return alert;
  // https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes
  if (/CERT|ISSUER|SELF_SIGNED|^ERR_SSL|^ERR_TLS|^EPROTO|SIGNATURE/.test(code)) {
    return { code: 'TLS_UNTRUSTED', why: `TLS failed, ${code}: ${message}`, advice: UNTRUSTED };
  }
  return null;
}

/** The first error with a code among the error, its causes, and what a try of several addresses gathered. */
function findCodedError(error: unknown): { readonly code: string; readonly message: string } | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  const known = code !== null && (code in BY_CODE || judgeCode(code, '') !== null);
  // undici wraps what broke a socket in an error of its own code: the cause says more.
  const within = inner.map(findCodedError).find((each) => each !== null) ?? null;
  if (within !== null && (within.code in BY_CODE || judgeCode(within.code, '') !== null)) return within;
  return known && code !== null ? { code, message: error.message } : within;
}
