/** What `aws eks update-kubeconfig` has to write of a cluster. */
export interface EksCluster {
  readonly name: string;
  readonly region: string;
  readonly server: string;
  /** PEM. */
  readonly certificateAuthority: string;
  readonly roleArn?: string;
  readonly profile?: string;
}

/**
 * To the letter what `aws eks update-kubeconfig` of AWS CLI 2 writes into an empty file.
 * https://github.com/aws/aws-cli/blob/v2/awscli/customizations/eks/update_kubeconfig.py
 */
export function writeEksKubeconfig(cluster: EksCluster): string {
  const arn = `arn:aws:eks:${cluster.region}:123456789012:cluster/${cluster.name}`;
  return [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    `    certificate-authority-data: ${Buffer.from(cluster.certificateAuthority).toString('base64')}`,
    `    server: ${cluster.server}`,
    `  name: ${arn}`,
    'contexts:',
    '- context:',
    `    cluster: ${arn}`,
    `    user: ${arn}`,
    `  name: ${arn}`,
    `current-context: ${arn}`,
    'kind: Config',
    'preferences: {}',
    'users:',
    `- name: ${arn}`,
    '  user:',
    '    exec:',
    '      apiVersion: client.authentication.k8s.io/v1beta1',
    '      args:',
    '      - --region',
    `      - ${cluster.region}`,
    '      - eks',
    '      - get-token',
    '      - --cluster-name',
    `      - ${cluster.name}`,
    '      - --output',
    '      - json',
    ...(cluster.roleArn === undefined ? [] : ['      - --role', `      - ${cluster.roleArn}`]),
    '      command: aws',
    ...(cluster.profile === undefined
      ? []
      : ['      env:', '      - name: AWS_PROFILE', `        value: ${cluster.profile}`]),
    '',
  ].join('\n');
}
