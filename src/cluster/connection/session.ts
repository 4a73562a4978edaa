import type { Dispatcher } from 'undici';
import {
  logIn,
  type ClusterAccess,
  type ClusterLogin,
  type LoginOptions,
  type RequestHeaders,
} from '../../kubeconfig/login.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import { isReadable } from '../get/request.ts';
import type { ClusterConnector } from './connector.ts';
import { makeDispatcher, type ConnectionLimits } from './dispatcher.ts';

/** A way to one cluster with one set of credentials. */
export interface ClusterSession {
  readonly access: ClusterAccess;
  readonly dispatcher: Dispatcher;
  /** What opens its connections. */
  readonly connector: ClusterConnector;
  readonly headers: RequestHeaders;
  /** Its requests show who asks. */
  readonly isKnown: boolean;
  /** From when on the credentials are of no use; null: not known. */
  readonly expiresAt: Date | null;
  readonly unused: ClusterLogin['unused'];
  /** What every report over this way must say. */
  readonly problems: readonly Problem[];
}

export interface SessionOptions extends LoginOptions {
  readonly connection: ConnectionLimits;
}

/** Makes ready to connect; nothing is sent to the cluster yet. Rejects with a `ReporterError`. */
export async function openSession({ connection, ...options }: SessionOptions): Promise<ClusterSession> {
  const login = await logIn(options);
  const { dispatcher, connector } = makeDispatcher(login, connection);
  const { access, problems, credentials, unused } = login;
  return {
    access,
    dispatcher: dispatcher.compose(allowOnlyReads(access.server)),
    connector,
    headers: { accept: 'application/json, */*', 'user-agent': 'k8s-job-reporter', ...login.headers },
    isKnown: credentials.authorization !== null || credentials.certificate !== null,
    expiresAt: credentials.expiresAt,
    unused,
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

/** Ends every connection, also those in use and those that nobody has asked for yet. */
export async function closeSession({ dispatcher, connector }: ClusterSession): Promise<void> {
  connector.close();
  await dispatcher.destroy();
}
