/** Plainly not a real one. */
export const TOKEN = 'fake-token-of-reporter';

const block = (kind: string, lines: readonly string[]) => [
  `${kind}s:`,
  `- name: ${kind === 'user' ? 'reporter' : 'prod'}`,
  `  ${kind}:`,
  ...lines.map((line) => `    ${line}`),
];

export interface KubeconfigParts {
  readonly cluster?: readonly string[];
  readonly user?: readonly string[];
  readonly context?: readonly string[];
  readonly current?: string;
}

/** A kubeconfig in YAML; what is given stands in place of the cluster's, the user's and the context's lines. */
export function writeYaml({
  cluster = ['server: https://cluster.example:6443'],
  user = [`token: ${TOKEN}`],
  context = ['cluster: prod', 'user: reporter'],
  current = 'prod',
}: KubeconfigParts = {}): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    `current-context: ${current}`,
    ...block('cluster', cluster),
    ...block('user', user),
    ...block('context', context),
    '',
  ].join('\n');
}
