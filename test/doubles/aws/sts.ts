import { startAwsService, type AwsAnswer, type AwsServiceDouble } from './service.ts';
import type { AwsCredentials } from './signature.ts';

export interface StsDouble extends AwsServiceDouble {
  /** The parameters of each AssumeRole. */
  readonly calls: readonly Readonly<Record<string, string>>[];
}

export interface StsOptions {
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Who one is with the role. */
  readonly roleCredentials: Required<AwsCredentials>;
  /** The only role that may be assumed. */
  readonly roleArn: string;
}

/** STS on loopback: `AssumeRole`, and nothing else. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export async function startSts(options: StsOptions): Promise<StsDouble> {
  const { roleCredentials: role } = options;
  const calls: Readonly<Record<string, string>>[] = [];
  const double = await startAwsService({
    ...options,
    service: 'sts',
    refuseSignature: refuse('InvalidClientTokenId', 'The security token included in the request is invalid.'),
    answer: (_request, body) => {
      const { Action, Version, ...parameters } = Object.fromEntries(new URLSearchParams(body));
      if (Action !== 'AssumeRole' || Version !== '2011-06-15')
        throw new Error(`the double knows no ${Action}`);
      calls.push(parameters);
      if (parameters['RoleArn'] !== options.roleArn) {
        return refuse(
          'AccessDenied',
          `User: reporter is not authorized to perform: sts:AssumeRole on resource: ${parameters['RoleArn']}`,
        );
      }
      return {
        status: 200,
        type: 'text/xml',
        body:
          '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>' +
          `<AccessKeyId>${role.accessKeyId}</AccessKeyId><SecretAccessKey>${role.secretAccessKey}</SecretAccessKey>` +
          `<SessionToken>${role.sessionToken}</SessionToken><Expiration>2026-11-22T20:00:00Z</Expiration>` +
          '</Credentials></AssumeRoleResult></AssumeRoleResponse>',
      };
    },
  });
  return { ...double, calls };
}

function refuse(code: string, message: string): AwsAnswer {
  return {
    status: 403,
    type: 'text/xml',
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}
