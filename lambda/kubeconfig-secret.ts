import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type {
  GetSecretValueCommandOutput,
  SecretsManagerClientConfig,
} from '@aws-sdk/client-secrets-manager';
import type { KubeconfigSource } from '../src/cluster/cluster-session.ts';
import { describeSecretFailure, SecretFailure } from './secret-failure.ts';

export interface SecretsManagerSettings {
  /** Of a double, or of a VPC endpoint without private DNS. */
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials?: NonNullable<SecretsManagerClientConfig['credentials']>;
}

const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;

/** A client whose requests end in bounded time, tried three times each. Whoever asks for it destroys it. */
export function createSecretsManagerClient(settings: SecretsManagerSettings): SecretsManagerClient {
  return new SecretsManagerClient({
    ...settings,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
}

/** `eu-central-1` of a complete ARN: a secret is read where it lies, wherever the function runs. */
export function regionOfSecret(arn: string): string {
  return arn.split(':')[3] ?? '';
}

/**
 * The kubeconfig in the current version of a secret, as text or as bytes. Nothing is kept: each reading asks anew.
 * Reading rejects with a `ReporterError` that never quotes the secret; it ends when `signal` aborts.
 */
export function openKubeconfigSecret(
  client: SecretsManagerClient,
  arn: string,
  signal: AbortSignal,
): KubeconfigSource {
  return {
    name: `secret ${arn}`,
    // A function has no files of a person's, and whoever writes the secret must not read the function's own.
    readFile: null,
    read: async () => {
      try {
        signal.throwIfAborted();
        const command = new GetSecretValueCommand({ SecretId: arn });
        return readText(await client.send(command, { abortSignal: signal }));
      } catch (error) {
        throw describeSecretFailure(error, arn, signal);
      }
    },
  };
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
