import { GetParameterCommand, ParameterType, SSMClient } from '@aws-sdk/client-ssm';
import type { StoredKubeconfig } from './cache.ts';
import type { KubeconfigPlace } from './place.ts';
import { BOUNDED, type AwsServiceSettings } from './secret.ts';
import { describeParameterFailure } from './parameter-failure.ts';
import { SecretFailure } from './store.ts';

/** Whoever asks for it destroys it. */
export function createSsmClient(settings: AwsServiceSettings): SSMClient {
  return new SSMClient({ ...settings, requestHandler: BOUNDED });
}

/**
 * The kubeconfig in a SecureString parameter. Rejects with a `ReporterError` that never quotes it; ends when `signal` aborts.
 */
export async function readParameter(
  client: SSMClient,
  { id }: Extract<KubeconfigPlace, { readonly kind: 'parameter' }>,
  signal: AbortSignal,
): Promise<StoredKubeconfig> {
  try {
    signal.throwIfAborted();
    const command = new GetParameterCommand({ Name: id, WithDecryption: true });
    const { Parameter } = await client.send(command, { abortSignal: signal });
    if (Parameter?.Value === undefined) {
      throw new SecretFailure('it has no value', 'Store the text of a kubeconfig in it');
    }
    if (Parameter.Type !== ParameterType.SECURE_STRING) {
      throw new SecretFailure(
        'it is not a SecureString: whoever may read parameters reads the credentials in it',
        'Delete it, store the kubeconfig as a SecureString, and renew the credentials',
      );
    }
    return { version: String(Parameter.Version), text: Parameter.Value };
  } catch (error) {
    throw describeParameterFailure(error, id, signal);
  }
}
