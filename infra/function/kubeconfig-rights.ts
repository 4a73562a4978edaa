import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ReporterTarget } from '../../src/config/schema.ts';
import { locateKubeconfig, type KubeconfigStore } from './kubeconfig-store.ts';

/** Of a policy's 6,144: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_CHARACTERS = 5_000;

/**
 * To read each kubeconfig that a target names; to use a key and to assume a role only where a target names them. In policies of
 * their own, as many as a hundred clusters take.
 */
export function createKubeconfigPolicies(
  scope: Construct,
  targets: readonly ReporterTarget[],
): readonly ManagedPolicy[] {
  return shareOut(listKubeconfigRights(scope, targets)).map((statements, index) => {
    return new ManagedPolicy(scope, `KubeconfigRights${index + 1}`, {
      description: 'Which kubeconfigs a run of k8s-job-reporter may read',
      statements: [...statements],
    });
  });
}

function listKubeconfigRights(
  scope: Construct,
  targets: readonly ReporterTarget[],
): readonly PolicyStatement[] {
  const stores = targets.map((target) => ({
    ...locateKubeconfig(scope, target),
    keyArn: target.kubeconfigKeyArn,
  }));
  const keyed = stores.flatMap(({ keyArn, ...store }) => (keyArn === undefined ? [] : [{ store, keyArn }]));
  const roles = targets.flatMap(({ eksRoleArn }) => (eksRoleArn === undefined ? [] : [eksRoleArn]));
  return [
    ...[...new Map(stores.map((store) => [store.arn, store])).values()].map(readKubeconfig),
    ...[...new Map(keyed.map((each) => [each.store.arn, each])).values()].map(({ store, keyArn }) =>
      decryptKubeconfig(store, keyArn),
    ),
    ...[...new Set(roles)].map(assumeRole),
  ];
}

function readKubeconfig({ action, arn }: KubeconfigStore): PolicyStatement {
  return new PolicyStatement({ actions: [action], resources: [arn] });
}

/**
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-authz
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
function decryptKubeconfig({ arn, endpoint, contextKey }: KubeconfigStore, keyArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': endpoint },
      // Exact but for the six characters that Secrets Manager adds to a name.
      StringLike: { [`kms:EncryptionContext:${contextKey}`]: arn },
    },
  });
}

function assumeRole(roleArn: string): PolicyStatement {
  return new PolicyStatement({ actions: ['sts:AssumeRole'], resources: [roleArn] });
}

/** As many to a policy as it has room for. */
function shareOut(statements: readonly PolicyStatement[]): readonly (readonly PolicyStatement[])[] {
  return statements.reduce<readonly (readonly PolicyStatement[])[]>((policies, statement) => {
    const grown = [...(policies.at(-1) ?? []), statement];
    return JSON.stringify(grown).length <= MOST_CHARACTERS
      ? [...policies.slice(0, -1), grown]
      : [...policies, [statement]];
  }, []);
}
