import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { AwsIdentity } from '../../../src/kubeconfig/eks/aws-access.ts';
import { mintEksToken } from '../../../src/kubeconfig/eks/token.ts';
import { findStsEndpoint } from '../../../src/kubeconfig/eks/sts-endpoint.ts';
import { findTokenFault, type EksVerifierOptions } from '../../doubles/aws/eks-token-verifier.ts';

const NOW = new Date('2026-11-22T19:00:00.000Z');
/** Amazon's own example key. */
const KEY = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const SESSION = { ...KEY, sessionToken: 'a/b+c=' };

const mint = (region: string, identity: AwsIdentity = KEY, mode: 'regional' | 'legacy' = 'regional') =>
  mintEksToken({ clusterId: 'trading', endpoint: findStsEndpoint(region, mode), identity, now: NOW });

const verifier = (changes: Partial<EksVerifierOptions> = {}): EksVerifierOptions => ({
  clusterId: 'trading',
  partition: 'aws',
  now: () => NOW,
  credentials: KEY,
  ...changes,
});

const decode = (token: string) =>
  Buffer.from(token.slice('k8s-aws-v1.'.length), 'base64url').toString('utf8');
const encode = (url: string) => `k8s-aws-v1.${Buffer.from(url).toString('base64url')}`;

describe('a token of EKS', () => {
  // The signatures are those of botocore 1.43.11, on which `aws eks get-token` is built, for the same key, time and cluster.
  test.each([
    [
      'eu-central-1',
      'sts.eu-central-1.amazonaws.com',
      'd9a5af89b4d375f5d8ede996fb4eef05a2aa71ef226b3b8541b38d6afbeed073',
    ],
    [
      'cn-north-1',
      'sts.cn-north-1.amazonaws.com.cn',
      'b2bbf1e48ff55cb1bdb7b2ddaf708d1f532edfbc2c073b6c87999fa434c45b13',
    ],
    [
      'us-gov-west-1',
      'sts.us-gov-west-1.amazonaws.com',
      'd2b5f081438e664b018eb8d03e7ddc40da2ebfa2c8c0e3ebef6303eaa8b40ba3',
    ],
  ])('of %s is to the letter what the AWS CLI makes', async (region, host, signature) => {
    const { token, expiresAt } = await mint(region);

    expect(decode(token)).toBe(
      `https://${host}/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256` +
        `&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261122%2F${region}%2Fsts%2Faws4_request&X-Amz-Date=20261122T190000Z` +
        `&X-Amz-Expires=60&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&X-Amz-Signature=${signature}`,
    );
    expect(expiresAt).toEqual(new Date('2026-11-22T19:14:00.000Z'));
  });

  test('carries the session of temporary credentials, under the signature that botocore gives', async () => {
    const { token } = await mint('eu-central-1', SESSION);

    const query = new URL(decode(token)).searchParams;
    expect(query.get('X-Amz-Security-Token')).toBe('a/b+c=');
    expect(query.get('X-Amz-Signature')).toBe(
      '5c0c857577a81c616a456f555c70f37ae0c3bae9cba58e554f54c93c20a40846',
    );
  });

  test('is unpadded, and fits an authenticator that takes 4096 characters, with a session as long as AWS makes them', async () => {
    const { token } = await mint('ap-southeast-2', { ...KEY, sessionToken: 'F'.repeat(1500) });

    expect(token).toMatch(/^k8s-aws-v1\.[A-Za-z0-9_-]+$/);
    expect(token.length).toBeLessThanOrEqual(4096);
  });

  test.each([
    ['eu-central-1', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-east-1', 'aws-us-gov'],
  ] as const)('of %s is taken by a cluster in %s', async (region, partition) => {
    const { token } = await mint(region);

    expect(findTokenFault(token, verifier({ partition }))).toBeNull();
  });

  test('goes to the global endpoint, in its region, where the kubeconfig says legacy and the region is of old', async () => {
    const old = await mint('eu-west-1', KEY, 'legacy');
    const young = await mint('eu-south-2', KEY, 'legacy');

    expect(decode(old.token)).toContain('https://sts.amazonaws.com/?');
    expect(decode(old.token)).toContain('%2Fus-east-1%2Fsts%2F');
    expect(findTokenFault(old.token, verifier())).toBeNull();
    expect(decode(young.token)).toContain('https://sts.eu-south-2.amazonaws.com/?');
  });

  test('is right for whatever keys, sessions, clusters and times there are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          accessKeyId: fc.stringMatching(/^A[KS]IA[A-Z2-7]{16}$/),
          secretAccessKey: fc.stringMatching(/^[A-Za-z0-9/+]{40}$/),
          sessionToken: fc.stringMatching(/^[A-Za-z0-9/+=]{1,600}$/),
        }),
        fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/),
        fc.date({ min: new Date('2020-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        async (identity, clusterId, now) => {
          const endpoint = findStsEndpoint('sa-east-1', 'regional');

          const { token } = await mintEksToken({ clusterId, endpoint, identity, now });

          const options = verifier({ clusterId, now: () => now, credentials: identity });
          expect(findTokenFault(token, options)).toBeNull();
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the verifier refuses', () => {
  test.each<[title: string, spoil: (url: string) => string, fault: string]>([
    [
      'another host',
      (url) => url.replace('sts.eu', 'sts.evil.eu'),
      'unexpected hostname "sts.evil.eu-central-1.amazonaws.com" in pre-signed URL',
    ],
    [
      'a scheme without TLS',
      (url) => url.replace('https:', 'http:'),
      'unexpected scheme "http:" in pre-signed URL',
    ],
    ['a path', (url) => url.replace('/?', '/x?'), 'unexpected path in pre-signed URL'],
    [
      'another action',
      (url) => url.replace('GetCallerIdentity', 'AssumeRole'),
      'unexpected action parameter in pre-signed URL',
    ],
    [
      'a parameter more',
      (url) => `${url}&X-Amz-Content-Sha256=x`,
      'non-whitelisted query parameter "x-amz-content-sha256"',
    ],
    ['a parameter twice', (url) => `${url}&action=x`, 'query parameter with multiple values not supported'],
    [
      'a cluster that is not signed',
      (url) => url.replace('%3Bx-k8s-aws-id', ''),
      'client did not sign the x-k8s-aws-id header in the pre-signed URL',
    ],
    [
      'a long life',
      (url) => url.replace('Expires=60', 'Expires=3600'),
      'invalid X-Amz-Expires parameter in pre-signed URL',
    ],
    [
      'another signature',
      (url) => url.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      'STS: SignatureDoesNotMatch',
    ],
  ])('%s', async (_title, spoil, fault) => {
    const { token } = await mint('eu-central-1');

    expect(findTokenFault(encode(spoil(decode(token))), verifier())).toBe(fault);
  });

  test('a token for another cluster, of another key, or 15 minutes old', async () => {
    const { token } = await mint('eu-central-1');
    const later = new Date('2026-11-22T19:15:01.000Z');

    expect(findTokenFault(token, verifier({ clusterId: 'staging' }))).toBe('STS: SignatureDoesNotMatch');
    expect(findTokenFault(token, verifier({ credentials: SESSION }))).toBe(
      'STS: InvalidClientTokenId for its session',
    );
    expect(findTokenFault(token, verifier({ now: () => later }))).toBe('X-Amz-Date parameter is expired');
    expect(findTokenFault(token, verifier({ partition: 'aws-cn' }))).toContain('unexpected hostname');
    expect(findTokenFault(`${token}=`, verifier())).toBe('illegal base64 data');
    expect(findTokenFault('fake-token', verifier())).toBe('token is missing expected "k8s-aws-v1." prefix');
    expect(findTokenFault(`k8s-aws-v1.${'x'.repeat(4096)}`, verifier())).toBe('token is too large');
  });
});
