import * as z from 'zod';
import { parseJson } from '../../snapshot/model/values.ts';
import { ClusterFailure, type ClusterFailureDetail } from './failure.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
const kubernetesStatus = z.object({
  kind: z.literal('Status'),
  message: z.string().nullish(),
  metadata: z.object({ continue: z.string().nullish() }).nullish(),
  details: z.object({ retryAfterSeconds: z.number().min(0).nullish() }).nullish(),
});

const LONGEST_MESSAGE = 600;
/** The API server could not reach the kubelet. https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/client/kubelet_client.go */
const NODE_GONE =
  /no preferred addresses found|dial tcp|error dialing backend|proxy error from .* while dialing/i;

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}

/** An answer that is not a success, as a failure. Its body may be a Status, plain text, or a proxy's HTML. */
export function readHttpFailure({ status, retryAfter, body }: HttpAnswer, now: Date): ClusterFailure {
  const parsed = kubernetesStatus.safeParse(parseJson(body)).data;
  const said = parsed?.message ?? summarizeText(body);
  const seconds = parsed?.details?.retryAfterSeconds;
  const wait = readRetryAfter(retryAfter, now) ?? (seconds == null ? undefined : seconds * 1000);
  return new ClusterFailure({
    ...judgeStatus(status, said),
    httpStatus: status,
    ...(parsed?.message == null ? {} : { statusMessage: parsed.message }),
    ...(parsed?.metadata?.continue == null ? {} : { continueToken: parsed.metadata.continue }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  });
}

function judgeStatus(status: number, said: string): ClusterFailureDetail {
  const why = `HTTP ${status}${said === '' ? '' : `, ${said}`}`;
  if (status === 401) {
    const advice = 'The token or certificate is missing, wrong or expired: renew the kubeconfig';
    return { code: 'UNAUTHORIZED', why, advice, attempted: 'authenticating at', object: 'the cluster' };
  }
  if (status === 403)
    return { code: 'FORBIDDEN', why, advice: 'Allow it by the RBAC rule given, then run again' };
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
  if (status >= 500 && NODE_GONE.test(said)) {
    return {
      code: 'NODE_UNREACHABLE',
      why,
      advice: 'The node is gone or does not answer; its logs are with it',
    };
  }
  if (status >= 500) {
    return {
      code: 'SERVER_ERROR',
      why,
      advice: 'The API server failed: look at its health, then run again',
      isPassing: true,
    };
  }
  return {
    code: 'REQUEST_REFUSED',
    why,
    advice: 'Check the label selector, the namespace and the server address',
  };
}

/** Seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#name-retry-after */
function readRetryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  const wait = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** What a body that is no Status says, in a line: markup of a proxy in between tells nothing by itself. */
export function summarizeText(body: string): string {
  const text = body.trim();
  if (/^<(?:!doctype|html|\?xml|head|body)/i.test(text)) {
    const title = /<title>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
    return title === undefined ? 'an HTML page' : `an HTML page titled "${title.slice(0, 80)}"`;
  }
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}
