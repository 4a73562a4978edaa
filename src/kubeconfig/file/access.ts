import { makeProblem, type Problem } from '../../snapshot/model/problem.ts';
import { failReading, listNames, quoteName, refuseCredentials } from './failure.ts';
import { mergeKubeconfigs, type KubeconfigFile } from './merge.ts';
import type { Kubeconfig, KubeconfigCluster, KubeconfigUser } from './schema.ts';
import { readServer } from './server.ts';
import { UNNAMED } from './short-form.ts';

type ClusterEntry = NonNullable<Kubeconfig['clusters']>[number];

/** One context of a kubeconfig, as the cluster's client needs it. Holds credentials: never log it. */
export interface ClusterAccess {
  /** Null for `{server, token, caData}`, which has none. */
  readonly context: string | null;
  readonly server: URL;
  readonly namespace: string | null;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
}

const GIVE_CA = 'Put the certificate authority of the cluster into certificate-authority-data';
const PROXIES: ReadonlySet<string> = new Set(['http:', 'https:', 'socks5:']);

/**
 * Reads the access that a context gives, the current one unless told, from one text or from files that are merged as
 * kubectl merges them. Throws a `ConfigurationError` that says what to change and never quotes a credential.
 */
export function parseKubeconfig(
  source: string | readonly KubeconfigFile[],
  contextName?: string,
): ClusterAccess {
  const config = mergeKubeconfigs(source);
  const { name, context } = findContext(config, contextName);
  const clusterEntry = config.clusters?.find((each) => each.name === context.cluster);
  if (clusterEntry === undefined) {
    throw refuseName(
      `context ${quoteName(name)} names cluster ${quoteName(context.cluster)}`,
      config.clusters,
      'cluster',
    );
  }
  const userEntry = config.users?.find((each) => each.name === context.user);
  if (context.user != null && context.user !== '' && userEntry === undefined) {
    throw refuseName(
      `context ${quoteName(name)} names user ${quoteName(context.user)}`,
      config.users,
      'user',
    );
  }
  const user = userEntry?.user ?? {};
  return {
    context: name === UNNAMED ? null : name,
    server: readServer(clusterEntry.cluster.server, nameServer(clusterEntry), user),
    namespace: context.namespace == null || context.namespace === '' ? null : context.namespace,
    cluster: checkProxy(clusterEntry),
    user,
  };
}

function findContext(config: Kubeconfig, contextName: string | undefined) {
  const contexts = config.contexts ?? [];
  const [only] = contexts;
  if (contextName === undefined && only?.name === UNNAMED) return only;
  const wanted = contextName ?? config['current-context'];
  if (wanted == null || wanted === '') {
    throw failReading(
      'no context is named, and the file has no current-context',
      `Name one of: ${listNames(contexts.map(({ name }) => name))}`,
    );
  }
  const entry = contexts.find((each) => each.name === wanted);
  if (entry === undefined) throw refuseName(`context ${quoteName(wanted)} is asked for`, contexts, 'context');
  return entry;
}

function nameServer({ name }: ClusterEntry): string {
  return name === UNNAMED ? 'its server' : `the server of cluster ${quoteName(name)}`;
}

function checkProxy({ name, cluster }: ClusterEntry): KubeconfigCluster {
  const proxy = cluster['proxy-url'];
  if (proxy == null || proxy === '') return cluster;
  if (PROXIES.has(URL.parse(proxy)?.protocol ?? '')) return cluster;
  // The URL itself is not said: it may hold a password.
  throw failReading(
    `proxy-url of cluster ${quoteName(name)} is not the URL of a proxy`,
    'It should begin with http://, https:// or socks5://',
  );
}

function refuseName(
  what: string,
  known: readonly { readonly name: string }[] | null | undefined,
  kind: string,
): Error {
  const names = (known ?? []).map((each) => each.name).filter((name) => name !== UNNAMED);
  return failReading(
    `${what}, which is not in the file`,
    `Its ${kind} should be one of: ${listNames(names)}`,
  );
}

/**
 * What a report must say of a server whose certificate nobody checks; nothing of any other. Throws a `ConfigurationError`
 * where that is not allowed.
 */
export function checkTrust(
  { cluster, context, server }: ClusterAccess,
  allowInsecureTls: boolean,
): readonly Problem[] {
  if (cluster['insecure-skip-tls-verify'] !== true) return [];
  const hasAuthority = [cluster['certificate-authority-data'], cluster['certificate-authority']].some(
    (each) => each != null && each !== '',
  );
  if (hasAuthority) {
    const why =
      'its cluster has a certificate authority and insecure-skip-tls-verify, of which kubectl takes one';
    throw refuseCredentials(context, why, 'Remove insecure-skip-tls-verify');
  }
  if (!allowInsecureTls) {
    throw refuseCredentials(
      context,
      'insecure-skip-tls-verify would trust whoever answers',
      `${GIVE_CA}, or allow it by insecureSkipTlsVerify of the target`,
    );
  }
  return [
    makeProblem({
      code: 'TLS_NOT_VERIFIED',
      attempted: 'connecting to',
      object: server.href,
      why: 'nobody checked its certificate: insecure-skip-tls-verify. Whoever stands in between can read the credentials, and can have made up this report',
      advice: GIVE_CA,
    }),
  ];
}
