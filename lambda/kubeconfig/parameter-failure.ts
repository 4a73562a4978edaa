import { SSMServiceException } from '@aws-sdk/client-ssm';
import type { ReporterError } from '../../src/errors.ts';
import { COMMON_ADVICE, describeStoreFailure, LATER, type KubeconfigStore } from './store.ts';

const ALLOW_DECRYPTING =
  "Allow kms:Decrypt on the parameter's KMS key in the policy of the function's role and in the key's policy, and see that the key is enabled";
const CREATE =
  'Create the parameter, or correct kubeconfigParameter of the target: account, region, name and version';

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html#API_GetParameter_Errors */
const PARAMETER_STORE: KubeconfigStore = {
  service: 'SSM',
  isAnswer: (thrown) => thrown instanceof SSMServiceException,
  advice: new Map([
    ...COMMON_ADVICE,
    ['ParameterNotFound', CREATE],
    ['ParameterVersionNotFound', CREATE],
    ['AccessDeniedException', "Allow ssm:GetParameter on it in the policy of the function's role"],
    ['InvalidKeyId', ALLOW_DECRYPTING],
    ['InternalServerError', LATER],
  ]),
  allowDecrypting: ALLOW_DECRYPTING,
  openWay:
    'In a VPC, give the function a way to it: an interface endpoint for SSM with private DNS, or a NAT gateway',
  check: 'Check the parameter and kubeconfigParameter of the target',
};

/** Why a parameter could not be read. `id`: its ARN or name. */
export function describeParameterFailure(thrown: unknown, id: string, signal: AbortSignal): ReporterError {
  return describeStoreFailure(thrown, `parameter ${id}`, PARAMETER_STORE, signal);
}
