import type { ClusterAccess } from './file/access.ts';
import { isGiven } from './file/schema.ts';
import type { KubeconfigSource } from './source.ts';

/** What kubectl would use of a kubeconfig and its environment, and is not used here: a sentence each. */
export interface UnusedSettings {
  /** Of who asks. */
  readonly login: readonly string[];
  /** Of whom to trust. */
  readonly trust: readonly string[];
}

export function listUnused({ cluster, user }: ClusterAccess, source: KubeconfigSource): UnusedSettings {
  const hasAuthority =
    isGiven(cluster['certificate-authority-data']) || isGiven(cluster['certificate-authority']);
  const hasCertificate = isGiven(user['client-certificate-data']) || isGiven(user['client-certificate']);
  const variables = ['SSL_CERT_FILE', 'SSL_CERT_DIR'].filter((name) => isGiven(source.env?.[name]));
  return {
    login: [
      ...(isGiven(user.token) && isGiven(user.tokenFile) && source.readFile === null
        ? ['kubectl would read tokenFile in place of token; here no files are read']
        : []),
      ...(user.exec != null && hasCertificate && !isGiven(user.token) && !isGiven(user.tokenFile)
        ? [
            `kubectl would ask the plugin ${JSON.stringify(user.exec.command)} for a token beside the certificate`,
          ]
        : []),
    ],
    trust:
      hasAuthority || source.readAuthorities !== undefined
        ? []
        : [
            'kubectl would trust the authorities of the machine; here those of Node.js are trusted',
            ...variables.map((name) => `kubectl would follow ${name}; here it is not`),
          ],
  };
}
