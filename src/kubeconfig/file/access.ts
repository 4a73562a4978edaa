import { makeProblem, type Problem } from '../../snapshot/model/problem.ts';
import { failReading, listNames, MEND, quoteName, refuseCredentials } from './failure.ts';
import { mergeKubeconfigs, type KubeconfigFile } from './merge.ts';
import {
  isGiven,
  type BadEntry,
  type Kubeconfig,
  type KubeconfigCluster,
  type KubeconfigUser,
} from './schema.ts';
import { readServer } from './server.ts';
import { UNNAMED } from './short-form.ts';

type ClusterEntry = Kubeconfig['clusters'][number];

/** One context of a kubeconfig, as the cluster's client needs it. Holds credentials: never log it. */
export interface ClusterAccess {
  /** Null for `{server, token, caData}`, which has none. */
  readonly context: string | null;
  readonly server: URL;
  readonly namespace: string | null;
  readonly cluster: KubeconfigCluster;
  readonly user: KubeconfigUser;
  /** Why entries of the kubeconfig that it does not need could not be understood. */
  readonly passedOver: readonly string[];
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
  const clusterEntry = findEntry(
    config.clusters,
    config.bad.filter(({ kind }) => kind === 'clusters'),
    context.cluster,
    `context ${quoteName(name)} names cluster`,
    'cluster',
  );
  const user = findUser(config, name, context.user);
  return {
    context: name === UNNAMED ? null : name,
    server: readServer(clusterEntry.cluster.server, nameServer(clusterEntry), user),
    namespace: isGiven(context.namespace) ? context.namespace : null,
    cluster: checkProxy(clusterEntry),
    user,
    passedOver: config.bad.map(({ why }) => why),
  };
}

function findContext({ contexts, bad, ...config }: Kubeconfig, contextName: string | undefined) {
  const [only] = contexts;
  if (contextName === undefined && only?.name === UNNAMED) return only;
  const wanted = contextName ?? config['current-context'];
  if (!isGiven(wanted)) {
    throw failReading(
      'no context is named, and the file has no current-context',
      `Name one of: ${listNames(contexts.map(({ name }) => name))}`,
    );
  }
  const ofKind = bad.filter(({ kind }) => kind === 'contexts');
  return findEntry(contexts, ofKind, wanted, 'context', 'context', ' is asked for');
}

function findUser(
  { users, bad }: Kubeconfig,
  context: string,
  wanted: string | null | undefined,
): KubeconfigUser {
  if (wanted === UNNAMED) return users.find(({ name }) => name === UNNAMED)?.user ?? {};
  if (!isGiven(wanted)) return {};
  const ofKind = bad.filter(({ kind }) => kind === 'users');
  return findEntry(users, ofKind, wanted, `context ${quoteName(context)} names user`, 'user').user ?? {};
}

/** The one of that name, if it can be understood; one whose name cannot be may be the one. Throws a `ConfigurationError`. */
function findEntry<T extends { readonly name: string }>(
  entries: readonly T[],
  bad: readonly BadEntry[],
  wanted: string,
  what: string,
  kind: string,
  more = '',
): T {
  const entry = entries.find(({ name }) => name === wanted);
  if (entry !== undefined) return entry;
  const fault = bad.find(({ name }) => name === wanted) ?? bad.find(({ name }) => name === null);
  if (fault !== undefined) throw failReading(fault.why, MEND, { object: fault.object });
  const names = entries.map((each) => each.name).filter((name) => name !== UNNAMED);
  throw failReading(
    `${what} ${quoteName(wanted)}${more}, which is not in the file`,
    `Its ${kind} should be one of: ${listNames(names)}`,
  );
}

function nameServer({ name }: ClusterEntry): string {
  return name === UNNAMED ? 'its server' : `the server of cluster ${quoteName(name)}`;
}

function checkProxy({ name, cluster }: ClusterEntry): KubeconfigCluster {
  const proxy = cluster['proxy-url'];
  if (!isGiven(proxy)) return cluster;
  if (PROXIES.has(URL.parse(proxy)?.protocol ?? '')) return cluster;
  // The URL itself is not said: it may hold a password.
  throw failReading(
    `proxy-url of cluster ${quoteName(name)} is not the URL of a proxy`,
    'It should begin with http://, https:// or socks5://',
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
    isGiven,
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
