import { wasSeen } from '../../snapshot/model/completeness.ts';
import type { KubernetesJob, KubernetesPod } from '../../snapshot/kubernetes/objects.ts';
import { openPodJoin } from '../../snapshot/jobs/job-pods.ts';
import type { ClusterClient } from '../connection/client.ts';
import type { ObjectSelection } from '../get/request.ts';
import { addCollection, openCollection, readField } from './collection.ts';
import { listObjects, summarizeList, type ListOptions, type ObjectList } from './object-list.ts';
import { findOvertaken, findUnseen, selectPodsOf } from './unseen-pods.ts';

type PodList = ObjectList<KubernetesPod>;

/**
 * Looks again for pods that Jobs count and the list has not, and adds them to it: a pod template need not carry its Job's labels, and
 * what was made between two lists is in one of them only.
 */
export async function addPodsOfJobs(
  client: ClusterClient,
  { namespace, labelSelector }: ObjectSelection,
  jobs: readonly KubernetesJob[],
  pods: PodList,
  listing: Pick<ListOptions<KubernetesPod>, 'signal' | 'onPage' | 'budget' | 'parse'>,
): Promise<PodList> {
  // Where listing is denied it is denied here too.
  if (!wasSeen(pods.completeness)) return pods;
  const unseen =
    labelSelector === '' ? findOvertaken(jobs, pods.items, pods.date) : findUnseen(jobs, pods.items);
  const uids = new Set(unseen.map((job) => job.metadata.uid));
  const findJob = openPodJoin(unseen);
  const lists = await Promise.all(
    selectPodsOf(unseen).map((selection) =>
      listObjects(client, {
        resource: 'pods',
        namespace: selection.namespace ?? namespace,
        query: selection.labelSelector === '' ? {} : { labelSelector: selection.labelSelector },
        wants: (raw) => mayBelong(raw, uids),
        keeps: (pod) => uids.has(findJob(pod) ?? ''),
        ...listing,
      }),
    ),
  );
  return lists.reduce(mergeLists, pods);
}

/** One list may hold the pods of every other Job too. What does not say whose it is may be of these. */
function mayBelong(raw: unknown, uids: ReadonlySet<string>): boolean {
  const owners = readField(readField(raw, 'metadata'), 'ownerReferences');
  if (!Array.isArray(owners) || owners.length === 0) return true;
  return owners.some((owner: unknown) => {
    const uid = readField(owner, 'uid');
    return typeof uid !== 'string' || uids.has(uid);
  });
}

function mergeLists(all: PodList, more: PodList): PodList {
  const collection = openCollection<KubernetesPod>();
  addCollection(collection, all.collection);
  addCollection(collection, more.collection);
  const [first, second] = [all.completeness, more.completeness];
  return summarizeList(collection, [...all.ofList, ...more.ofList], all.date, {
    // What was seen stays seen: a second request that failed makes the whole a part.
    status: first.status === 'read' && second.status === 'read' ? 'read' : 'partial',
    requests: first.requests + second.requests,
    remaining:
      first.remaining === null || second.remaining === null ? null : first.remaining + second.remaining,
    inconsistent: first.inconsistent || second.inconsistent,
    resourceVersion: first.resourceVersion,
  });
}
