import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../demo/api/access-rules.ts';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { AwsAccess } from '../../../src/kubeconfig/eks/aws-access.ts';
import { readEksToken } from '../../../src/kubeconfig/eks/credentials.ts';
import type { EksPlugin } from '../../../src/kubeconfig/eks/plugin.ts';
import { monitorOf, TEST_TIME, textSource } from '../../doubles/cluster-monitor.ts';
import { writeEksKubeconfig } from '../../doubles/eks-kubeconfig.ts';
import { findTokenFault } from '../../doubles/aws/eks-token-verifier.ts';

const KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const PLUGIN: EksPlugin = {
  clusterId: 'trading',
  region: null,
  role: null,
  profile: null,
  identity: null,
  endpoints: 'regional',
};
const AWS: AwsAccess = { findIdentity: () => Promise.resolve(KEY), region: null };

const read = (server: string, plugin: Partial<EksPlugin> = {}, aws: Partial<AwsAccess> = {}) =>
  readEksToken(
    { context: 'prod', server: new URL(server), cluster: { server } },
    { ...PLUGIN, ...plugin },
    { ...AWS, ...aws },
    TEST_TIME,
  );
const hostOf = (token: string) => new URL(Buffer.from(token.slice(11), 'base64url').toString()).host;

describe('the region of a token', () => {
  const EKS = 'https://0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com';

  test.each([
    ['the arguments', EKS, { region: 'us-east-2' }, { region: 'ap-south-1' }, 'sts.us-east-2.amazonaws.com'],
    ['the server', EKS, {}, { region: 'ap-south-1' }, 'sts.eu-central-1.amazonaws.com'],
    [
      'the server in China',
      'https://X.sk1.cn-north-1.eks.amazonaws.com.cn',
      {},
      {},
      'sts.cn-north-1.amazonaws.com.cn',
    ],
    ['the process', 'https://cluster.example', {}, { region: 'ap-south-1' }, 'sts.ap-south-1.amazonaws.com'],
  ])('is that of %s, when those before it say nothing', async (_title, server, plugin, aws, host) => {
    const { token } = await read(server, plugin, aws);

    expect(hostOf(token)).toBe(host);
  });

  test('that nobody knows is asked for', async () => {
    await expect(read('https://cluster.example')).rejects.toThrow(
      'using context "prod" of the kubeconfig: neither its user nor its server names a region. Add --region to the arguments, or set AWS_REGION',
    );
  });
});

describe('the credentials of a token', () => {
  test('are those of the profile that it names', async () => {
    const asked: (string | null)[] = [];
    const findIdentity = (profile: string | null) => {
      asked.push(profile);
      return Promise.resolve(KEY);
    };

    await read('https://cluster.example', { region: 'eu-west-1', profile: 'prod' }, { findIdentity });

    expect(asked).toEqual(['prod']);
  });

  test('are those in the kubeconfig itself, when there are some', async () => {
    const nobody = new Error('nobody is to be asked');
    const findIdentity = () => Promise.reject(nobody);

    const { token } = await read(
      'https://a.example',
      { region: 'eu-west-1', identity: KEY },
      { findIdentity },
    );

    const verifier = {
      clusterId: 'trading',
      partition: 'aws',
      now: () => TEST_TIME,
      credentials: KEY,
    } as const;
    expect(findTokenFault(token, verifier)).toBeNull();
  });

  test('that are not to be had are told without the words of who should have given them', async () => {
    const failure = Object.assign(new Error('profile has secret fake-secret'), {
      name: 'CredentialsProviderError',
    });
    const findIdentity = () => Promise.reject(failure);

    const reading = read('https://a.example', { region: 'eu-west-1', profile: 'prod' }, { findIdentity });

    await expect(reading).rejects.toThrow(
      'finding the AWS credentials for EKS cluster "trading": profile "prod" gives none (CredentialsProviderError). In Lambda they are those of its role; elsewhere sign in: aws sso login, or set AWS_PROFILE',
    );
  });
});

describe('a run that is longer than the life of a token', () => {
  test('makes another after 14 minutes, before the cluster refuses the first', async () => {
    let now = TEST_TIME;
    const tokens = new Map<string, Caller | null>();
    const reviewToken = (token: string): Caller | null => {
      const verifier = { clusterId: 'trading', partition: 'aws', now: () => now, credentials: KEY } as const;
      const caller = findTokenFault(token, verifier) === null ? 'reporter' : null;
      tokens.set(token, caller);
      return caller;
    };
    await using cluster = await startEmbeddedCluster({
      now: () => now,
      reviewToken,
      faults: ({ path }) => {
        // The lists take their time.
        if (path.includes('/pods?')) now = new Date(TEST_TIME.getTime() + 14 * 60_000);
        return undefined;
      },
    });
    const kubeconfig = {
      ...textSource(
        writeEksKubeconfig({
          name: 'trading',
          region: 'eu-central-1',
          server: cluster.server,
          certificateAuthority: cluster.certificateAuthority.certificate,
        }),
      ),
      aws: AWS,
    };

    const snapshot = await monitorOf(cluster, { kubeconfig, now: () => now }).loadSnapshot();

    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect([...tokens.values()]).toEqual(['reporter', 'reporter']);
    expect(kubeconfig.reads).toEqual([false, true]);
  });
});
