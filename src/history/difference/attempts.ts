import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';

/** Which start of which container; `number` counts them from 0, and is null where that is not known. */
interface ContainerAttempt {
  readonly key: string;
  readonly container: string;
  readonly number: number | null;
}

interface AttemptIndex {
  readonly logs: ReadonlyMap<string, K8sPodLog>;
  readonly nameAttempt: (log: K8sPodLog) => ContainerAttempt;
  /** Whether attempts of the container came and went since then, of which `later` has no log either. */
  readonly missesBefore: (attempt: ContainerAttempt, later: ReadonlyMap<string, K8sPodLog>) => boolean;
}

/**
 * The logs of a look by the attempt that wrote them: an attempt's log is the container's current one first, then its previous
 * one. A restart count is the number of attempts before the current one.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ContainerStatus
 */
export function indexAttempts({ pods, podsLogs }: K8sMonitorSnapshot): AttemptIndex {
  const byPod = new Map(pods.map((pod) => [`${pod.namespace}/${pod.podName}`, pod]));
  const restarts = new Map<string, number | null>();
  for (const pod of pods) {
    for (const { containerName, restarts: count } of pod.containers) {
      restarts.set(nameContainer(pod.namespace, pod.podName, pod.uid, containerName), count);
    }
  }
  const nameAttempt = ({
    podName,
    namespace,
    containerName,
    previous,
    attempt,
  }: K8sPodLog): ContainerAttempt => {
    const uid = byPod.get(`${namespace}/${podName}`)?.uid;
    const container = nameContainer(namespace, podName, uid, containerName);
    const current = restarts.get(container) ?? null;
    // What the log's own times say goes before what was listed a moment earlier.
    const number = attempt ?? (current === null ? null : current - (previous ? 1 : 0));
    return { key: `${container} ${number ?? (previous ? 'previous' : 'current')}`, container, number };
  };
  return {
    logs: new Map(podsLogs.map((log) => [nameAttempt(log).key, log])),
    nameAttempt,
    missesBefore: ({ container, number }, later) => {
      const last = restarts.get(container) ?? null;
      if (last === null || number === null) return false;
      return number > last + 1 && !later.has(`${container} ${number - 1}`);
    },
  };
}

function nameContainer(
  namespace: string,
  podName: string,
  uid: string | undefined,
  containerName: string,
): string {
  return [namespace, podName, uid ?? '', containerName].join('/');
}
