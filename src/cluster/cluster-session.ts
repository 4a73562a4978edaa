import { Pool, ProxyAgent, Socks5ProxyAgent, type Dispatcher } from 'undici';
import { ConfigurationError } from '../errors.ts';
import { readCredentials, type ClusterCredentials, type ReadFile } from './cluster-credentials.ts';
import { isReadable } from './cluster-request.ts';
import { parseKubeconfig, type ClusterAccess } from './kubeconfig.ts';

/** Where a kubeconfig comes from; read once a run, and once more when its credentials are refused. */
export interface KubeconfigSource {
  /** `secret arn:…`, `file /home/me/.kube/config`; for messages. */
  readonly name: string;
  /** The file's text. `refresh`: not from a cache. Rejects with a `ReporterError`. */
  readonly read: (options: { readonly refresh: boolean }) => Promise<string>;
  /** Null where a kubeconfig must not name files. */
  readonly readFile: ReadFile | null;
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
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes ready to connect; nothing is sent yet. Rejects with a `ReporterError`. */
export async function openSession(
  source: KubeconfigSource,
  context: string | undefined,
  limits: ConnectionLimits,
  refresh: boolean,
): Promise<ClusterSession> {
  const access = parseKubeconfig(await source.read({ refresh }), context);
  const credentials = await readCredentials(access, source.readFile);
  return {
    access,
    dispatcher: makeDispatcher(access, credentials, limits).compose(allowOnlyReads(access.server)),
    headers: {
      accept: 'application/json, */*',
      'user-agent': 'k8s-job-reporter',
      ...(credentials.authorization === null ? {} : { authorization: credentials.authorization }),
    },
  };
}

/** The last gate before the wire: whatever calls it, only GETs of what the reporter reads go through. */
export function allowOnlyReads(server: URL): Dispatcher.DispatcherComposeInterceptor {
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
  const tls = {
    ...(credentials.ca === null ? {} : { ca: credentials.ca }),
    ...(credentials.certificate === null ? {} : { cert: credentials.certificate }),
    ...(credentials.key === null ? {} : { key: credentials.key }),
    ...(cluster['tls-server-name'] == null ? {} : { servername: cluster['tls-server-name'] }),
    timeout: limits.connectMilliseconds,
  };
  const pool = {
    connections: limits.connections,
    headersTimeout: limits.headersMilliseconds,
    bodyTimeout: limits.idleMilliseconds,
  };
  try {
    const proxy = cluster['proxy-url'];
    if (proxy == null || proxy === '') return new Pool(server.origin, { ...pool, connect: tls });
    if (/^socks5h?:/.test(proxy)) return new Socks5ProxyAgent(proxy, { ...pool, requestTls: tls });
    return new ProxyAgent({
      ...pool,
      uri: proxy,
      requestTls: tls,
      connectTimeout: limits.connectMilliseconds,
    });
  } catch (error) {
    throw new ConfigurationError(
      {
        code: 'KUBECONFIG_INVALID',
        attempted: 'using',
        object: `context ${JSON.stringify(access.context)} of the kubeconfig`,
        // OpenSSL's and URL's own words may quote what they could not read, which may be a credential.
        why: 'its certificate authority, client certificate, key or proxy-url cannot be used',
        advice: 'Check that the -data fields are base64 of PEM, and that proxy-url is a URL',
      },
      { cause: error },
    );
  }
}
