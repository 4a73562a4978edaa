import { GetParameterCommand, ParameterType, SSMClient } from '@aws-sdk/client-ssm';
import type { StoredKubeconfig } from './cache.ts';
import type { KubeconfigPlace } from './place.ts';
import {
  BOUNDED,
  describeStoreFailure,
  SecretFailure,
  type AwsServiceSettings,
  type KubeconfigStore,
} from './store.ts';

const CREATE =
  'Create the parameter, or correct kubeconfigParameter of the target: account, region, name and version';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html#API_GetParameter_Errors */
const PARAMETER_STORE: KubeconfigStore = {
  service: 'SSM',
  thing: 'parameter',
  advice: new Map([
    ['ParameterNotFound', CREATE],
    ['ParameterVersionNotFound', CREATE],
  ]),
  allowReading: "Allow ssm:GetParameter on it in the policy of the function's role",
  check: 'Check the parameter and kubeconfigParameter of the target',
};

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
    throw describeStoreFailure(error, id, PARAMETER_STORE, signal);
  }
}
