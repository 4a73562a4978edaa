import * as z from 'zod';
import { roleArn } from './settings/arn.ts';

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
const SECRET_ARN =
  /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@!-]+-[A-Za-z0-9]{6}$/;
const SECRET_NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;
// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
const PARAMETER =
  /^(?:arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:parameter)?[A-Za-z0-9/_.-]{1,1011}(?::[A-Za-z0-9_.-]{1,100})?$/;

/** What may be done with a kubeconfig, wherever it is. */
export const kubeconfigUseShape = {
  eksClusterName: z
    .string()
    .regex(/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/, 'the name of a cluster of EKS')
    .exactOptional()
    .describe('Name of the EKS cluster that the kubeconfig is of: a token is made for no other.'),
  eksRoleArn: roleArn
    .exactOptional()
    .describe(
      'ARN of the role that the kubeconfig says to assume for EKS (--role-arn): no other is assumed.',
    ),
  kubeconfigVersionStage: z
    .string()
    .min(1)
    .max(256)
    .exactOptional()
    .describe('Version stage of the secret; AWSCURRENT unless told.'),
  insecureSkipTlsVerify: z
    .boolean()
    .exactOptional()
    .describe('Follow insecure-skip-tls-verify of the kubeconfig, and say so in every report.'),
  allowLocalServer: z
    .boolean()
    .exactOptional()
    .describe(
      'Let the server of the kubeconfig be at a loopback or link-local address: of a sidecar of the function, say.',
    ),
};

/** Where the kubeconfig of a target is: one of the first three. */
export const kubeconfigPlaceShape = {
  kubeconfigSecretArn: z
    .string()
    .regex(
      SECRET_ARN,
      'the complete ARN of a secret: arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>',
    )
    .exactOptional()
    .describe('Complete ARN of the Secrets Manager secret that holds the kubeconfig.'),
  kubeconfigSecretName: z
    .string()
    .regex(SECRET_NAME, "the name of a secret in the function's own account and region")
    .exactOptional()
    .describe("Name of the secret, in place of its ARN, in the function's own account and region."),
  kubeconfigParameter: z
    .string()
    .regex(PARAMETER, 'the name or ARN of a parameter, which may end in :version or :label')
    .exactOptional()
    .describe(
      'Name or ARN of an SSM SecureString parameter that holds the kubeconfig, in place of a secret.',
    ),
  ...kubeconfigUseShape,
};

const placeSchema = z.object(kubeconfigPlaceShape);

export type KubeconfigPlaceSettings = Readonly<z.infer<typeof placeSchema>>;

/** A refinement of a schema that has the shape's fields. */
export function requireOnePlace(
  target: Partial<KubeconfigPlaceSettings>,
  context: z.core.$RefinementCtx,
): void {
  const { kubeconfigSecretArn, kubeconfigSecretName, kubeconfigParameter } = target;
  const given = [kubeconfigSecretArn, kubeconfigSecretName, kubeconfigParameter].filter(
    (place) => place !== undefined,
  );
  const say = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (given.length === 0) {
    say('kubeconfigSecretArn', 'give it, or kubeconfigSecretName, or kubeconfigParameter');
  }
  if (given.length > 1) {
    say(
      'kubeconfigSecretArn',
      'give one of kubeconfigSecretArn, kubeconfigSecretName and kubeconfigParameter',
    );
  }
  if (kubeconfigParameter !== undefined && target.kubeconfigVersionStage !== undefined) {
    say(
      'kubeconfigVersionStage',
      'a parameter has none: write its version or label behind its name, after ":"',
    );
  }
}
