import type { RequestOptions } from 'node:https';
import type { KubeConfig, User } from '@kubernetes/client-node';
import * as z from 'zod';
import { refuseCredentials } from './file/failure.ts';
import { isGiven } from './file/schema.ts';
import { logIn, type ClusterLogin } from './login.ts';
import type { ClientNodeConfig, ClientNodeUser, KubeconfigMeans, KubeconfigSource } from './source.ts';

type Authenticator = Parameters<KubeConfig['addAuthenticator']>[0];

/** `loadFromCluster` and plugins of before kubeconfig had them. https://github.com/kubernetes-client/javascript/blob/2.0.1/src/file_auth.ts, exec_auth.ts */
const providerSchema = z.object({
  config: z.object({ tokenFile: z.string().nullish(), exec: z.unknown().optional() }),
});
/**
 * A program's `KubeConfig` as a kubeconfig: as it stands whenever it is read. Of its users it has what client-node has of
 * them; authenticators that were added to it are not asked. `means`: what it may use, as a kubeconfig of a file.
 */
export function readClientNode(config: ClientNodeConfig, means: KubeconfigMeans): KubeconfigSource {
  return {
    ...means,
    name: 'a KubeConfig of @kubernetes/client-node',
    read: () => Promise.resolve(JSON.stringify(describeConfig(config))),
  };
}

/** As a kubeconfig's file has it. https://github.com/kubernetes-client/javascript/blob/2.0.1/src/config_types.ts */
function describeConfig({ clusters, users, contexts, currentContext }: ClientNodeConfig): object {
  return {
    'current-context': currentContext,
    clusters: clusters.map((cluster) => ({
      name: cluster.name,
      cluster: {
        server: cluster.server,
        'certificate-authority-data': cluster.caData,
        'certificate-authority': cluster.caFile,
        'insecure-skip-tls-verify': cluster.skipTLSVerify,
        'tls-server-name': cluster.tlsServerName,
        'proxy-url': cluster.proxyUrl,
      },
    })),
    users: users.map((user) => ({ name: user.name, user: describeUser(user) })),
    contexts: contexts.map(({ name, ...context }) => ({ name, context })),
  };
}

function describeUser({ exec, authProvider, ...user }: ClientNodeUser): object {
  const provided = providerSchema.safeParse(authProvider).data?.config ?? {};
  const isRead = provided.exec != null || isGiven(provided.tokenFile);
  return {
    token: user.token,
    tokenFile: provided.tokenFile,
    'client-certificate-data': user.certData,
    'client-certificate': user.certFile,
    'client-key-data': user.keyData,
    'client-key': user.keyFile,
    username: user.username,
    password: user.password,
    as: user.impersonateUser,
    exec: exec ?? provided.exec,
    'auth-provider': isRead ? undefined : authProvider,
  };
}

const NAME = 'k8s-job-reporter';
/** As client-go reads a token's file again. https://github.com/kubernetes/client-go/blob/v0.36.0/transport/token_source.go */
const KNOWN_MILLISECONDS = 60_000;

/**
 * A `KubeConfig` that asks as the source does, by all that stands in it: what client-node does not know (`tokenFile`,
 * `as-uid`, tokens of EKS) is done here for each of its requests. Rejects with a `ReporterError`.
 */
export async function makeClientNode(
  source: KubeconfigSource,
  { context, now }: { readonly context?: string | undefined; readonly now: () => Date },
): Promise<KubeConfig> {
  // 65 MB that only a program has loaded which has it anyway.
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const login = await logIn({ source, context, refresh: false, now: now() });
  const { access, credentials } = login;
  const { cluster, server, namespace } = access;
  const config = new Config();
  config.addAuthenticator(new LoginAuthenticator({ source, context, now }, login));
  config.loadFromOptions({
    clusters: [
      {
        name: NAME,
        server: server.href.replace(/\/$/, ''),
        caData: credentials.ca?.toString('base64'),
        skipTLSVerify: cluster['insecure-skip-tls-verify'] === true,
        tlsServerName: cluster['tls-server-name'] ?? undefined,
        proxyUrl: cluster['proxy-url'] ?? undefined,
      },
    ],
    users: [{ name: NAME, authProvider: { name: NAME } }],
    contexts: [
      { name: access.context ?? NAME, cluster: NAME, user: NAME, namespace: namespace ?? undefined },
    ],
    currentContext: access.context ?? NAME,
  });
  return config;
}

interface LoginAgain {
  readonly source: KubeconfigSource;
  readonly context: string | undefined;
  readonly now: () => Date;
}

/** Proves who asks by a login that is made anew when it has expired. */
class LoginAuthenticator implements Authenticator {
  readonly #again: LoginAgain;
  #login: ClusterLogin;
  #until: number;

  constructor(again: LoginAgain, login: ClusterLogin) {
    this.#again = again;
    this.#login = login;
    this.#until = again.now().getTime() + KNOWN_MILLISECONDS;
    refuseSeveral(login);
  }

  isAuthProvider({ authProvider }: User): boolean {
    return z.object({ name: z.literal(NAME) }).safeParse(authProvider).success;
  }

  async applyAuthentication(_user: User, options: RequestOptions): Promise<void> {
    const { access, credentials, headers } = await this.#find();
    options.headers = Object.assign(options.headers ?? {}, headers);
    // Said in either case: Node takes what is not said from NODE_TLS_REJECT_UNAUTHORIZED.
    options.rejectUnauthorized = access.cluster['insecure-skip-tls-verify'] !== true;
    if (credentials.certificate !== null) options.cert = credentials.certificate;
    if (credentials.key !== null) options.key = credentials.key;
  }

  async #find(): Promise<ClusterLogin> {
    const now = this.#again.now();
    if (now.getTime() < (this.#login.credentials.expiresAt?.getTime() ?? this.#until)) return this.#login;
    this.#login = await logIn({ ...this.#again, refresh: false, now });
    this.#until = now.getTime() + KNOWN_MILLISECONDS;
    refuseSeveral(this.#login);
    return this.#login;
  }
}

/** client-node sends one header of each name: two groups would become one, of a name that nobody meant. */
function refuseSeveral({ access, headers }: ClusterLogin): void {
  if (Object.values(headers).every((value) => typeof value === 'string' || value.length < 2)) return;
  throw refuseCredentials(
    access.context,
    'its user is to be taken for one of several groups, which @kubernetes/client-node cannot say',
    'Keep one of as-groups, or read with k8s-job-reporter alone',
  );
}
