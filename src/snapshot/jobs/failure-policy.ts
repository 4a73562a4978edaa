import type { KubernetesJob, KubernetesPod } from '../kubernetes/objects.ts';

type Policy = NonNullable<NonNullable<KubernetesJob['spec']>['podFailurePolicy']>;
type Rule = Policy['rules'][number];

/**
 * Whether the Job's own policy keeps a failed pod out of its counters: the first rule that fits decides.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/pod_failure_policy.go (matchPodFailurePolicy)
 */
export function isIgnoredFailure(policy: Policy | undefined, pod: KubernetesPod): boolean {
  return policy?.rules.find((rule) => fits(rule, pod))?.action === 'Ignore';
}

function fits({ onExitCodes, onPodConditions }: Rule, { status }: KubernetesPod): boolean {
  if (onExitCodes != null) {
    const { containerName, operator, values } = onExitCodes;
    return [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].some(
      ({ name, state }) => {
        const exitCode = state?.terminated?.exitCode ?? 0;
        const isOf = containerName == null || containerName === name;
        return isOf && exitCode !== 0 && values.includes(exitCode) === (operator === 'In');
      },
    );
  }
  return onPodConditions.some((pattern) =>
    status?.conditions.some(
      (each) => each.type === pattern.type && each.status === (pattern.status ?? 'True'),
    ),
  );
}
