import { createSecureContext, type SecureContext } from 'node:tls';
import { Pool, ProxyAgent, Socks5ProxyAgent, type Dispatcher } from 'undici';
import { ConfigurationError } from '../errors.ts';
import type { Problem } from '../snapshot/problem.ts';
import { readCredentials, type ClusterCredentials, type CredentialMeans } from './cluster-credentials.ts';
import { isReadable } from './cluster-request.ts';
import { writeImpersonation, type RequestHeaders } from './impersonation.ts';
import { nameContext } from './kubeconfig-failure.ts';
import type { KubeconfigFile } from './kubeconfig-merge.ts';
import { parseKubeconfig, type ClusterAccess } from './kubeconfig.ts';
import { checkTrust } from './server-trust.ts';

/**
 * Where a kubeconfig comes from, and what a door allows for it. It is read once a run, and once more when its credentials
 * are refused.
 */
export interface KubeconfigSource extends CredentialMeans {
  /** `secret arn:…`, `file /home/me/.kube/config`; for messages. */
  readonly name: string;
  /** The text, or the files to merge. `refresh`: not from a cache. Rejects with a `ReporterError`. */
  readonly read: (options: { readonly refresh: boolean }) => Promise<string | readonly KubeconfigFile[]>;
  /** Follow `insecure-skip-tls-verify`, and say so in each report; it is refused unless told. */
  readonly allowInsecureTls?: boolean | undefined;
}

export interface ConnectionLimits {
  /** Connections to the API server at the same time. */
  readonly connections: number;
  readonly connectMilliseconds: number;
  /** From the request to the answer's headers. */
  readonly headersMilliseconds: number;
  /** Between two pieces of an answer's body. */
  readonly idleMilliseconds: number;
}

/** A way to one cluster with one set of credentials. */
export interface ClusterSession {
  readonly access: ClusterAccess;
  readonly dispatcher: Dispatcher;
  readonly headers: RequestHeaders;
  /** From when on the credentials are of no use; null: not known. */
  readonly expiresAt: Date | null;
  /** What every report over this way must say. */
  readonly problems: readonly Problem[];
}

export interface SessionOptions {
  readonly source: KubeconfigSource;
  readonly context: string | undefined;
  readonly connection: ConnectionLimits;
  /** The credentials of before were refused, or have expired. */
  readonly refresh: boolean;
  readonly now: Date;
}

/** For who looks again: a little shorter than an API server keeps an idle connection. https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/server/secure_serving.go */
const KEEP_ALIVE_MILLISECONDS = 85_000;

/** Makes ready to connect; nothing is sent to the cluster yet. Rejects with a `ReporterError`. */
export async function openSession({
  source,
  context,
  connection,
  refresh,
  now,
}: SessionOptions): Promise<ClusterSession> {
  const access = parseKubeconfig(await source.read({ refresh }), context);
  const problems = checkTrust(access, source.allowInsecureTls ?? false);
  const impersonation = writeImpersonation(access.user);
  const credentials = await readCredentials(access, source, { refresh, now });
  return {
    access,
    dispatcher: makeDispatcher(access, credentials, connection).compose(allowOnlyReads(access.server)),
    headers: {
      accept: 'application/json, */*',
      'user-agent': 'k8s-job-reporter',
      ...(credentials.authorization === null ? {} : { authorization: credentials.authorization }),
      ...impersonation,
    },
    expiresAt: credentials.expiresAt,
    problems,
  };
}

/** The last gate before the wire: whatever calls it, only GETs of what the reporter reads go through. */
function allowOnlyReads(server: URL): Dispatcher.DispatcherComposeInterceptor {
  const base = basePath(server);
  return (dispatch) => (options, handler) => {
    const path = options.path.startsWith(base) ? options.path.slice(base.length) : '';
    if (options.method !== 'GET' || options.body != null || !isReadable(path)) {
      throw new Error(`Refused to send ${options.method} ${options.path}: k8s-job-reporter only reads`);
    }
    return dispatch(options, handler);
  };
}

/** An API server may live below a path, as behind Rancher: `/k8s/clusters/c-1`. */
export function basePath(server: URL): string {
  return server.pathname.replace(/\/+$/, '');
}

function makeDispatcher(
  access: ClusterAccess,
  credentials: ClusterCredentials,
  limits: ConnectionLimits,
): Dispatcher {
  const { cluster, server } = access;
  const { ca, certificate, key } = credentials;
  const material = {
    ...(ca === null ? {} : { ca }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
  };
  const serverName = cluster['tls-server-name'] ?? '';
  const tls = (secureContext: SecureContext) => ({
    secureContext,
    ...(serverName === '' ? {} : { servername: serverName }),
    ...(cluster['insecure-skip-tls-verify'] === true ? { rejectUnauthorized: false } : {}),
    timeout: limits.connectMilliseconds,
  });
  const pool = {
    connections: limits.connections,
    headersTimeout: limits.headersMilliseconds,
    bodyTimeout: limits.idleMilliseconds,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  };
  try {
    // One for all connections: undici would make one for each, and find out at the first only what is wrong with it.
    const requestTls = tls(createSecureContext(material));
    const proxy = cluster['proxy-url'];
    if (proxy == null || proxy === '') return new Pool(server.origin, { ...pool, connect: requestTls });
    const connectTimeout = limits.connectMilliseconds;
    if (proxy.startsWith('socks5:'))
      return new Socks5ProxyAgent(proxy, { ...pool, requestTls, connectTimeout });
    return new ProxyAgent({ ...pool, uri: proxy, requestTls, connectTimeout });
  } catch {
    // OpenSSL's and URL's own words may quote what they could not read, which may be a credential.
    throw new ConfigurationError({
      code: 'KUBECONFIG_INVALID',
      attempted: 'using',
      object: nameContext(access.context),
      why: 'its certificate authority, client certificate, key or proxy-url cannot be used',
      advice:
        'Check that the -data fields are base64 of PEM, that the key is of the certificate and has no passphrase',
    });
  }
}
