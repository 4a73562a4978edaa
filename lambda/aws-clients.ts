import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createS3Client } from '../src/archive/s3-client.ts';
import type { LambdaEnvironment } from './environment.ts';
import {
  createSecretsManagerClient,
  regionOfSecret,
  type SecretsManagerSettings,
} from './kubeconfig-secret.ts';

export type AwsCredentials = NonNullable<SecretsManagerSettings['credentials']>;

/** The clients of one invocation. */
export interface AwsClients {
  readonly s3: S3Client;
  readonly secretsManager: SecretsManagerClient;
  /** Closes their connections: Lambda may freeze the process now, and sockets do not survive that. */
  readonly destroy: () => void;
}

/** Makes ready; nothing is sent yet. `credentials`: the function's role unless told. */
export function openAwsClients(
  { region, s3Endpoint, secretsManagerEndpoint }: LambdaEnvironment,
  secretArn: string,
  credentials: AwsCredentials | undefined,
): AwsClients {
  const given = credentials === undefined ? {} : { credentials };
  const s3 = createS3Client({
    ...given,
    region,
    ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint, forcePathStyle: true }),
  });
  const secretsManager = createSecretsManagerClient({
    ...given,
    region: regionOfSecret(secretArn),
    ...(secretsManagerEndpoint === undefined ? {} : { endpoint: secretsManagerEndpoint }),
  });
  return {
    s3,
    secretsManager,
    destroy: () => {
      s3.destroy();
      secretsManager.destroy();
    },
  };
}
