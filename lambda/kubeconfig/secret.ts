import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type {
  GetSecretValueCommandOutput,
  SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import type { StoredKubeconfig } from './cache.ts';
import type { KubeconfigPlace } from './place.ts';
import { describeSecretFailure } from './secret-failure.ts';
import { SecretFailure } from './store.ts';

/** How to reach a service of AWS. */
export interface AwsServiceSettings {
  /** Of a double, or of a VPC endpoint without private DNS. */
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials?: NonNullable<SecretsManagerClientConfig['credentials']>;
}

/** For requests that end in bounded time, tried three times each. */
export const BOUNDED = {
  connectionTimeout: 5_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
} as const;

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
    throw describeSecretFailure(error, id, signal);
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
