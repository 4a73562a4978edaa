import { parseDocument } from 'yaml';
import * as z from 'zod';
import { ConfigurationError } from '../errors.ts';

// The file's shape: https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
const text = z.string().nullish();

const clusterSchema = z.object({
  server: z.string(),
  'certificate-authority-data': text,
  'certificate-authority': text,
  'tls-server-name': text,
  'insecure-skip-tls-verify': z.boolean().nullish(),
  'proxy-url': text,
});

const userSchema = z
  .object({
    token: text,
    tokenFile: text,
    'client-certificate-data': text,
    'client-certificate': text,
    'client-key-data': text,
    'client-key': text,
    username: text,
    password: text,
    exec: z.object({ command: z.string() }).nullish(),
    'auth-provider': z.object({ name: z.string() }).nullish(),
    as: text,
  })
  .nullish();

const contextSchema = z.object({ cluster: z.string(), user: text, namespace: text });

const kubeconfigSchema = z.object({
  'current-context': text,
  clusters: z.array(z.object({ name: z.string(), cluster: clusterSchema })).nullish(),
  users: z.array(z.object({ name: z.string(), user: userSchema })).nullish(),
  contexts: z.array(z.object({ name: z.string(), context: contextSchema })).nullish(),
});

type Kubeconfig = z.infer<typeof kubeconfigSchema>;
type ClusterEntry = NonNullable<Kubeconfig['clusters']>[number];

/** One context of a kubeconfig, as the cluster's client needs it. Holds credentials: never log it. */
export interface ClusterAccess {
  readonly context: string;
  readonly server: URL;
  readonly namespace: string | null;
  readonly cluster: z.infer<typeof clusterSchema>;
  readonly user: NonNullable<z.infer<typeof userSchema>>;
}

/**
 * Reads the access that a context gives, the current one unless told. Throws a `ConfigurationError` that says what to
 * change and never quotes the file: it holds credentials.
 */
export function parseKubeconfig(source: string, contextName?: string): ClusterAccess {
  const config = parseFile(source);
  const context = findContext(config, contextName);
  const clusterEntry = config.clusters?.find((each) => each.name === context.value.cluster);
  if (clusterEntry === undefined) {
    throw refuse(
      `context ${quote(context.name)} names cluster ${quote(context.value.cluster)}`,
      names(config.clusters),
      'cluster',
    );
  }
  const userName = context.value.user;
  const userEntry = config.users?.find((each) => each.name === userName);
  if (userName != null && userName !== '' && userEntry === undefined) {
    throw refuse(`context ${quote(context.name)} names user ${quote(userName)}`, names(config.users), 'user');
  }
  const user = userEntry?.user ?? {};
  return {
    context: context.name,
    server: parseServer(clusterEntry, user),
    namespace: context.value.namespace ?? null,
    cluster: clusterEntry.cluster,
    user,
  };
}

function parseFile(source: string): Kubeconfig {
  if (source.trim() === '') throw fail('it is empty', 'Give the text of a kubeconfig file');
  // A duplicate key, or an alias that expands without end, is an error of its own to this parser.
  const document = parseDocument(source.replace(/^\uFEFF/, ''), { uniqueKeys: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    throw fail(
      `it is not YAML (${error.code}${line === undefined ? '' : ` in line ${line}`})`,
      'Mend the file: kubectl must be able to read it',
    );
  }
  const parsed = kubeconfigSchema.safeParse(toPlainData(document));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'the file'}: ${issue.message}`,
  );
  throw fail(faults.join('; '), 'Mend the file: kubectl must be able to read it');
}

function toPlainData(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw fail('its aliases expand without end', 'Write the file without YAML aliases', error);
  }
}

function findContext(config: Kubeconfig, contextName: string | undefined) {
  const wanted = contextName ?? config['current-context'];
  if (wanted == null || wanted === '') {
    throw fail(
      'no context is named, and the file has no current-context',
      `Name one of: ${list(names(config.contexts))}`,
    );
  }
  const entry = config.contexts?.find((each) => each.name === wanted);
  if (entry === undefined)
    throw refuse(`context ${quote(wanted)} is asked for`, names(config.contexts), 'context');
  return { name: entry.name, value: entry.context };
}

function parseServer({ name, cluster }: ClusterEntry, user: ClusterAccess['user']): URL {
  const what = `the server of cluster ${quote(name)}`;
  const url = URL.canParse(cluster.server) ? new URL(cluster.server) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw fail(`${what} is not an https URL`, 'Give an https:// address');
  }
  if (url.protocol === 'http:' && Object.values(user).some((value) => value != null)) {
    throw fail(`${what} is a plain http URL`, 'Credentials are sent over TLS only: give an https:// address');
  }
  if (url.username !== '' || url.password !== '') {
    throw fail(`${what} holds a user name or password`, 'Put credentials under users');
  }
  return url;
}

function names(entries: readonly { readonly name: string }[] | null | undefined): readonly string[] {
  return (entries ?? []).map((each) => each.name);
}

function refuse(what: string, known: readonly string[], kind: string): ConfigurationError {
  return fail(`${what}, which is not in the file`, `Its ${kind} should be one of: ${list(known)}`);
}

function list(known: readonly string[]): string {
  return known.length === 0 ? '(the file has none)' : known.map(quote).join(', ');
}

function quote(name: string): string {
  return JSON.stringify(name);
}

function fail(why: string, advice: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    { code: 'KUBECONFIG_INVALID', attempted: 'reading', object: 'the kubeconfig', why, advice },
    { cause },
  );
}
