import { describe, expect, test } from 'vitest';
import { checkEksRule } from '../../../src/kubeconfig/eks/rule.ts';
import type { EksPlugin } from '../../../src/kubeconfig/eks/plugin.ts';

const PLUGIN: EksPlugin = {
  clusterId: 'trading',
  region: null,
  role: null,
  profile: null,
  identity: null,
  endpoints: 'regional',
};
const RULE = { clusterName: 'trading', roleArn: null, allowLocal: false };

const check =
  (server: string, region: string, rule = RULE) =>
  () =>
    checkEksRule({ context: 'prod', server: new URL(server), cluster: { server } }, PLUGIN, region, rule);

describe('a token of EKS', () => {
  test.each([
    ['https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com', 'eu-central-1'],
    ['https://0123456789abcdef.yl4.us-gov-west-1.eks.amazonaws.com:443', 'us-gov-west-1'],
    ['https://0123456789abcdef.sk1.cn-north-1.eks.amazonaws.com.cn', 'cn-north-1'],
    ['https://0123456789abcdef.gr7.us-iso-east-1.eks.c2s.ic.gov', 'us-iso-east-1'],
    ['https://0123456789abcdef.gr7.eusc-de-east-1.eks.amazonaws.eu', 'eusc-de-east-1'],
    ['https://0123456789abcdef.abcd1234.eks-cluster.eu-central-1.api.aws', 'eu-central-1'],
  ])('goes to an endpoint of its region: %s', (server, region) => {
    expect(check(server, region)).not.toThrow();
  });

  test.each([
    'https://attacker.example',
    'https://0123456789abcdef.gr7.us-east-1.eks.amazonaws.com',
    'https://0123456789abcdef.gr7.eu-central-1.eks.amazonaws.com.attacker.example',
    'https://attacker.example.gr7.eu-central-1.eks.amazonaws.com',
    'https://0123456789abcdef.gr7.eu-central-1.eks.amazonaws.com.cn',
    'https://eu-central-1.eks.amazonaws.com',
    'https://10.0.0.7',
    'https://127.0.0.1:6443',
  ])('goes nowhere else: %s', (server) => {
    expect(check(server, 'eu-central-1')).toThrowError(
      expect.objectContaining({
        code: 'CREDENTIALS_UNSUPPORTED',
        message: expect.stringContaining(
          `its server ${new URL(server).hostname} is no endpoint of EKS in eu-central-1`,
        ) as unknown,
      }),
    );
  });

  test('goes to an address of the machine only where the target allows that', () => {
    expect(check('https://127.0.0.1:6443', 'eu-central-1', { ...RULE, allowLocal: true })).not.toThrow();
    expect(check('https://attacker.example', 'eu-central-1', { ...RULE, allowLocal: true })).toThrow(
      'attacker.example',
    );
  });
});
