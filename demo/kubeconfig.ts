import { tokenOf, type Caller } from './api/access-rules.ts';
import type { CertificateAndKey } from './wire/certificate-authority.ts';

export interface KubeconfigOptions {
  /** Whose credentials it holds; `anonymous` has none. */
  readonly as: Caller;
  /** The name of the context, of its cluster and of its user. `embedded` unless told. */
  readonly context?: string;
  /** Stands in the user's place of the token. */
  readonly clientCertificate?: CertificateAndKey;
  /** PEM. The cluster's own unless told: another one makes the server untrusted. */
  readonly certificateAuthority?: string;
  /** `https://127.0.0.1:6443`. The cluster's own unless told. */
  readonly server?: string;
  readonly proxyUrl?: string;
}

/** A kubeconfig's text in YAML, with one context, which is the current one. */
export function writeKubeconfig(
  server: string,
  certificateAuthority: string,
  options: KubeconfigOptions,
): string {
  const name = JSON.stringify(options.context ?? 'embedded');
  return [
    'apiVersion: v1',
    'kind: Config',
    `current-context: ${name}`,
    'clusters:',
    `  - name: ${name}`,
    '    cluster:',
    `      server: ${options.server ?? server}`,
    `      certificate-authority-data: ${encode(options.certificateAuthority ?? certificateAuthority)}`,
    ...(options.proxyUrl === undefined ? [] : [`      proxy-url: ${options.proxyUrl}`]),
    'contexts:',
    `  - name: ${name}`,
    '    context:',
    `      cluster: ${name}`,
    `      user: ${name}`,
    '      namespace: trading-bots',
    'users:',
    `  - name: ${name}`,
    ...writeUser(options),
    '',
  ].join('\n');
}

function writeUser({ as, clientCertificate }: KubeconfigOptions): readonly string[] {
  if (clientCertificate !== undefined) {
    return [
      '    user:',
      `      client-certificate-data: ${encode(clientCertificate.certificate)}`,
      `      client-key-data: ${encode(clientCertificate.key)}`,
    ];
  }
  return as === 'anonymous' ? ['    user: {}'] : ['    user:', `      token: ${tokenOf(as)}`];
}

function encode(pem: string): string {
  return Buffer.from(pem).toString('base64');
}
