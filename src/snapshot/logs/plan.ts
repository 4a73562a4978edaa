import type { ListedContainer } from './attempt.ts';
import type { K8sContainerStatus, K8sPodStatus } from '../model/pod.ts';
import type { K8sJobStatus } from '../model/job.ts';
import type { K8sPodLog } from '../model/log.ts';

/** One log to ask for. The lower the urgency, the earlier it is read: time and bytes may run out. */
export type LogRead = Pick<
  K8sPodLog,
  'podName' | 'namespace' | 'containerName' | 'jobName' | 'role' | 'previous'
> & {
  readonly urgency: number;
  readonly nodeName: string | null;
  /** As it was listed. */
  readonly container: ListedContainer;
  /** Its pod has ended: no container of it starts any more. */
  readonly podHasEnded: boolean;
};

/** Every log of every container, in the order of the report. */
export function planLogs(jobs: readonly K8sJobStatus[], pods: readonly K8sPodStatus[]): readonly LogRead[] {
  const byUid = new Map(jobs.map((job) => [job.uid, job]));
  return pods.flatMap((pod) => {
    const job = pod.owner === null ? undefined : byUid.get(pod.owner.uid);
    const urgency = judgeUrgency(job, pod);
    return pod.containers.flatMap((container) => {
      const { podName, namespace, jobName, nodeName } = pod;
      const { containerName, role } = container;
      const podHasEnded = pod.phase === 'Failed' || pod.phase === 'Succeeded';
      const read = {
        podName,
        namespace,
        containerName,
        jobName,
        role,
        urgency,
        nodeName,
        container,
        podHasEnded,
      };
      return [
        { ...read, previous: false },
        ...(hasPreviousLog(container) ? [{ ...read, previous: true }] : []),
      ];
    });
  });
}

/**
 * While a container waits for its next start, its plain log is already that of the last attempt: `previous` would be
 * the same once more. https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kubelet_pods.go (validateContainerLogStatus)
 */
function hasPreviousLog({ state, lastTermination }: K8sContainerStatus): boolean {
  return lastTermination !== null && (state === 'running' || state === 'terminated');
}

/** What a person looks for first: what failed, then what is stuck, then what runs, then what went well. */
function judgeUrgency(job: K8sJobStatus | undefined, pod: K8sPodStatus): number {
  const failed = job?.phase === 'FAILED' || job?.outcome.includes('failing') === true;
  if (failed && pod.cause !== null) return 0;
  if (failed || pod.cause !== null || job?.outcome.includes('waiting') === true) return 1;
  return job?.phase === 'SUCCEEDED' ? 3 : 2;
}
