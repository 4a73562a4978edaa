import {
  GetSecretValueCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import { request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSecretsManager } from './secrets-manager.ts';

const CREDENTIALS = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: 'session-token',
};
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:trading-AbCdEf';

async function connect(changes: SecretsManagerClientConfig = {}) {
  const double = await startSecretsManager({ region: 'us-east-1', credentials: CREDENTIALS });
  double.place(ARN, { SecretString: 'kept' });
  const client = new SecretsManagerClient({
    endpoint: double.endpoint,
    region: 'us-east-1',
    credentials: CREDENTIALS,
    maxAttempts: 1,
    ...changes,
  });
  onTestFinished(() => client.destroy());
  return { double, client };
}

describe('the double of Secrets Manager', () => {
  it('answers as the service does to a request that is signed right', async () => {
    const { double, client } = await connect();

    const answer = await client.send(new GetSecretValueCommand({ SecretId: ARN }));

    expect(answer).toMatchObject({
      ARN,
      Name: 'trading',
      SecretString: 'kept',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: new Date('2026-11-22T18:00:00.250Z'),
    });
    await double.close();
  });

  it.each<[title: string, changes: SecretsManagerClientConfig, refusal: string]>([
    [
      'another key',
      { credentials: { ...CREDENTIALS, accessKeyId: 'AKIAOTHER' } },
      'UnrecognizedClientException',
    ],
    [
      'another session',
      { credentials: { ...CREDENTIALS, sessionToken: 'old' } },
      'UnrecognizedClientException',
    ],
    [
      'another secret key',
      { credentials: { ...CREDENTIALS, secretAccessKey: 'x' } },
      'InvalidSignatureException',
    ],
    ['another region', { region: 'us-west-2' }, 'InvalidSignatureException'],
    ['a clock of last year', { systemClockOffset: -365 * 24 * 3_600_000 }, 'InvalidSignatureException'],
  ])('refuses a request signed with %s, and counts no call', async (_title, changes, refusal) => {
    const { double, client } = await connect(changes);

    const answer = client.send(new GetSecretValueCommand({ SecretId: ARN }));

    await expect(answer).rejects.toMatchObject({ name: refusal });
    expect(double.calls).toEqual([]);
    await double.close();
  });

  it('refuses a request that is not signed', async () => {
    const { double } = await connect();
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
      'user-agent': 'test',
      accept: '*/*',
    };

    const { statusCode, body } = await request(double.endpoint, { method: 'POST', headers, body: '{}' });

    expect(statusCode).toBe(400);
    expect(await body.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    await double.close();
  });

  it('fails the test that asks for anything else', async () => {
    const { double, client } = await connect();

    await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'InternalFailure' });

    await expect(double.close()).rejects.toThrowError(
      'the double knows no POST / secretsmanager.ListSecrets',
    );
  });
});
