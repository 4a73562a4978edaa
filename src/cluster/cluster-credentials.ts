import { ConfigurationError } from '../errors.ts';
import type { ClusterAccess } from './kubeconfig.ts';

/** Reads a file that a kubeconfig names; only a door on a person's machine has one. Rejects with Node's errors. */
export type ReadFile = (path: string) => Promise<Buffer>;

/** What proves who asks, and whom the client trusts. Holds secrets: never log it. */
export interface ClusterCredentials {
  readonly ca: Buffer | null;
  readonly certificate: Buffer | null;
  readonly key: Buffer | null;
  /** The whole value of the Authorization header. */
  readonly authorization: string | null;
}

/**
 * The credentials of a kubeconfig's context. Nothing of a kubeconfig is ever executed; files are read only where a
 * door gives the means.
 */
export async function readCredentials(
  access: ClusterAccess,
  readFile: ReadFile | null,
): Promise<ClusterCredentials> {
  const { cluster, user } = access;
  refuseWhatCannotBe(access);
  const read = async (data: string | null | undefined, path: string | null | undefined, field: string) => {
    // As in kubectl, data in the file wins over a path.
    if (data != null && data !== '') return Buffer.from(data, 'base64');
    return path == null || path === '' ? null : await readNamedFile(path, field, readFile);
  };
  const [ca, certificate, key, tokenFile] = await Promise.all([
    read(cluster['certificate-authority-data'], cluster['certificate-authority'], 'certificate-authority'),
    read(user['client-certificate-data'], user['client-certificate'], 'client-certificate'),
    read(user['client-key-data'], user['client-key'], 'client-key'),
    user.token == null ? read(null, user.tokenFile, 'tokenFile') : null,
  ]);
  const token = user.token ?? tokenFile?.toString('utf8').trim() ?? null;
  return { ca, certificate, key, authorization: authorize(token, user.username, user.password) };
}

function authorize(
  token: string | null,
  username: string | null | undefined,
  password: string | null | undefined,
): string | null {
  if (token !== null && token !== '') return `Bearer ${token}`;
  if (username == null || username === '') return null;
  return `Basic ${Buffer.from(`${username}:${password ?? ''}`).toString('base64')}`;
}

function refuseWhatCannotBe({ cluster, user, context }: ClusterAccess): void {
  const ways = 'Use a kubeconfig with the token of a read-only ServiceAccount';
  if (user.exec != null) {
    throw refuse(
      context,
      `its user runs the plugin "${user.exec.command}", and nothing of a kubeconfig is executed here`,
      ways,
    );
  }
  if (user['auth-provider'] != null) {
    throw refuse(
      context,
      `its user needs the auth-provider "${user['auth-provider'].name}", which Kubernetes has removed`,
      ways,
    );
  }
  if (user.as != null) {
    throw refuse(
      context,
      'its user impersonates another',
      'Use a kubeconfig of a user that is allowed to read by itself',
    );
  }
  if (cluster['insecure-skip-tls-verify'] === true) {
    const advice = 'Put the certificate authority of the cluster into certificate-authority-data';
    throw refuse(context, 'insecure-skip-tls-verify would trust whoever answers', advice);
  }
}

async function readNamedFile(path: string, field: string, readFile: ReadFile | null): Promise<Buffer> {
  const flatten = 'Put its content into the kubeconfig: kubectl config view --flatten --minify';
  if (readFile === null)
    throw fail(
      'KUBECONFIG_INVALID',
      `${field} of the kubeconfig`,
      `it names a file, ${path}, that is not here`,
      flatten,
    );
  try {
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it could not be read';
    throw fail(
      'KUBECONFIG_INVALID',
      `${field} of the kubeconfig`,
      `its file ${path}: ${why}`,
      flatten,
      error,
    );
  }
}

function refuse(context: string, why: string, advice: string): ConfigurationError {
  return fail('CREDENTIALS_UNSUPPORTED', `context ${JSON.stringify(context)} of the kubeconfig`, why, advice);
}

function fail(
  code: string,
  object: string,
  why: string,
  advice: string,
  cause?: unknown,
): ConfigurationError {
  return new ConfigurationError({ code, attempted: 'using', object, why, advice }, { cause });
}
