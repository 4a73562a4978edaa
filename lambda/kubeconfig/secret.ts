import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager';
import type { StoredKubeconfig } from './cache.ts';
import type { KubeconfigPlace } from './place.ts';
import {
  BOUNDED,
  describeStoreFailure,
  SecretFailure,
  type AwsServiceSettings,
  type KubeconfigStore,
} from './store.ts';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors */
export const SECRETS_MANAGER: KubeconfigStore = {
  service: 'Secrets Manager',
  thing: 'secret',
  advice: new Map([
    [
      'ResourceNotFoundException',
      'Create the secret, or correct its place in the target: account, region, name and version stage',
    ],
    ['InvalidRequestException', 'Restore the secret if it is to be deleted, or name another one'],
  ]),
  allowReading:
    "Allow secretsmanager:GetSecretValue on it in the policy of the function's role (and in the secret's own policy, from another account)",
  check: 'Check the secret and its place in the target',
};

/** Whoever asks for it destroys it. */
export function createSecretsManagerClient(settings: AwsServiceSettings): SecretsManagerClient {
  return new SecretsManagerClient({ ...settings, requestHandler: BOUNDED });
}

/**
 * The kubeconfig in a secret, as text or as bytes: its current version unless told. Rejects with a `ReporterError` that
 * never quotes the secret; ends when `signal` aborts.
 */
export async function readSecret(
  client: SecretsManagerClient,
  { id, versionStage }: Extract<KubeconfigPlace, { readonly kind: 'secret' }>,
  signal: AbortSignal,
): Promise<StoredKubeconfig> {
  try {
    signal.throwIfAborted();
    const command = new GetSecretValueCommand({
      SecretId: id,
      ...(versionStage === null ? {} : { VersionStage: versionStage }),
    });
    const answer = await client.send(command, { abortSignal: signal });
    return { version: answer.VersionId ?? '', text: readText(answer) };
  } catch (error) {
    throw describeStoreFailure(error, id, SECRETS_MANAGER, signal);
  }
}

function readText({ SecretString, SecretBinary }: GetSecretValueCommandOutput): string {
  if (SecretString !== undefined) return SecretString;
  if (SecretBinary === undefined) {
    throw new SecretFailure('it has no value', 'Store the text of a kubeconfig in it');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(SecretBinary);
  } catch {
    throw new SecretFailure('its bytes are not UTF-8 text', 'Store the text of a kubeconfig in it');
  }
}
