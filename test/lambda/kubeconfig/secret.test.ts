import { describe, expect, it, onTestFinished } from 'vitest';
import { createSecretsManagerClient, readSecret } from '../../../lambda/kubeconfig/secret.ts';
import { ReporterError } from '../../../src/errors.ts';
import { refuseWith, type SecretsManagerAnswer } from '../../doubles/aws/secrets-manager-answer.ts';
import { startSecretsManager, type SecretValue } from '../../doubles/aws/secrets-manager.ts';

const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:kubeconfigs/trading-AbCdEf';
const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const KUBECONFIG = 'apiVersion: v1\nkind: Config # Schlüssel\n';

async function openSecret(value?: SecretValue, signal = new AbortController().signal) {
  const secretsManager = await startSecretsManager({ region: 'us-east-1', credentials: CREDENTIALS });
  if (value !== undefined) secretsManager.place(ARN, value);
  const client = createSecretsManagerClient({
    endpoint: secretsManager.endpoint,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  });
  onTestFinished(async () => {
    client.destroy();
    await secretsManager.close();
  });
  const read = (id = ARN, versionStage: string | null = null) =>
    readSecret(client, { kind: 'secret', id, versionStage }, signal);
  return { secretsManager, read };
}

describe('the kubeconfig in a secret', () => {
  it.each<[form: string, value: SecretValue]>([
    ['text', { SecretString: KUBECONFIG }],
    ['bytes', { SecretBinary: Buffer.from(KUBECONFIG) }],
  ])('is read when it is stored as %s', async (_form, value) => {
    const { read } = await openSecret(value);

    const { text } = await read();

    expect(text).toBe(KUBECONFIG);
  });

  it('is read by name as well', async () => {
    const { read, secretsManager } = await openSecret({ SecretString: KUBECONFIG });

    const { text } = await read('kubeconfigs/trading');

    expect(text).toBe(KUBECONFIG);
    expect(secretsManager.calls).toEqual([
      { action: 'secretsmanager:GetSecretValue', resource: 'kubeconfigs/trading' },
    ]);
  });

  it('is read at the version stage that is named, and tells its version', async () => {
    const { read, secretsManager } = await openSecret({ SecretString: 'current' });
    secretsManager.place(ARN, { SecretString: 'previous' }, 'AWSPREVIOUS');

    const current = await read();
    const previous = await read(ARN, 'AWSPREVIOUS');
    secretsManager.place(ARN, { SecretString: 'rotated' });
    const rotated = await read();

    expect([current.text, previous.text, rotated.text]).toEqual(['current', 'previous', 'rotated']);
    expect(rotated.version).not.toBe(current.version);
  });

  const ALLOW_DECRYPTING =
    "Allow kms:Decrypt on the secret's KMS key in the policy of the function's role and in the key's policy, and see that the key is enabled";

  it.each<[title: string, value: SecretValue | undefined, why: string, advice: string]>([
    [
      'that does not exist',
      undefined,
      "Secrets Manager answered 400 ResourceNotFoundException: Secrets Manager can't find the specified secret",
      'Create the secret, or correct its place in the target: account, region, name and version stage',
    ],
    [
      'that is to be deleted',
      refuseWith(
        'InvalidRequestException',
        "You can't perform this operation on the secret because it was marked for deletion.",
      ),
      "Secrets Manager answered 400 InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion",
      'Restore the secret if it is to be deleted, or name another one',
    ],
    [
      'that the role may not read',
      refuseWith(
        'AccessDeniedException',
        'User: role is not authorized to perform: secretsmanager:GetSecretValue',
      ),
      'Secrets Manager answered 400 AccessDeniedException: User: role is not authorized to perform: secretsmanager:GetSecretValue',
      "Allow secretsmanager:GetSecretValue on it in the policy of the function's role (and in the secret's own policy, from another account)",
    ],
    [
      'whose key the role may not use',
      refuseWith('AccessDeniedException', 'Access to KMS is not allowed'),
      'Secrets Manager answered 400 AccessDeniedException: Access to KMS is not allowed',
      ALLOW_DECRYPTING,
    ],
    [
      'whose key is disabled',
      refuseWith(
        'DecryptionFailure',
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
      ),
      "Secrets Manager answered 400 DecryptionFailure: Secrets Manager can't decrypt the protected secret text using the provided KMS key",
      ALLOW_DECRYPTING,
    ],
    [
      'asked for with a session that is over',
      refuseWith('ExpiredTokenException', 'The security token included in the request is expired'),
      'Secrets Manager answered 400 ExpiredTokenException: The security token included in the request is expired',
      "See that the function's role still exists and that its session is current",
    ],
    [
      'asked for in a way that AWS has a new word for',
      refuseWith('SomethingNewException', 'No.'),
      'Secrets Manager answered 400 SomethingNewException: No',
      'Check the secret and its place in the target',
    ],
    ['without a value', answer('{"ARN":"x"}'), 'it has no value', 'Store the text of a kubeconfig in it'],
    [
      'of bytes that are no text',
      { SecretBinary: Buffer.from([0x1f, 0x8b, 0x08, 0xff]) },
      'its bytes are not UTF-8 text',
      'Store the text of a kubeconfig in it',
    ],
    [
      'whose answer broke off, without quoting what came',
      answer('{"SecretString":"token: s3cr3t'),
      'the answer of Secrets Manager cannot be understood (SyntaxError)',
      'Check the secret and its place in the target',
    ],
  ])('%s is an error that says what to do', async (_title, value, why, advice) => {
    const { read } = await openSecret(value);

    const error = await read().catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ReporterError);
    expect(error).toMatchObject({
      code: 'KUBECONFIG_UNREADABLE',
      message: `reading the kubeconfig from secret ${ARN}: ${why}. ${advice}`,
    });
    expect(error).not.toHaveProperty('cause');
  });

  it('is not asked for when the time is up', async () => {
    const { read, secretsManager } = await openSecret({ SecretString: KUBECONFIG }, AbortSignal.abort());

    const reading = read();

    await expect(reading).rejects.toThrowError(
      `reading the kubeconfig from secret ${ARN}: the run's time was up before Secrets Manager answered. In a VPC, give`,
    );
    expect(secretsManager.calls).toEqual([]);
  });
});

function answer(body: string): SecretsManagerAnswer {
  return { status: 200, body };
}
