import { describe, expect, test } from 'vitest';
import { readEksPlugin, type EksPlugin } from '../../../src/kubeconfig/eks/plugin.ts';

const ROLE = 'arn:aws:iam::123456789012:role/job-reporter';
const PLAIN: EksPlugin = {
  clusterId: 'trading',
  region: 'eu-central-1',
  role: null,
  profile: null,
  identity: null,
  endpoints: 'regional',
};
const role = (sessionName: string | null = null, externalId: string | null = null) => ({
  arn: ROLE,
  sessionName,
  externalId,
});

const read = (line: string, env: Readonly<Record<string, string>> = {}) => {
  const [command = '', ...args] = line.split(' ');
  return readEksPlugin({
    command,
    args,
    env: Object.entries(env).map(([name, value]) => ({ name, value })),
  });
};

describe('the command line of a plugin of EKS', () => {
  test.each<[line: string, plugin: EksPlugin]>([
    ['aws --region eu-central-1 eks get-token --cluster-name trading --output json', PLAIN],
    ['aws eks get-token --cluster-name trading --region eu-central-1', PLAIN],
    ['aws eks get-token --cluster-name=trading --region=eu-central-1', PLAIN],
    ['/usr/local/bin/aws eks get-token --region eu-central-1 --cluster-id trading', PLAIN],
    ['C:\\tools\\aws.exe eks get-token --region eu-central-1 --cluster-name trading', PLAIN],
    ['aws --region eu-central-1 --no-cli-pager eks get-token --cluster-name trading', PLAIN],
    [
      `aws --region eu-central-1 eks get-token --cluster-name trading --role ${ROLE}`,
      { ...PLAIN, role: role() },
    ],
    [
      `aws --region eu-central-1 eks get-token --cluster-name trading --role-arn ${ROLE} --session-name nightly`,
      { ...PLAIN, role: role('nightly') },
    ],
    [
      'aws --profile prod --region eu-central-1 eks get-token --cluster-name trading',
      { ...PLAIN, profile: 'prod' },
    ],
    ['aws eks get-token --cluster-name trading', { ...PLAIN, region: null }],
    ['aws-iam-authenticator token -i trading --region eu-central-1', PLAIN],
    ['aws-iam-authenticator token --cluster-id trading --region=eu-central-1 --cache', PLAIN],
    [
      `aws-iam-authenticator token -i trading -r ${ROLE} -s nightly -e 4711 --region eu-central-1`,
      { ...PLAIN, role: role('nightly', '4711') },
    ],
    [`heptio-authenticator-aws token -i trading -r ${ROLE}`, { ...PLAIN, region: null, role: role() }],
  ])('%s is a request for a token', (line, plugin) => {
    expect(read(line)).toEqual({ kind: 'eks', plugin });
  });

  test('takes region, profile, keys and kind of endpoint from its variables, the region of an option first', () => {
    const env = {
      AWS_REGION: 'us-east-1',
      AWS_PROFILE: 'prod',
      AWS_STS_REGIONAL_ENDPOINTS: 'legacy',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'fake-secret',
      AWS_SESSION_TOKEN: 'fake-session',
      AWS_PAGER: '',
      HOME: '/home/reporter',
    };

    const fromVariables = read('aws eks get-token --cluster-name trading', env);
    const fromOption = read('aws eks get-token --cluster-name trading --region eu-central-1', env);

    const plugin = {
      ...PLAIN,
      profile: 'prod',
      endpoints: 'legacy',
      identity: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'fake-secret',
        sessionToken: 'fake-session',
      },
    };
    expect(fromVariables).toEqual({ kind: 'eks', plugin: { ...plugin, region: 'us-east-1' } });
    expect(fromOption).toEqual({ kind: 'eks', plugin });
  });

  test.each<[line: string, env: Readonly<Record<string, string>>, why: string]>([
    ['aws eks get-token --cluster-name trading --endpoint-url=http://x', {}, 'of its option --endpoint-url'],
    ['aws eks get-token --cluster-name trading --endpoint-url http://x', {}, 'of its option --endpoint-url'],
    ['aws eks get-token --cluster-name trading --no-sign-request', {}, 'of its option --no-sign-request'],
    ['aws eks get-token --cluster-name', {}, 'of its option --cluster-name'],
    ['aws eks get-token --cluster-name trading more', {}, 'of what stands beside its options'],
    ['aws eks get-token --region eu-central-1', {}, 'of no --cluster-name'],
    ['aws eks get-token --cluster-name a --cluster-id b', {}, 'of --cluster-name beside --cluster-id'],
    ['aws eks get-token --cluster-name trading --region evil.example/', {}, 'of its region'],
    ['aws eks get-token --cluster-name trading --role admin', {}, 'of its role, which is not the ARN of one'],
    [
      'aws eks get-token --cluster-name trading',
      { AWS_CONFIG_FILE: '/x' },
      'of its variable AWS_CONFIG_FILE',
    ],
    [
      'aws eks get-token --cluster-name trading',
      { AWS_STS_REGIONAL_ENDPOINTS: 'x' },
      'of its AWS_STS_REGIONAL_ENDPOINTS',
    ],
    [
      'aws-iam-authenticator token --forward-session-name -i trading',
      {},
      'of its option --forward-session-name',
    ],
    ['aws-iam-authenticator token', {}, 'of no -i'],
  ])('%s with %j is not half obeyed', (line, env, why) => {
    expect(read(line, env)).toEqual({ kind: 'strange', why });
  });

  test.each([
    'gke-gcloud-auth-plugin',
    'kubelogin get-token --server-id x',
    'aws s3 cp s3://x /tmp/x',
    'aws eks update-kubeconfig --name trading',
    'aws-iam-authenticator server',
    'aws-vault exec prod -- aws eks get-token --cluster-name trading',
    'sh -c aws',
    'awsx eks get-token --cluster-name trading',
    '',
  ])('%s is another plugin', (line) => {
    expect(read(line)).toEqual({ kind: 'notEks' });
  });
});
