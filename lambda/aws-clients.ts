import type { S3Client } from '@aws-sdk/client-s3';
import type { AwsAccess, AwsIdentity } from '../src/kubeconfig/source.ts';
import { createS3Client } from '../src/archive/s3/client.ts';
import type { LambdaEnvironment } from './environment.ts';
import type { StoredKubeconfig } from './kubeconfig/cache.ts';
import { createSsmClient, readParameter } from './kubeconfig/parameter.ts';
import { findRegion, type KubeconfigPlace } from './kubeconfig/place.ts';
import { createSecretsManagerClient, readSecret } from './kubeconfig/secret.ts';
import type { AwsServiceSettings } from './kubeconfig/store.ts';

/** Of the function's role, or a double's: fixed, or asked for each time. */
export type AwsCredentials = AwsIdentity | (() => Promise<AwsIdentity>);

/** The clients of one invocation. */
export interface AwsClients {
  readonly s3: S3Client;
  /** Asks the service that keeps the kubeconfig. Rejects with a `ReporterError`. */
  readonly readKubeconfig: (signal: AbortSignal) => Promise<StoredKubeconfig>;
  /** For the tokens of EKS. */
  readonly access: AwsAccess;
  /** Closes their connections: Lambda may freeze the process now, and sockets do not survive that. */
  readonly destroy: () => void;
}

/** Makes ready; nothing is sent yet. Until the deadline, S3 is asked again where it does not answer or is busy. */
export function openAwsClients(
  environment: LambdaEnvironment,
  place: KubeconfigPlace,
  credentials: AwsCredentials,
  deadlineMilliseconds: number,
): AwsClients {
  const { region, s3Endpoint, stsEndpoint, requestChecksums } = environment;
  const s3 = createS3Client({
    credentials,
    region,
    deadlineMilliseconds,
    ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint, forcePathStyle: true }),
    ...(requestChecksums === undefined ? {} : { requestChecksumCalculation: requestChecksums }),
  });
  const store = openStore(environment, place, credentials);
  return {
    s3,
    readKubeconfig: store.read,
    access: {
      // A function has one role and no profiles: that of the machine where the kubeconfig was written is not here.
      findIdentity: async () => (typeof credentials === 'function' ? await credentials() : credentials),
      region,
      stsEndpoint,
    },
    destroy: () => {
      s3.destroy();
      store.destroy();
    },
  };
}

function openStore(
  { region: ownRegion, secretsManagerEndpoint, ssmEndpoint }: LambdaEnvironment,
  place: KubeconfigPlace,
  credentials: AwsCredentials,
): Pick<AwsClients, 'destroy'> & { readonly read: AwsClients['readKubeconfig'] } {
  const settings = (endpoint: string | undefined): AwsServiceSettings => ({
    credentials,
    region: findRegion(place, ownRegion),
    ...(endpoint === undefined ? {} : { endpoint }),
  });
  if (place.kind === 'parameter') {
    const client = createSsmClient(settings(ssmEndpoint));
    return { read: (signal) => readParameter(client, place, signal), destroy: () => client.destroy() };
  }
  const client = createSecretsManagerClient(settings(secretsManagerEndpoint));
  return { read: (signal) => readSecret(client, place, signal), destroy: () => client.destroy() };
}
