import { SecretsManagerServiceException } from '@aws-sdk/client-secrets-manager';
import type { ReporterError } from '../../src/errors.ts';
import { COMMON_ADVICE, describeStoreFailure, LATER, type KubeconfigStore } from './store.ts';

const ALLOW_READING =
  "Allow secretsmanager:GetSecretValue on it in the policy of the function's role (and in the secret's own policy, from another account)";
const ALLOW_DECRYPTING =
  "Allow kms:Decrypt on the secret's KMS key in the policy of the function's role and in the key's policy, and see that the key is enabled";
const CREATE =
  'Create the secret, or correct its place in the target: account, region, name and version stage';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors */
const SECRETS_MANAGER: KubeconfigStore = {
  service: 'Secrets Manager',
  isAnswer: (thrown) => thrown instanceof SecretsManagerServiceException,
  advice: new Map([
    ...COMMON_ADVICE,
    ['ResourceNotFoundException', CREATE],
    ['InvalidRequestException', 'Restore the secret if it is to be deleted, or name another one'],
    ['AccessDeniedException', ALLOW_READING],
    ['DecryptionFailure', ALLOW_DECRYPTING],
    ['InternalServiceError', LATER],
  ]),
  allowDecrypting: ALLOW_DECRYPTING,
  openWay:
    'In a VPC, give the function a way to it: an interface endpoint for Secrets Manager with private DNS, or a NAT gateway',
  check: 'Check the secret and its place in the target',
};

/** Why a secret could not be read. `id`: its ARN or name. */
export function describeSecretFailure(thrown: unknown, id: string, signal: AbortSignal): ReporterError {
  return describeStoreFailure(thrown, `secret ${id}`, SECRETS_MANAGER, signal);
}
