import * as z from 'zod';
import { startAwsService, type AwsAnswer, type AwsServiceDouble } from './service.ts';
import type { AwsCredentials } from './signature.ts';

export interface Parameter {
  readonly Type: 'SecureString' | 'String';
  readonly Value: string;
  readonly Version: number;
}

export interface SsmDouble extends AwsServiceDouble {
  /** By the right that each needs. */
  readonly calls: readonly { readonly action: 'ssm:GetParameter'; readonly resource: string }[];
  readonly place: (name: string, parameter: Parameter | AwsAnswer) => void;
}

const TYPE = 'application/x-amz-json-1.1';
const inputSchema = z.strictObject({ Name: z.string(), WithDecryption: z.literal(true) });

export function refuseParameter(type: string, message: string, status = 400): AwsAnswer {
  return { status, type: TYPE, body: JSON.stringify({ __type: type, message }) };
}

/** Parameter Store on loopback: `GetParameter` with decryption, and nothing else. */
export async function startSsm(options: {
  readonly region: string;
  readonly credentials: AwsCredentials;
}): Promise<SsmDouble> {
  const parameters = new Map<string, Parameter | AwsAnswer>();
  const calls: SsmDouble['calls'][number][] = [];
  const double = await startAwsService({
    ...options,
    service: 'ssm',
    refuseSignature: refuseParameter('UnrecognizedClientException', 'The security token is invalid.'),
    answer: ({ headers }, body) => {
      if (headers['x-amz-target'] !== 'AmazonSSM.GetParameter') {
        throw new Error(`the double knows no ${String(headers['x-amz-target'])}`);
      }
      const { Name: name } = inputSchema.parse(JSON.parse(body));
      calls.push({ action: 'ssm:GetParameter', resource: name });
      const found = parameters.get(name);
      if (found === undefined) return refuseParameter('ParameterNotFound', '');
      if ('status' in found) return found;
      return { status: 200, type: TYPE, body: JSON.stringify({ Parameter: { Name: name, ...found } }) };
    },
  });
  return { ...double, calls, place: (name, parameter) => void parameters.set(name, parameter) };
}
