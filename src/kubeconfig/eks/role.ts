import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { readAwsFailure, type AwsFault } from '../../aws-failure.ts';
import type { AwsAccess, AwsIdentity } from './aws-access.ts';
import type { EksRole } from './plugin.ts';
import { failCredentials } from '../file/failure.ts';

const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** The shortest that there is; a token lives 15 minutes at most. */
const DURATION_SECONDS = 900;

/** The identity of a role, of which the kubeconfig says that it is to be assumed. Rejects with a `ReporterError`. */
export async function assumeRole(
  role: EksRole,
  region: string,
  identity: AwsIdentity,
  { stsEndpoint }: Pick<AwsAccess, 'stsEndpoint'>,
): Promise<AwsIdentity> {
  const client = new STSClient({
    region,
    credentials: identity,
    ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
    requestHandler: {
      // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
      httpsAgent: { rejectUnauthorized: true },
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
  try {
    const { Credentials } = await client.send(
      new AssumeRoleCommand({
        RoleArn: role.arn,
        // CloudTrail shows it: who looks there shall find this program.
        RoleSessionName: role.sessionName ?? 'k8s-job-reporter',
        DurationSeconds: DURATION_SECONDS,
        ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
      }),
    );
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) {
      throw new TypeError('an answer without credentials');
    }
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  } catch (error) {
    throw describeFailure(error, role.arn, region);
  } finally {
    client.destroy();
  }
}

const WAYS_ON: Partial<Readonly<Record<AwsFault, string>>> = {
  expired: 'Renew the credentials of who asks',
  rejected: 'Correct the credentials of who asks',
  clock: "Set this machine's clock right",
  busy: 'The next run asks again; when it stays so, see the AWS Health Dashboard and the quotas',
};

function describeFailure(error: unknown, arn: string, region: string): Error {
  const fail = (why: string, advice: string) => failCredentials('assuming', `role ${arn}`, why, advice);
  const { isAnswer, fault, told, name } = readAwsFailure(error, 'STS');
  if (isAnswer) {
    const allow =
      "Allow sts:AssumeRole on the role to who asks, and name who asks in the role's trust policy";
    return fail(told, WAYS_ON[fault] ?? allow);
  }
  return fail(
    `no answer of STS in ${region} (${name})`,
    'In a VPC, give the function a way to it: an interface endpoint for STS with private DNS, or a NAT gateway',
  );
}
