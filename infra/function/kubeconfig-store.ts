import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ReporterTarget } from '../../src/config/schema.ts';

/** What keeps a kubeconfig, as IAM and KMS call it. */
export interface KubeconfigStore {
  readonly action: 'secretsmanager:GetSecretValue' | 'ssm:GetParameter';
  /** Complete, but for the six characters behind a secret that the config calls by its name: `??????`. */
  readonly arn: string;
  /** `secretsmanager.eu-central-1.amazonaws.com` */
  readonly endpoint: string;
  /** Under which KMS is told the ARN. */
  readonly contextKey: 'SecretARN' | 'PARAMETER_ARN';
}

/** Names are those of the function's own account and region. */
export function locateKubeconfig(scope: Construct, target: ReporterTarget): KubeconfigStore {
  const { kubeconfigSecretArn, kubeconfigSecretName, kubeconfigParameter } = target;
  if (kubeconfigParameter !== undefined) return locateParameter(scope, kubeconfigParameter);
  return {
    action: 'secretsmanager:GetSecretValue',
    arn: kubeconfigSecretArn ?? nameSecret(scope, kubeconfigSecretName ?? ''),
    endpoint: nameEndpoint('secretsmanager', kubeconfigSecretArn),
    contextKey: 'SecretARN',
  };
}

function nameSecret(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
    resourceName: `${name}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

/** A version or label behind the name is none of the ARN: rights are for a parameter as a whole. */
function locateParameter(scope: Construct, parameter: string): KubeconfigStore {
  const [, prefix, name = ''] = /^(arn:.*:parameter)?\/?([^:]*)/.exec(parameter) ?? [];
  return {
    action: 'ssm:GetParameter',
    arn:
      prefix === undefined
        ? Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: name })
        : `${prefix}/${name}`,
    endpoint: nameEndpoint('ssm', prefix),
    contextKey: 'PARAMETER_ARN',
  };
}

function nameEndpoint(service: string, arn: string | undefined): string {
  if (arn === undefined) return `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  const [, partition, , region] = arn.split(':');
  return `${service}.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
}
