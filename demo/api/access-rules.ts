import type { ResourceRequest } from './request-path.ts';
import { RefusedRequest } from './answers/status-failure.ts';

/** Who the recorded cluster knew; `invalid` shows a token that nobody has, `anonymous` shows nothing. */
export type Caller = 'reporter' | 'reporter-no-logs' | 'reporter-jobs-only' | 'invalid' | 'anonymous';

export interface Identity {
  readonly caller: Caller;
  /** As the API server's refusals name the user. */
  readonly username: string;
}

/** What a request shows of its sender. */
export interface Credentials {
  readonly authorization: string | undefined;
  /** The common name of a client certificate that the cluster's CA has signed; `null` when none was shown. */
  readonly commonName: string | null;
  /** A client certificate was shown, and it is not to be trusted. */
  readonly certificateRefused: boolean;
}

const READS = [
  'jobs get',
  'jobs list',
  'cronjobs get',
  'cronjobs list',
  'pods get',
  'pods list',
  'events get',
  'events list',
];

const GRANTS: Readonly<Record<Caller, readonly string[]>> = {
  reporter: [...READS, 'pods/log get'],
  'reporter-no-logs': READS,
  'reporter-jobs-only': ['jobs list'],
  invalid: [],
  anonymous: [],
};

const KNOWN_CALLERS: readonly Caller[] = ['reporter', 'reporter-no-logs', 'reporter-jobs-only'];

/** Plainly not a real token; that of `invalid` belongs to nobody. */
export function tokenOf(caller: Caller): string {
  return `fake-token-of-${caller}`;
}

/** Null for a token or a certificate that is nobody's. */
export function identify({ authorization, commonName, certificateRefused }: Credentials): Identity | null {
  const byCertificate = KNOWN_CALLERS.find((caller) => caller === commonName);
  if (byCertificate !== undefined) return { caller: byCertificate, username: byCertificate };
  const byToken = KNOWN_CALLERS.find((caller) => authorization === `Bearer ${tokenOf(caller)}`);
  if (byToken !== undefined) {
    return { caller: byToken, username: `system:serviceaccount:trading-bots:${byToken}` };
  }
  const showsNothing = authorization === undefined && commonName === null && !certificateRefused;
  return showsNothing ? { caller: 'anonymous', username: 'system:anonymous' } : null;
}

/** @throws RefusedRequest 401 for a token or a certificate that is nobody's */
export function authenticate(credentials: Credentials): Identity {
  const identity = identify(credentials);
  if (identity !== null) return identity;
  throw new RefusedRequest({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });
}

/** @throws RefusedRequest 403 in the words of the API server when no rule allows it */
export function authorize(identity: Identity, request: ResourceRequest): void {
  const verb = request.name === null ? 'list' : 'get';
  const resource =
    request.subresource === null ? request.resource : `${request.resource}/${request.subresource}`;
  if (GRANTS[identity.caller].includes(`${resource} ${verb}`)) return;
  const { group, name, namespace } = request;
  const kind = group === '' ? request.resource : `${request.resource}.${group}`;
  const scope = namespace === null ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  throw new RefusedRequest({
    code: 403,
    reason: 'Forbidden',
    message:
      `${kind}${name === null ? '' : ` "${name}"`} is forbidden: User "${identity.username}" cannot ${verb} ` +
      `resource "${resource}" in API group "${group}" ${scope}`,
    details: {
      ...(name === null ? {} : { name }),
      ...(group === '' ? {} : { group }),
      kind: request.resource,
    },
  });
}
