import type { AwsAccess } from '../eks/aws-access.ts';
import { readEksPlugin } from '../eks/plugin.ts';
import { describePluginCall, type PluginAnswer, type RunPlugin } from './exec-credential.ts';
import { failReading, quoteName, refuseCredentials } from '../file/failure.ts';
import type { ClusterAccess } from '../file/access.ts';
import { isGiven } from '../file/schema.ts';
import { checkPem, decodeData, readNamedFile, refuseHidden, type ReadFile } from './pem.ts';

/** What a door allows for credentials; what it does not give, no kubeconfig gets. */
export interface CredentialMeans {
  /** Null where a kubeconfig must not name files. */
  readonly readFile: ReadFile | null;
  /** Who the process is to AWS, for clusters of EKS; absent: no token of EKS is made. */
  readonly aws?: AwsAccess | undefined;
  /** Runs a plugin as kubectl does; absent: nothing of a kubeconfig is ever executed. */
  readonly runPlugin?: RunPlugin | undefined;
}

/** What proves who asks, and whom the client trusts. Holds secrets: never log it. */
export interface ClusterCredentials {
  readonly ca: Buffer | null;
  readonly certificate: Buffer | null;
  readonly key: Buffer | null;
  /** The whole value of the Authorization header. */
  readonly authorization: string | null;
  /** From when on others are needed; null: not known. */
  readonly expiresAt: Date | null;
}

type Proof = Omit<ClusterCredentials, 'ca'>;

const WAYS =
  'Use the kubeconfig of a ServiceAccount token that "job-reporter kubeconfig" prints; on EKS, one that "aws eks ' +
  'update-kubeconfig" writes, with an access entry for the role that asks';

const STATIC = [
  'token',
  'tokenFile',
  'client-certificate-data',
  'client-certificate',
  'username',
  'password',
] as const;

/**
 * The credentials of a kubeconfig's context, made anew each time. `refresh`: those of before were refused. Rejects with a
 * `ReporterError`.
 */
export async function readCredentials(
  access: ClusterAccess,
  means: CredentialMeans,
  { refresh, now }: { readonly refresh: boolean; readonly now: Date },
): Promise<ClusterCredentials> {
  const { cluster, user, context } = access;
  if (user['auth-provider'] != null) {
    const { name } = user['auth-provider'];
    throw refuseCredentials(
      context,
      `its user needs the auth-provider ${quoteName(name)}, which is not supported`,
      WAYS,
    );
  }
  const data = cluster['certificate-authority-data'];
  const ca = await readPem(data, cluster['certificate-authority'], 'certificate-authority', means);
  // As in kubectl, what stands there goes before what a plugin would say.
  if (user.exec == null || STATIC.some((field) => isGiven(user[field])))
    return { ca, ...(await readOwnProof(access, means)) };
  return { ca, ...(await askPlugin(access, ca, means, { refresh, now })) };
}

function refusePlugin(context: string | null, command: string, why = ''): Error {
  return refuseCredentials(
    context,
    `its user runs the plugin ${quoteName(command)}${why}, and nothing of a kubeconfig is executed here`,
    WAYS,
  );
}

async function readOwnProof({ user, context }: ClusterAccess, means: CredentialMeans): Promise<Proof> {
  const [certificate, key, token] = await Promise.all([
    readPem(user['client-certificate-data'], user['client-certificate'], 'client-certificate', means),
    readPem(user['client-key-data'], user['client-key'], 'client-key', means),
    readToken(user, means),
  ]);
  if ((certificate === null) !== (key === null)) {
    throw refuseCredentials(
      context,
      `its user has ${certificate === null ? 'a client-key without its client-certificate' : 'a client-certificate without its client-key'}`,
      'Give both, or neither',
    );
  }
  const hasPassword = isGiven(user.username) || isGiven(user.password);
  if (token !== null && hasPassword) {
    throw refuseCredentials(
      context,
      'its user has a token and a password',
      'Give one of them: kubectl takes no two',
    );
  }
  const authorization = token === null && hasPassword ? writeBasic(user.username, user.password) : null;
  return { certificate, key, authorization: writeBearer(token) ?? authorization, expiresAt: null };
}

/**
 * A file of a token goes before a token, and is read for each run: whoever rotates it need not tell.
 * https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/#AuthInfo
 */
async function readToken(user: ClusterAccess['user'], { readFile }: CredentialMeans): Promise<string | null> {
  const token = isGiven(user.token) ? user.token : null;
  if (!isGiven(user.tokenFile) || (token !== null && readFile === null)) return token;
  try {
    return (await readNamedFile(user.tokenFile, 'tokenFile', readFile)).toString('utf8');
  } catch (error) {
    if (token !== null) return token;
    throw error;
  }
}

async function askPlugin(
  access: ClusterAccess,
  ca: Buffer | null,
  { aws, runPlugin }: CredentialMeans,
  { refresh, now }: { readonly refresh: boolean; readonly now: Date },
): Promise<Proof> {
  const { exec } = access.user;
  if (exec == null) throw new TypeError('a plugin is asked only where there is one');
  const eks = readEksPlugin(exec);
  if (eks.kind === 'eks' && aws !== undefined) {
    // Only those of EKS need the AWS SDK: 20 MB that no other cluster pays.
    const { readEksToken } = await import('../eks/credentials.ts');
    const { token, expiresAt } = await readEksToken(access, eks.plugin, aws, now);
    return { certificate: null, key: null, authorization: writeBearer(token), expiresAt };
  }
  if (runPlugin === undefined) {
    throw refusePlugin(
      access.context,
      exec.command,
      eks.kind === 'strange' ? ` in a way not known here, because ${eks.why}` : '',
    );
  }
  const answer: PluginAnswer = await runPlugin(describePluginCall(access, exec, ca), { refresh, now });
  const { token, ...others } = answer;
  return { ...others, authorization: writeBearer(token) };
}

async function readPem(
  data: string | null | undefined,
  path: string | null | undefined,
  field: string,
  { readFile }: CredentialMeans,
): Promise<Buffer | null> {
  // As in kubectl, data in the file wins over a path.
  if (isGiven(data)) return checkPem(decodeData(data, `${field}-data`), `${field}-data`);
  return isGiven(path) ? checkPem(await readNamedFile(path, field, readFile), field) : null;
}

function writeBearer(text: string | null): string | null {
  const token = text?.trim() ?? '';
  if (token === '') return null;
  refuseHidden(token, 'its token');
  if (!/^[\u0021-\u007e]+$/.test(token)) {
    throw failReading(
      'its token has spaces or line breaks within, or what is no ASCII',
      'Give the token in one piece',
    );
  }
  return `Bearer ${token}`;
}

function writeBasic(username: string | null | undefined, password: string | null | undefined): string {
  return `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`;
}
