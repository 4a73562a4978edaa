import { Token } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ConfigurationError } from '../../src/errors.ts';
import type { KubeconfigStore } from '../targets/kubeconfig-store.ts';
import type { PlannedTarget } from '../targets/planned-target.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
/** Of a policy's 6,144 characters, those of the ARNs: the rest is for the statements around them. */
const MOST_ARN_CHARACTERS = 5_000;
/** Managed policies of a role. An account may ask for 20. */
const MOST_POLICIES = 10;
/** What an ARN may come to that is known at deployment only. */
const UNKNOWN_ARN_CHARACTERS = 200;

/** ARNs that one action is allowed for, under one condition. */
interface Right {
  readonly actions: readonly string[];
  readonly arns: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
}

/**
 * To read each kubeconfig that a target names; to use a key and to assume a role only where a target names them. In as few policies
 * as hold them: a role takes ten. Throws a `ConfigurationError` when they do not.
 */
export function createKubeconfigPolicies(
  scope: Construct,
  targets: readonly PlannedTarget[],
): readonly ManagedPolicy[] {
  const policies = shareOut(listKubeconfigRights(targets));
  if (policies.length > MOST_POLICIES) throw refuse(scope, policies.length);
  return policies.map((rights, index) => {
    return new ManagedPolicy(scope, `KubeconfigRights${index + 1}`, {
      description: 'Which kubeconfigs a run of k8s-job-reporter may read',
      statements: rights.map(({ actions, arns, conditions }) => {
        return new PolicyStatement({
          actions: [...actions],
          resources: [...arns],
          ...(conditions && { conditions }),
        });
      }),
    });
  });
}

function listKubeconfigRights(targets: readonly PlannedTarget[]): readonly Right[] {
  const stores = targets.map(({ kubeconfig }) => kubeconfig);
  const roles = targets.flatMap(({ eksRoleArn }) => eksRoleArn ?? []);
  const reading = group(stores, ({ action }) => action).map(([action, of]) => ({
    actions: [action],
    arns: distinct(of.map(({ arn }) => arn)),
  }));
  const keyed = stores.filter(({ keyArn }) => keyArn !== undefined);
  return [
    ...reading,
    ...group(keyed, ({ endpoint }) => endpoint).map(decryptKubeconfigs),
    ...(roles.length === 0 ? [] : [{ actions: ['sts:AssumeRole'], arns: distinct(roles) }]),
  ];
}

/**
 * For the service that keeps the kubeconfigs, which decrypts what may be read there and nothing else. Each ARN named once more here, as
 * the encryption context has it, would fill a role's policies with a hundred of them.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-authz
 * https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
 */
function decryptKubeconfigs([endpoint, stores]: readonly [string, readonly KubeconfigStore[]]): Right {
  return {
    actions: ['kms:Decrypt'],
    arns: distinct(stores.flatMap(({ keyArn }) => keyArn ?? [])),
    conditions: { StringEquals: { 'kms:ViaService': endpoint } },
  };
}

/** As many ARNs to a policy as it has room for; a right that is too long for one goes on in the next. */
function shareOut(rights: readonly Right[]): readonly (readonly Right[])[] {
  const policies: Right[][] = [];
  let room = 0;
  for (const right of rights) {
    for (const arn of right.arns) {
      const length = measureArn(arn);
      if (length > room) {
        policies.push([]);
        room = MOST_ARN_CHARACTERS;
      }
      room -= length;
      const policy = policies.at(-1) ?? [];
      const last = policy.at(-1);
      if (last !== undefined && last.actions === right.actions)
        policy.splice(-1, 1, { ...last, arns: [...last.arns, arn] });
      else policy.push({ ...right, arns: [arn] });
    }
  }
  return policies;
}

/** With its quotes and comma. */
function measureArn(arn: string): number {
  return 3 + (Token.isUnresolved(arn) ? UNKNOWN_ARN_CHARACTERS : arn.length);
}

function group<T>(
  items: readonly T[],
  by: (item: T) => string,
): readonly (readonly [string, readonly T[]])[] {
  return Object.entries(Object.groupBy(items, by)).map(([key, of = []]) => [key, of]);
}

function distinct(arns: readonly string[]): readonly string[] {
  return [...new Set(arns)];
}

function refuse(scope: Construct, count: number): ConfigurationError {
  return new ConfigurationError({
    code: 'STACK_TOO_LARGE',
    attempted: 'granting the kubeconfigs of',
    object: scope.node.path,
    why: `their ARNs take ${count} policies, and a role has room for ${MOST_POLICIES}`,
    advice:
      'Let targets of one cluster share a secret, or secrets share a key and a role, or share the targets out over several reporters, each with a name of its own',
  });
}
