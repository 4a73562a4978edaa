import { createSecureContext, type SecureContext } from 'node:tls';
import type { LookupFunction } from 'node:net';
import { Pool, type Dispatcher } from 'undici';
import { lookupAllowed, type ServerRefusal } from '../../kubeconfig/server-rule.ts';
import { ClusterFailure } from '../get/failure.ts';
import { ClusterConnector } from './connector.ts';
import type { TunnelOptions } from './tunnel.ts';
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

/** A pool of connections to a cluster, and what opens them. */
export interface ClusterDispatcher {
  readonly dispatcher: Dispatcher;
  readonly connector: ClusterConnector;
}

/** For who looks again: a little shorter than an API server keeps an idle connection. https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/server/secure_serving.go */
const KEEP_ALIVE_MILLISECONDS = 85_000;

/** Nothing is sent yet. Throws a `ConfigurationError` when the credentials or the proxy cannot be used. */
export function makeDispatcher(login: ClusterLogin, limits: ConnectionLimits): ClusterDispatcher {
  const { access, credentials } = login;
  const milliseconds = limits.connectMilliseconds;
  try {
    // One for all connections: undici would make one for each, and find out at the first only what is wrong with it.
    const secureContext = createSecureContext(listMaterial(credentials));
    const connector = new ClusterConnector(
      { ...describeTls(access, secureContext, milliseconds), ...describeLookup(login) },
      describeTunnel(login, milliseconds),
    );
    const dispatcher = new Pool(access.server.origin, {
      connections: limits.connections,
      headersTimeout: limits.headersMilliseconds,
      bodyTimeout: limits.idleMilliseconds,
      keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
      connect: connector.connect,
    });
    return { dispatcher, connector };
  } catch {
    throw refuseMaterial(access);
  }
}

function describeTunnel(login: ClusterLogin, milliseconds: number): TunnelOptions | null {
  const { proxy } = login;
  if (proxy === null) return null;
  // Whoever sets the environment may send the process where they like; whoever writes a kubeconfig may not.
  return { proxy, milliseconds, ...(proxy.isOurs ? {} : describeLookup(login)) };
}

function describeLookup({ access: { server }, servers }: ClusterLogin): { readonly lookup?: LookupFunction } {
  const lookup = lookupAllowed(servers, (refusal) => refuseName(refusal, server.href));
  return lookup === undefined ? {} : { lookup };
}

function refuseName(refusal: ServerRefusal, object: string): ClusterFailure {
  return new ClusterFailure({ code: 'SERVER_REFUSED', ...refusal, attempted: 'connecting to', object });
}

function listMaterial({ ca, certificate, key }: ClusterCredentials) {
  return {
    // A root's own certificate need not be there, as to Go: an intermediate's or the server's will do.
    ...(ca === null ? {} : { ca, allowPartialTrustChain: true }),
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
