import { describeContainers } from './container-status.ts';
import type { KubernetesPod } from '../kubernetes/objects.ts';
import type { K8sPodStatus } from '../model/pod.ts';
import { findOwner } from './job-pods.ts';
import { findPodCause } from './pod-cause.ts';
import { wordPodStatus } from './status-word.ts';

/** A pod as the report tells it; `jobName` is that of the report's Job whose it is. */
export function describePod(pod: KubernetesPod, jobName: string | null): K8sPodStatus {
  const { metadata, spec, status } = pod;
  const owner = findOwner(pod);
  const containers = describeContainers(pod);
  return {
    podName: metadata.name,
    namespace: metadata.namespace,
    uid: metadata.uid,
    jobName,
    owner: owner === undefined ? null : { kind: owner.kind, name: owner.name, uid: owner.uid },
    phase: status?.phase ?? null,
    ...wordPodStatus(pod),
    nodeName: spec?.nodeName ?? null,
    startTime: status?.startTime ?? null,
    deletionTime: metadata.deletionTimestamp ?? null,
    cause: findPodCause(pod, containers),
    containers,
  };
}

/** Whether any container of the pod runs now. A pod that runs without telling its containers is taken at its word. */
export function isRunning(pod: K8sPodStatus): boolean {
  const known = pod.containers.some((each) => each.state !== null);
  return known
    ? pod.containers.some((each) => each.state === 'running' && each.role !== 'ephemeral')
    : pod.phase === 'Running';
}

/** Whether the pod has ended, for good or ill. */
export function isFinished(pod: K8sPodStatus): boolean {
  return pod.phase === 'Succeeded' || pod.phase === 'Failed';
}
