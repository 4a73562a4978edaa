import type { KubernetesJob } from '../kubernetes/objects.ts';
import type { K8sJobStatus } from '../model/job.ts';
import type { K8sPodStatus } from '../model/pod.ts';
import type { JobJudgement } from './phase.ts';
import { isFinished } from './pod-status.ts';

type Retries = NonNullable<K8sJobStatus['retries']>;

/**
 * Attempts that failed in a Job that goes on. Kubernetes compares two counts with the limit, each for itself: pods that failed,
 * and with `OnFailure` restarts in place of pods that go on. The one that is further is told.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.2/pkg/controller/job/job_controller.go (exceedsBackoffLimit, pastBackoffLimitOnFailure)
 */
export function countRetries(
  { spec, status }: KubernetesJob,
  { phase, outcome }: JobJudgement,
  pods: readonly K8sPodStatus[],
): Retries | null {
  const inPlace =
    spec?.template?.spec?.restartPolicy === 'OnFailure' ? pods.filter((pod) => !isFinished(pod)) : [];
  const restarts = inPlace
    .flatMap((pod) => pod.containers)
    .reduce((sum, each) => sum + (each.role === 'ephemeral' ? 0 : (each.restarts ?? 0)), 0);
  const failed = (status?.failed ?? 0) + (status?.uncountedTerminatedPods?.failed.length ?? 0);
  const used = Math.max(failed, restarts);
  const isDecided = outcome.includes('failing') || outcome.includes('succeeding');
  if (phase !== 'RUNNING' || isDecided || used === 0) return null;
  // With a limit for each index, the Job's own is a number that means "none".
  return { used, limit: spec?.backoffLimitPerIndex == null ? (spec?.backoffLimit ?? null) : null };
}
