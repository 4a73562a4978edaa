import type { ContainerStatus, Pod } from '../state/kubernetes-object.ts';
import { revisionAt, writeTimestamp } from '../state/recorded-clock.ts';

/** Its containers have ended well, at `elapsed` seconds after the recording; the fields change as the recorded pods' did. */
export function completePod(pod: Pod, elapsed: number): Pod {
  const { finalizers: _finalizers, ...metadata } = pod.metadata;
  const finishedAt = writeTimestamp(elapsed);
  return {
    ...pod,
    metadata: { ...metadata, resourceVersion: String(revisionAt(elapsed)) },
    status: {
      ...pod.status,
      phase: 'Succeeded',
      conditions: pod.status.conditions?.map((condition) => completeCondition(condition, finishedAt)),
      containerStatuses: pod.status.containerStatuses?.map((status) => completeContainer(status, finishedAt)),
    },
  };
}

/** A node has been given, and the node has not started its containers yet. */
export function startPod(pod: Pod): Pod {
  return {
    ...pod,
    status: {
      ...pod.status,
      phase: 'Pending',
      conditions: pod.status.conditions?.map((condition) => ({
        ...condition,
        status: condition.type === 'PodScheduled' || condition.type === 'Initialized' ? 'True' : 'False',
      })),
      containerStatuses: pod.status.containerStatuses?.map((status) => createContainer(status)),
    },
  };
}

type Condition = NonNullable<Pod['status']['conditions']>[number];

function completeCondition(condition: Condition, at: string): Condition {
  switch (condition.type) {
    case 'Initialized':
      return { ...condition, reason: 'PodCompleted' };
    case 'Ready':
    case 'ContainersReady':
      return { ...condition, status: 'False', lastTransitionTime: at, reason: 'PodCompleted' };
    case 'PodReadyToStartContainers':
      return { ...condition, status: 'False', lastTransitionTime: at };
    default:
      return condition;
  }
}

function createContainer(status: ContainerStatus): ContainerStatus {
  const { containerID: _containerID, ...rest } = status;
  return { ...rest, state: { waiting: { reason: 'ContainerCreating' } } };
}

function completeContainer(status: ContainerStatus, finishedAt: string): ContainerStatus {
  const startedAt = status.state.running?.startedAt ?? finishedAt;
  const { containerID } = status;
  const terminated = { exitCode: 0, reason: 'Completed', startedAt, finishedAt, containerID };
  return { ...status, state: { terminated }, ready: false, started: false };
}
