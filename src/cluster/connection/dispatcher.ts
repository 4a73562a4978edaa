import { createSecureContext, type SecureContext } from 'node:tls';
import { Pool, ProxyAgent, Socks5ProxyAgent, type Dispatcher } from 'undici';
import { lookupAllowed, type ServerRefusal } from '../../kubeconfig/server-rule.ts';
import { ClusterFailure } from '../get/failure.ts';
import { ClusterConnector } from './connector.ts';
import {
  refuseMaterial,
  type ClusterAccess,
  type ClusterCredentials,
  type ClusterLogin,
} from '../../kubeconfig/login.ts';

export interface ConnectionLimits {
  /** Connections to the API server at the same time. */
  readonly connections: number;
  readonly connectMilliseconds: number;
  /** From the request to the answer's headers. */
  readonly headersMilliseconds: number;
  /** Between two pieces of an answer's body. */
  readonly idleMilliseconds: number;
}

/** A pool of connections to a cluster, and what opens them; null where a proxy does. */
export interface ClusterDispatcher {
  readonly dispatcher: Dispatcher;
  readonly connector: ClusterConnector | null;
}

/** For who looks again: a little shorter than an API server keeps an idle connection. https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/server/secure_serving.go */
const KEEP_ALIVE_MILLISECONDS = 85_000;

/** Nothing is sent yet. Throws a `ConfigurationError` when the credentials or the proxy cannot be used. */
export function makeDispatcher(
  { access, credentials, servers }: ClusterLogin,
  limits: ConnectionLimits,
): ClusterDispatcher {
  const { cluster, server } = access;
  const connectTimeout = limits.connectMilliseconds;
  const pool = {
    connections: limits.connections,
    headersTimeout: limits.headersMilliseconds,
    bodyTimeout: limits.idleMilliseconds,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  };
  try {
    // One for all connections: undici would make one for each, and find out at the first only what is wrong with it.
    const secureContext = createSecureContext(listMaterial(credentials));
    const requestTls = describeTls(access, secureContext, connectTimeout);
    const lookup = lookupAllowed(servers, (refusal) => refuseName(refusal, server.href));
    const resolve = lookup === undefined ? {} : { lookup };
    const proxy = cluster['proxy-url'];
    if (proxy == null || proxy === '') {
      const connector = new ClusterConnector({ ...requestTls, ...resolve });
      return { dispatcher: new Pool(server.origin, { ...pool, connect: connector.connect }), connector };
    }
    const options = { ...pool, requestTls, connectTimeout };
    const dispatcher = proxy.startsWith('socks5:')
      ? new Socks5ProxyAgent(proxy, options)
      : new ProxyAgent({ ...options, proxyTls: { rejectUnauthorized: true, ...resolve }, uri: proxy });
    return { dispatcher, connector: null };
  } catch {
    throw refuseMaterial(access);
  }
}

function refuseName(refusal: ServerRefusal, object: string): ClusterFailure {
  return new ClusterFailure({ code: 'SERVER_REFUSED', ...refusal, attempted: 'connecting to', object });
}

function listMaterial({ ca, certificate, key }: ClusterCredentials) {
  return {
    ...(ca === null ? {} : { ca }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
  };
}

function describeTls({ cluster }: ClusterAccess, secureContext: SecureContext, timeout: number) {
  const servername = cluster['tls-server-name'] ?? '';
  return {
    secureContext,
    ...(servername === '' ? {} : { servername }),
    // Said in either case: Node takes what is not said from NODE_TLS_REJECT_UNAUTHORIZED.
    rejectUnauthorized: cluster['insecure-skip-tls-verify'] !== true,
    timeout,
  };
}
