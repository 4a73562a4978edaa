import type { KubernetesJob, KubernetesPod } from '../kubernetes/objects.ts';

/** Newer clusters set both. https://kubernetes.io/docs/reference/labels-annotations-taints/#batchkubernetesio-controller-uid */
export const UID_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'] as const;

export type Owner = KubernetesPod['metadata']['ownerReferences'][number];

/** Who controls the pod, or else whom it belongs to. */
export function findOwner({ metadata }: KubernetesPod): Owner | undefined {
  return metadata.ownerReferences.find((each) => each.controller === true) ?? metadata.ownerReferences[0];
}

/**
 * The UID of the Job whose each pod is, or null, for many pods. A pod belongs by UID; one that was orphaned belongs by the label with
 * that UID, which it keeps, or by the selector that the Job being deleted was given.
 * https://kubernetes.io/docs/tasks/administer-cluster/use-cascading-deletion/#set-orphan-deletion-policy
 */
export function openPodJoin(jobs: readonly KubernetesJob[]): (pod: KubernetesPod) => string | null {
  const namespaces = new Map(jobs.map(({ metadata }) => [metadata.uid, metadata.namespace]));
  const selecting = jobs.filter(
    (job) => job.metadata.deletionTimestamp != null && findUidLabel(job) === null && hasLabels(job),
  );
  return (pod) => {
    const owner = findOwner(pod);
    if (owner !== undefined) return owner.uid;
    const { labels, namespace } = pod.metadata;
    const labelled = UID_LABELS.map((label) => labels[label] ?? '').find(
      (uid) => namespaces.get(uid) === namespace,
    );
    return labelled ?? selecting.find((job) => selects(job, pod))?.metadata.uid ?? null;
  };
}

/** The label by which the Job selects its pods, where it was not given a selector of its own. */
export function findUidLabel(job: KubernetesJob): (typeof UID_LABELS)[number] | null {
  const labels = job.spec?.selector?.matchLabels;
  return UID_LABELS.find((label) => labels?.[label] === job.metadata.uid) ?? null;
}

function hasLabels({ spec }: KubernetesJob): boolean {
  return Object.keys(spec?.selector?.matchLabels ?? {}).length > 0;
}

function selects({ spec, metadata }: KubernetesJob, pod: KubernetesPod): boolean {
  return (
    pod.metadata.namespace === metadata.namespace &&
    Object.entries(spec?.selector?.matchLabels ?? {}).every(
      ([key, value]) => pod.metadata.labels[key] === value,
    )
  );
}
