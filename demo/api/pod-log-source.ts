import { listContainerStatuses, type ContainerStatus, type Pod } from '../state/kubernetes-object.ts';
import { refuseAsBadRequest, RefusedRequest } from './answers/status-failure.ts';

/** The nodes of the recorded cluster whose kubelet answers. */
const NODES = new Set(['node1']);

/**
 * Which container run's log is meant: its container ID, or null when the pod was never given to a node.
 * The order of the checks is the API server's, then the kubelet's:
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/registry/core/pod/strategy.go (LogLocation)
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kubelet_pods.go (validateContainerLogStatus)
 * @throws RefusedRequest 400 for a container that has no log to give, 500 for a pod on a node that is gone
 */
export function chooseContainerRun(pod: Pod, container: string | null, previous: boolean): string | null {
  const name = chooseContainer(pod, container);
  const { nodeName } = pod.spec;
  if (nodeName === undefined) return null;
  if (!NODES.has(nodeName)) {
    throw new RefusedRequest({ code: 500, message: 'no preferred addresses found; known addresses: []' });
  }
  const status = listContainerStatuses(pod).find((candidate) => candidate.name === name);
  if (status === undefined) {
    throw refuseAsBadRequest(`container "${name}" in pod "${pod.metadata.name}" is not available`);
  }
  return previous ? choosePreviousRun(pod, status) : chooseLatestRun(pod, status);
}

function chooseContainer(pod: Pod, container: string | null): string {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec;
  if (container === null || container === '') {
    const [only, ...others] = containers;
    if (only !== undefined && others.length === 0) return only.name;
    const names = [...initContainers, ...containers, ...ephemeralContainers].map(({ name }) => name);
    throw refuseAsBadRequest(
      `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]`,
    );
  }
  const known = [...initContainers, ...containers, ...ephemeralContainers];
  if (known.some(({ name }) => name === container)) return container;
  throw refuseAsBadRequest(`container ${container} is not valid for pod ${pod.metadata.name}`);
}

function choosePreviousRun(pod: Pod, { name, lastState }: ContainerStatus): string {
  const containerID = lastState.terminated?.containerID;
  if (containerID !== undefined) return containerID;
  throw refuseAsBadRequest(`previous terminated container "${name}" in pod "${pod.metadata.name}" not found`);
}

function chooseLatestRun(pod: Pod, { name, state, lastState, containerID }: ContainerStatus): string {
  const latest =
    state.running === undefined ? (state.terminated ?? lastState.terminated)?.containerID : containerID;
  if (latest !== undefined) return latest;
  const reason = state.waiting?.reason ?? 'no logs yet';
  throw refuseAsBadRequest(
    `container "${name}" in pod "${pod.metadata.name}" is waiting to start: ${WAITING_REASONS[reason] ?? reason}`,
  );
}

const WAITING_REASONS: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
};
