import { wasSeen, type ListCompleteness } from '../../snapshot/model/completeness.ts';
import { countPodsOfStatus } from '../../snapshot/jobs/status.ts';
import { kubernetesPod, type KubernetesJob, type KubernetesPod } from '../../snapshot/kubernetes/objects.ts';
import type { ClusterClient } from '../connection/client.ts';
import type { ObjectSelection } from '../get/request.ts';
import { listObjects, type ListOptions, type ObjectList } from './object-list.ts';

type PodList = ObjectList<KubernetesPod>;

/** A selector of this many UIDs makes a URL of about 3 KB, which every proxy passes. */
const UIDS_A_REQUEST = 50;
/** Younger clusters set both. https://kubernetes.io/docs/reference/labels-annotations-taints/#batchkubernetesio-controller-uid */
const UID_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];

/**
 * A pod template need not carry its Job's labels. The pods of Jobs that count more than the selector found are looked
 * for by the Job's own selector, and added to the list.
 */
export async function addPodsOfJobs(
  client: ClusterClient,
  { namespace, labelSelector }: ObjectSelection,
  jobs: readonly KubernetesJob[],
  pods: PodList,
  { signal, onPage }: Pick<ListOptions<KubernetesPod>, 'signal' | 'onPage'>,
): Promise<PodList> {
  // Without a selector every pod was listed; where listing is denied it is denied here too.
  if (labelSelector === '' || !wasSeen(pods.completeness)) return pods;
  const selections = selectUnseenPods(jobs, pods.items);
  const lists = await Promise.all(
    selections.map((selection) =>
      listObjects(client, {
        resource: 'pods',
        namespace: selection.namespace ?? namespace,
        query: { labelSelector: selection.labelSelector },
        schema: kubernetesPod,
        signal,
        onPage,
      }),
    ),
  );
  return lists.reduce(mergeLists, pods);
}

interface PodSelection {
  /** Null: where the Jobs were looked for. */
  readonly namespace: string | null;
  readonly labelSelector: string;
}

/** What finds the pods of Jobs of which fewer were seen than the Job counts, or none. */
export function selectUnseenPods(
  jobs: readonly KubernetesJob[],
  pods: readonly KubernetesPod[],
): readonly PodSelection[] {
  const seen = Map.groupBy(
    pods.flatMap((pod) => pod.metadata.ownerReferences),
    (owner) => owner.uid,
  );
  const unseen = jobs.filter((job) => {
    const number = seen.get(job.metadata.uid)?.length ?? 0;
    return number === 0 || number < countPodsOfStatus(job);
  });
  const byLabel = Map.groupBy(unseen, findUidLabel);
  return [...byLabel].flatMap(([label, group]) =>
    label === null ? group.flatMap(selectByOwnSelector) : selectByUid(label, group),
  );
}

function findUidLabel(job: KubernetesJob): string | null {
  const labels = job.spec?.selector?.matchLabels;
  return UID_LABELS.find((label) => labels?.[label] === job.metadata.uid) ?? null;
}

function selectByUid(label: string, jobs: readonly KubernetesJob[]): readonly PodSelection[] {
  const uids = jobs.map((job) => job.metadata.uid);
  const groups = Array.from({ length: Math.ceil(uids.length / UIDS_A_REQUEST) }, (_, index) =>
    uids.slice(index * UIDS_A_REQUEST, (index + 1) * UIDS_A_REQUEST),
  );
  return groups.map((group) => ({ namespace: null, labelSelector: `${label} in (${group.join(',')})` }));
}

/** `manualSelector: true`: the Job names its pods by labels of its own, which mean others in another namespace. */
function selectByOwnSelector({ spec, metadata }: KubernetesJob): readonly PodSelection[] {
  const equal = Object.entries(spec?.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (spec?.selector?.matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    return operator === 'DoesNotExist' ? `!${key}` : `${key} ${operator.toLowerCase()} (${values.join(',')})`;
  });
  const requirements = [...equal, ...expressions];
  return requirements.length === 0
    ? []
    : [{ namespace: metadata.namespace, labelSelector: requirements.join(',') }];
}

function mergeLists(all: PodList, more: PodList): PodList {
  const items = new Map([...all.items, ...more.items].map((pod) => [pod.metadata.uid, pod]));
  return {
    items: [...items.values()],
    problems: [...all.problems, ...more.problems],
    date: all.date,
    completeness: mergeCompleteness(all.completeness, more.completeness, items.size),
  };
}

function mergeCompleteness(all: ListCompleteness, more: ListCompleteness, got: number): ListCompleteness {
  const malformed = all.malformed + more.malformed;
  const remaining = all.remaining === null || more.remaining === null ? null : all.remaining + more.remaining;
  return {
    // What was seen stays seen: a second request that failed makes the whole a part.
    status: all.status === 'read' && more.status === 'read' ? 'read' : 'partial',
    requests: all.requests + more.requests,
    asked: remaining === null ? null : got + malformed + remaining,
    got,
    malformed,
    damaged: all.damaged + more.damaged,
    remaining,
    inconsistent: all.inconsistent || more.inconsistent,
    resourceVersion: all.resourceVersion,
  };
}
