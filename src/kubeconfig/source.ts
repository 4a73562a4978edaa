import type { KubeconfigFile } from './file/merge.ts';
import type { ServerRule } from './server-rule.ts';
import type { CredentialMeans } from './user/credentials.ts';

// What a kubeconfig says becomes what proves who asks; nothing is sent to a cluster from this room, and it knows nothing of
// Jobs, logs or reports. A door gives a source; whoever asks a cluster has it logged in by login.ts.

export type { AwsAccess, AwsIdentity } from './eks/aws-access.ts';

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
