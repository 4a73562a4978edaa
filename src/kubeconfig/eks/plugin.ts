import * as z from 'zod';
import { readEksArguments } from './arguments.ts';
import { isGiven, type KubeconfigExec } from '../file/schema.ts';
import { isRegion } from './sts-endpoint.ts';
import type { AwsIdentity } from './aws-access.ts';

/** What a plugin's command line asks for. */
export interface EksPlugin {
  readonly clusterId: string;
  readonly region: string | null;
  readonly role: EksRole | null;
  readonly profile: string | null;
  /** Keys that stand in the kubeconfig itself. */
  readonly identity: AwsIdentity | null;
  readonly endpoints: 'regional' | 'legacy';
}

export interface EksRole {
  readonly arn: string;
  readonly sessionName: string | null;
  readonly externalId: string | null;
}

/** `notEks`: another plugin. `strange`: one of EKS with something that is not understood; says what, by name. */
export type EksPluginReading =
  | { readonly kind: 'eks'; readonly plugin: EksPlugin }
  | { readonly kind: 'notEks' }
  | { readonly kind: 'strange'; readonly why: string };

/** Variables that change nothing of a token. */
const IDLE_VARIABLE = /^AWS_(?:CLI_\w+|PAGER|DEFAULT_OUTPUT|SDK_LOAD_CONFIG|MAX_ATTEMPTS|RETRY_MODE)$/;
const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/);

const variablesSchema = z.object({
  AWS_REGION: z.string().optional(),
  AWS_DEFAULT_REGION: z.string().optional(),
  AWS_PROFILE: z.string().optional(),
  AWS_STS_REGIONAL_ENDPOINTS: z.enum(['regional', 'legacy', '']).optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
});

/** Reads `users[].exec` as a request for a token; what is not wholly understood is never half obeyed. */
export function readEksPlugin(exec: KubeconfigExec): EksPluginReading {
  const read = readEksArguments(exec.command, exec.args ?? []);
  if (read === null) return { kind: 'notEks' };
  if (typeof read === 'string') return { kind: 'strange', why: read };
  const variables = variablesSchema.safeParse(
    Object.fromEntries((exec.env ?? []).map(({ name, value }) => [name, value])),
  );
  if (!variables.success)
    return { kind: 'strange', why: `of its ${variables.error.issues[0]?.path.join('')}` };
  const unknown = (exec.env ?? []).find(({ name }) => isUnknown(name));
  if (unknown !== undefined) return { kind: 'strange', why: `of its variable ${unknown.name}` };
  const env = variables.data;
  const region = [read.region, env.AWS_REGION, env.AWS_DEFAULT_REGION].find(isGiven) ?? null;
  if (region !== null && !isRegion(region)) return { kind: 'strange', why: 'of its region' };
  const role = isGiven(read.roleArn) ? read.roleArn : null;
  if (role !== null && !roleArn.safeParse(role).success) {
    return { kind: 'strange', why: 'of its role, which is not the ARN of one' };
  }
  return {
    kind: 'eks',
    plugin: {
      clusterId: read.clusterId,
      region,
      role:
        role === null
          ? null
          : { arn: role, sessionName: read.sessionName ?? null, externalId: read.externalId ?? null },
      profile: [read.profile, env.AWS_PROFILE].find(isGiven) ?? null,
      identity: readIdentity(env),
      endpoints: env.AWS_STS_REGIONAL_ENDPOINTS === 'legacy' ? 'legacy' : 'regional',
    },
  };
}

function isUnknown(name: string): boolean {
  return name.startsWith('AWS_') && !(name in variablesSchema.shape) && !IDLE_VARIABLE.test(name);
}

function readIdentity(env: z.infer<typeof variablesSchema>): AwsIdentity | null {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const { AWS_SESSION_TOKEN: sessionToken } = env;
  if (!isGiven(accessKeyId) || !isGiven(secretAccessKey)) return null;
  return { accessKeyId, secretAccessKey, ...(isGiven(sessionToken) ? { sessionToken } : {}) };
}
