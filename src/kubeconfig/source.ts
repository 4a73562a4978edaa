import type { KubeconfigFile } from './file/merge.ts';
import type { Environment } from './proxy.ts';
import type { ServerRule } from './server-rule.ts';
import type { CredentialMeans } from './user/credentials.ts';

// What a kubeconfig says becomes what proves who asks; nothing is sent to a cluster from this room, and it knows nothing of
// Jobs, logs or reports. A door gives a source; whoever asks a cluster has it logged in by login.ts.

export type { AwsAccess, AwsIdentity } from './eks/aws-access.ts';

/** What a door gives a kubeconfig of the process that it is read in; what it does not give, no kubeconfig gets. */
export interface KubeconfigMeans extends CredentialMeans {
  /** Which proxy to go by where the kubeconfig names none; absent: none. */
  readonly env?: Environment | undefined;
  /** Whom to trust where the kubeconfig names no certificate authority, as PEM; absent: those that Node.js trusts. */
  readonly readAuthorities?: (() => Promise<readonly string[]>) | undefined;
}

/**
 * Where a kubeconfig comes from, and what a door allows for it. It is read once a run, and once more when its credentials
 * are refused.
 */
export interface KubeconfigSource extends KubeconfigMeans {
  /** `secret arn:…`, `file /home/me/.kube/config`; for messages. */
  readonly name: string;
  /** The text, or the files to merge. `refresh`: not from a cache. Rejects with a `ReporterError`. */
  readonly read: (options: { readonly refresh: boolean }) => Promise<string | readonly KubeconfigFile[]>;
  /** Follow `insecure-skip-tls-verify`, and say so in each report; it is refused unless told. */
  readonly allowInsecureTls?: boolean | undefined;
  /** Where its servers may be; anywhere unless told. */
  readonly servers?: ServerRule | undefined;
}

/**
 * What is read of a `KubeConfig` of @kubernetes/client-node, however it was loaded. By its shape: whoever has none need not have
 * its types either, which are 50 MB.
 */
export interface ClientNodeConfig {
  readonly currentContext: string;
  readonly clusters: readonly {
    readonly name: string;
    readonly server: string;
    readonly caData?: string | undefined;
    readonly caFile?: string | undefined;
    readonly skipTLSVerify?: boolean | undefined;
    readonly tlsServerName?: string | undefined;
    readonly proxyUrl?: string | undefined;
  }[];
  readonly users: readonly ClientNodeUser[];
  readonly contexts: readonly {
    readonly name: string;
    readonly cluster: string;
    readonly user: string;
    readonly namespace?: string | undefined;
  }[];
}

export interface ClientNodeUser {
  readonly name: string;
  readonly token?: string | undefined;
  readonly certData?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyData?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly impersonateUser?: string | undefined;
  readonly exec?: unknown;
  readonly authProvider?: unknown;
}
