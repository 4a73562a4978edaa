import type { ContainerRole, K8sContainerStatus } from '../model/pod.ts';
import type {
  KubernetesContainer,
  KubernetesContainerState,
  KubernetesContainerStatus,
  KubernetesPod,
} from '../kubernetes/objects.ts';

type Terminated = NonNullable<KubernetesContainerState['terminated']>;
type State = Pick<
  K8sContainerStatus,
  'state' | 'reason' | 'message' | 'exitCode' | 'signal' | 'startedAt' | 'finishedAt'
>;

type SpecContainers = readonly KubernetesContainer[];

/** Every container of the pod in the order in which it starts; one without a status yet has a null state. */
export function describeContainers({ spec, status }: KubernetesPod): readonly K8sContainerStatus[] {
  return [
    // An init container that always restarts is a sidecar. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
    ...describeKind(spec?.initContainers, status?.initContainerStatuses, (restartPolicy) =>
      restartPolicy === 'Always' ? 'sidecar' : 'init',
    ),
    ...describeKind(spec?.containers, status?.containerStatuses, () => 'main'),
    ...describeKind(spec?.ephemeralContainers, status?.ephemeralContainerStatuses, () => 'ephemeral'),
  ];
}

function describeKind(
  containers: SpecContainers | undefined,
  statuses: readonly KubernetesContainerStatus[] | undefined,
  roleOf: (restartPolicy: string | null) => ContainerRole,
): readonly K8sContainerStatus[] {
  const byName = new Map(statuses?.map((each) => [each.name, each]));
  return (containers ?? []).map((container) =>
    describeContainer(container, roleOf(container.restartPolicy ?? null), byName.get(container.name)),
  );
}

function describeContainer(
  container: KubernetesContainer,
  role: ContainerRole,
  status: KubernetesContainerStatus | undefined,
): K8sContainerStatus {
  const last = status?.lastState?.terminated;
  return {
    containerName: container.name,
    role,
    ...describeState(status?.state),
    restarts: status?.restartCount ?? null,
    lastTermination: last == null ? null : { ...describeEnd(last), startedAt: last.startedAt ?? null },
    ...describeProgram(container, status),
  };
}

/** What runs, beside what happened to it. */
function describeProgram(
  { image, command, args, resources }: KubernetesContainer,
  status: KubernetesContainerStatus | undefined,
): Pick<K8sContainerStatus, 'image' | 'imageId' | 'command' | 'args' | 'requests' | 'limits'> {
  const imageId = status?.imageID;
  return {
    image: image ?? status?.image ?? null,
    // Empty until the image is there.
    imageId: imageId == null || imageId === '' ? null : imageId,
    command: command ?? null,
    args: args ?? null,
    requests: resources?.requests ?? null,
    limits: resources?.limits ?? null,
  };
}

function describeState(state: KubernetesContainerState | null | undefined): State {
  const nothing = {
    reason: null,
    message: null,
    exitCode: null,
    signal: null,
    startedAt: null,
    finishedAt: null,
  };
  if (state?.terminated != null) {
    const { terminated } = state;
    return { state: 'terminated', ...describeEnd(terminated), startedAt: terminated.startedAt ?? null };
  }
  if (state?.running != null)
    return { ...nothing, state: 'running', startedAt: state.running.startedAt ?? null };
  if (state?.waiting == null) return { ...nothing, state: null };
  return {
    ...nothing,
    state: 'waiting',
    reason: state.waiting.reason ?? null,
    message: state.waiting.message ?? null,
  };
}

function describeEnd(
  end: Terminated,
): Pick<State, 'reason' | 'message' | 'signal' | 'finishedAt'> & { readonly exitCode: number } {
  return {
    reason: end.reason ?? null,
    message: end.message ?? null,
    exitCode: end.exitCode,
    // The API leaves out a signal of zero, and old runtimes send it: both mean that there was none.
    signal: end.signal == null || end.signal === 0 ? null : end.signal,
    finishedAt: end.finishedAt ?? null,
  };
}
