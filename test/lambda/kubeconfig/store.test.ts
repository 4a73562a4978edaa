import { SecretsManagerServiceException } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { SECRETS_MANAGER } from '../../../lambda/kubeconfig/secret.ts';
import { describeStoreFailure } from '../../../lambda/kubeconfig/store.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:kubeconfigs/trading-AbCdEf';
const OPEN_A_WAY =
  'In a VPC, give the function a way to it: an interface endpoint for Secrets Manager with private DNS, or a NAT gateway';
const LATER = 'The next run asks again; when it stays so, see the AWS Health Dashboard and the quotas';

describe('a secret that could not be read', () => {
  it.each<[title: string, thrown: unknown, why: string, advice: string]>([
    [
      'for too many requests',
      serviceException('ThrottlingException', 400, 'Rate exceeded'),
      'Secrets Manager answered 400 ThrottlingException: Rate exceeded',
      LATER,
    ],
    [
      'for a fault of the service',
      serviceException('InternalServiceError', 500, ''),
      'Secrets Manager answered 500 InternalServiceError',
      LATER,
    ],
    [
      'for want of a connection',
      namedError('TimeoutError'),
      'no answer of Secrets Manager (TimeoutError)',
      OPEN_A_WAY,
    ],
    [
      'for a closed port',
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), { code: 'ECONNREFUSED' }),
      'no answer of Secrets Manager (ECONNREFUSED)',
      OPEN_A_WAY,
    ],
    [
      'for a name without an address',
      Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }),
      'no answer of Secrets Manager (ENOTFOUND)',
      OPEN_A_WAY,
    ],
    [
      'for want of credentials',
      namedError('CredentialsProviderError'),
      'the function has no credentials',
      "See that the function's role still exists and that its session is current",
    ],
    [
      'for something unheard of, whose words may be the secret',
      'token: s3cr3t',
      'the answer of Secrets Manager cannot be understood (string)',
      'Check the secret and its place in the target',
    ],
  ])('%s is told by cause and remedy', (_title, thrown, why, advice) => {
    const error = describeStoreFailure(thrown, ARN, SECRETS_MANAGER, new AbortController().signal);

    expect(error.message).toBe(`reading the kubeconfig from secret ${ARN}: ${why}. ${advice}`);
  });
});

function serviceException(
  name: string,
  httpStatusCode: number,
  message: string,
): SecretsManagerServiceException {
  return new SecretsManagerServiceException({
    name,
    message,
    $fault: 'client',
    $metadata: { httpStatusCode },
  });
}

function namedError(name: string): Error {
  return Object.assign(new Error('Connection timed out after 5000 ms'), { name });
}
