import type { Dispatcher } from 'undici';
import type { Problem } from '../../snapshot/model/problem.ts';
import type { ClusterConnector } from './connector.ts';
import { readCredentials, type CredentialMeans } from '../../kubeconfig/user/credentials.ts';
import { makeDispatcher } from './dispatcher.ts';
import { isReadable } from '../get/request.ts';
import { writeImpersonation, type RequestHeaders } from '../../kubeconfig/user/impersonation.ts';
import type { KubeconfigFile } from '../../kubeconfig/file/merge.ts';
import { parseKubeconfig, type ClusterAccess } from '../../kubeconfig/file/access.ts';
import { checkServer, type ServerRule } from './server-rule.ts';
import { checkTrust } from '../../kubeconfig/file/server-trust.ts';

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
  /** Where its servers may be; anywhere unless told. */
  readonly servers?: ServerRule | undefined;
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
  /** What opens its connections; null where a proxy does. */
  readonly connector: ClusterConnector | null;
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

/** Makes ready to connect; nothing is sent to the cluster yet. Rejects with a `ReporterError`. */
export async function openSession({
  source,
  context,
  connection,
  refresh,
  now,
}: SessionOptions): Promise<ClusterSession> {
  const access = parseKubeconfig(await source.read({ refresh }), context);
  checkServer(access, source.servers);
  const problems = checkTrust(access, source.allowInsecureTls ?? false);
  const impersonation = writeImpersonation(access.user);
  const credentials = await readCredentials(access, source, { refresh, now });
  const { dispatcher, connector } = makeDispatcher(access, credentials, connection, source.servers);
  return {
    access,
    dispatcher: dispatcher.compose(allowOnlyReads(access.server)),
    connector,
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

/** Ends every connection, also those in use and those that nobody has asked for yet. */
export async function closeSession({ dispatcher, connector }: ClusterSession): Promise<void> {
  connector?.close();
  await dispatcher.destroy();
}
