// The room from a kubeconfig to what proves who asks: files, users, EKS, a pod's own account. It sends nothing to a cluster, and what a
// kubeconfig says to run is run in `local` alone, which no door but a person's hands in.
import { ConfigurationError } from '../errors.ts';
import type { Problem } from '../snapshot/model/problem.ts';
import { checkTrust, parseKubeconfig, type ClusterAccess } from './file/access.ts';
import { nameContext } from './file/failure.ts';
import { findProxy, type ClusterProxy } from './proxy.ts';
import { isGiven } from './file/schema.ts';
import { checkServer, type ServerRule } from './server-rule.ts';
import type { KubeconfigSource } from './source.ts';
import { listUnused, type UnusedSettings } from './unused.ts';
import { readCredentials, type ClusterCredentials } from './user/credentials.ts';
import { writeImpersonation, type RequestHeaders } from './user/impersonation.ts';

export type { ClusterAccess, ClusterCredentials, RequestHeaders };

/** All that a client needs to ask a cluster as a kubeconfig says. Holds credentials: never log it. */
export interface ClusterLogin {
  readonly access: ClusterAccess;
  readonly credentials: ClusterCredentials;
  /** Who asks, and whom they ask to be taken for. */
  readonly headers: RequestHeaders;
  /** Where its servers may be; anywhere unless told. */
  readonly servers: ServerRule | undefined;
  /** What to go by; null: nothing. */
  readonly proxy: ClusterProxy | null;
  /** What kubectl would use and is not used here; for the advice of a failure that it may be why of. */
  readonly unused: UnusedSettings;
  /** What every report over this way must say. */
  readonly problems: readonly Problem[];
}

export interface LoginOptions {
  readonly source: KubeconfigSource;
  /** The current one of the kubeconfig unless told. */
  readonly context: string | undefined;
  /** The credentials of before were refused, or have expired. */
  readonly refresh: boolean;
  readonly now: Date;
}

/** One context of a kubeconfig, for who needs no credentials. Rejects with a `ReporterError`. */
export async function readAccess(
  source: KubeconfigSource,
  context: string | undefined,
  refresh = false,
): Promise<ClusterAccess> {
  return parseKubeconfig(await source.read({ refresh }), context);
}

/** Rejects with a `ReporterError`. */
export async function logIn({ source, context, refresh, now }: LoginOptions): Promise<ClusterLogin> {
  const access = await readAccess(source, context, refresh);
  checkServer(access, source.servers);
  const problems = checkTrust(access, source.allowInsecureTls ?? false);
  const impersonation = writeImpersonation(access.user);
  const proof = await readCredentials(access, source, { refresh, now });
  const { authorization } = proof;
  return {
    access,
    credentials: { ...proof, ca: proof.ca ?? (await readTrusted(access, source)) },
    headers: { ...(authorization === null ? {} : { authorization }), ...impersonation },
    servers: source.servers,
    proxy: findProxy(access, source.env ?? {}),
    unused: listUnused(access, source),
    problems,
  };
}

/** Where the kubeconfig names nobody to trust. */
async function readTrusted({ cluster }: ClusterAccess, { readAuthorities }: KubeconfigSource) {
  if (readAuthorities === undefined || cluster['insecure-skip-tls-verify'] === true) return null;
  const trusted = await readAuthorities();
  return trusted.length === 0 ? null : Buffer.from(trusted.join('\n'));
}

/** OpenSSL's and URL's own words are not said: they may quote what they could not read, which may be a credential. */
export function refuseMaterial({ context }: ClusterAccess): ConfigurationError {
  return new ConfigurationError({
    code: 'KUBECONFIG_INVALID',
    attempted: 'using',
    object: nameContext(context),
    why: 'its certificate authority, client certificate, key or proxy-url cannot be used',
    advice:
      'Check that the -data fields are base64 of PEM, that the key is of the certificate and has no passphrase',
  });
}

/** By what its user proves who asks, in words that hold no credential. */
export function nameProof({ user }: ClusterAccess): string {
  if (isGiven(user.token) || isGiven(user.tokenFile)) return 'by token';
  if (isGiven(user['client-certificate-data']) || isGiven(user['client-certificate']))
    return 'by client certificate';
  if (isGiven(user.username) || isGiven(user.password)) return 'by password';
  return user.exec == null ? 'who has none' : `by plugin ${JSON.stringify(user.exec.command)}`;
}
