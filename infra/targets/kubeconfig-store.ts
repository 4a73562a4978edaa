import { Aws, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { KubeconfigPlaceSettings } from '../../src/config/kubeconfig-place.ts';
import type { JobReporterTarget } from './props.ts';

/** What keeps a kubeconfig, as IAM and KMS call it. */
export interface KubeconfigStore {
  readonly action: 'secretsmanager:GetSecretValue' | 'ssm:GetParameter';
  /** Complete, but for the six characters behind a secret that is called by its name: `??????`. */
  readonly arn: string;
  /** `secretsmanager.eu-central-1.amazonaws.com`: whom KMS sees. */
  readonly endpoint: string;
  readonly keyArn: string | undefined;
}

/** Where a run finds the kubeconfig of a target, and what it needs a right for. */
export function locateKubeconfig(
  scope: Construct,
  target: JobReporterTarget,
): { readonly place: KubeconfigPlaceSettings; readonly store: KubeconfigStore } {
  const { kubeconfig, kubeconfigKey } = target;
  if ('secretArn' in kubeconfig) {
    return {
      place: nameSecret(kubeconfig),
      store: locateSecret(kubeconfig, kubeconfigKey ?? kubeconfig.encryptionKey),
    };
  }
  const { parameterName } = kubeconfig;
  const arn = 'parameterArn' in kubeconfig ? kubeconfig.parameterArn : undefined;
  return {
    place: { kubeconfigParameter: parameterName },
    store: locateParameter(scope, parameterName, arn, kubeconfigKey),
  };
}

/** A secret whose ARN is not known to the end is one of the function's own account and region. */
function nameSecret({ secretFullArn, secretName }: Secret | ISecret): KubeconfigPlaceSettings {
  return secretFullArn === undefined
    ? { kubeconfigSecretName: secretName }
    : { kubeconfigSecretArn: secretFullArn };
}

function locateSecret(secret: Secret | ISecret, key: IKey | undefined): KubeconfigStore {
  const { secretFullArn, secretArn } = secret;
  return {
    action: 'secretsmanager:GetSecretValue',
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
    arn: secretFullArn ?? `${secretArn}-??????`,
    endpoint: nameEndpoint('secretsmanager', findRegion(secretFullArn) ?? secret.env.region),
    keyArn: key?.keyArn,
  };
}

/** A version or label behind the name is none of the ARN: rights are for a parameter as a whole. */
function locateParameter(
  scope: Construct,
  parameter: string,
  known: string | undefined,
  key: IKey | undefined,
): KubeconfigStore {
  const [, prefix, name = ''] = /^(arn:.*:parameter)?\/?([^:]*)/.exec(parameter) ?? [];
  const own = () => Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name });
  const arn = prefix === undefined ? (known ?? own()) : `${prefix}/${name}`;
  return {
    action: 'ssm:GetParameter',
    arn,
    endpoint: nameEndpoint('ssm', findRegion(prefix) ?? Stack.of(scope).region),
    keyArn: key?.keyArn,
  };
}

/** An ARN's own, where it is known at synthesis. */
function findRegion(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : /^arn:[^:]+:[^:]+:([a-z0-9-]+):/.exec(arn)?.[1];
}

/** No partition reaches into another: its suffix is the stack's own. */
function nameEndpoint(service: string, region: string): string {
  return `${service}.${region}.${Aws.URL_SUFFIX}`;
}
