import { openPodNames } from '../../snapshot/jobs/gone-pods.ts';
import { openPodJoin } from '../../snapshot/jobs/job-pods.ts';
import { accountPods, sumPods } from '../../snapshot/jobs/missing-pods.ts';
import { lacksExplanation } from '../../snapshot/jobs/status.ts';
import { kubernetesEvent, type KubernetesEvent } from '../../snapshot/kubernetes/event.ts';
import { openObjectParser } from '../../snapshot/kubernetes/parser.ts';
import type { KubernetesJob, KubernetesPod } from '../../snapshot/kubernetes/objects.ts';
import type { ClusterClient } from '../connection/client.ts';
import { readField } from './collection.ts';
import { listObjects, type ListOptions, type ObjectList } from './object-list.ts';

/** What of a namespace's events is of a look's own objects. */
export interface EventNeed {
  readonly uids: ReadonlySet<string>;
  /** Jobs that have lost pods, of which only the names are known. */
  readonly bereft: readonly KubernetesJob[];
  /** Whether only events can tell why a Job is where it is. */
  readonly isOnlyHope: boolean;
}

/** What events may tell of, or null when there is nothing: every pod is well or has ended well, and is there. */
export function findEventNeed(
  jobs: readonly KubernetesJob[],
  pods: readonly KubernetesPod[],
  podsAreWhole: boolean,
): EventNeed | null {
  const byJob = Map.groupBy(pods, openPodJoin(jobs));
  const ownOf = ({ metadata }: KubernetesJob) => byJob.get(metadata.uid) ?? [];
  const bereft = podsAreWhole ? jobs.filter((job) => hasLost(job, ownOf(job))) : [];
  const isOnlyHope = podsAreWhole && jobs.some((job) => lacksExplanation(job, ownOf(job).length > 0));
  if (!isOnlyHope && bereft.length === 0 && pods.every(isWell)) return null;
  const uids = new Set([...jobs, ...pods].map(({ metadata }) => metadata.uid));
  return { uids, bereft, isOnlyHope };
}

function hasLost(job: KubernetesJob, pods: readonly KubernetesPod[]): boolean {
  const account = accountPods(job, pods);
  return account !== null && sumPods(account.missing) > 0;
}

/** A pod of which nothing waits, has failed or has been restarted. */
function isWell({ status }: KubernetesPod): boolean {
  if (status?.phase === 'Succeeded') return true;
  return (
    status?.phase === 'Running' &&
    [...status.initContainerStatuses, ...status.containerStatuses].every(
      ({ state, restartCount }) =>
        restartCount === 0 && (state?.running != null || state?.terminated?.exitCode === 0),
    )
  );
}

/** Told of every pod, and never why: most of a namespace's events. */
const USUAL = ['Scheduled', 'Pulling', 'Pulled', 'Created', 'Started'];
/** 20,000 events. What is on later pages is told as not seen. */
const MOST_REQUESTS = 40;

/** One list of a namespace, or of all, of which the events of these objects are kept. */
export async function listEvents(
  client: ClusterClient,
  namespace: string,
  { uids, bereft }: EventNeed,
  listing: Pick<ListOptions<unknown>, 'signal' | 'onPage' | 'budget'>,
): Promise<ObjectList<KubernetesEvent>> {
  const nameJob = openPodNames(bereft);
  return await listObjects(client, {
    resource: 'events',
    namespace,
    query: { fieldSelector: USUAL.map((reason) => `reason!=${reason}`).join(',') },
    parse: openObjectParser(kubernetesEvent),
    mostRequests: MOST_REQUESTS,
    wants: (raw) => {
      const [uid, kind, name, place] = ['uid', 'kind', 'name', 'namespace'].map((key) =>
        readField(readField(raw, 'involvedObject'), key),
      );
      if (typeof uid === 'string' && uids.has(uid)) return true;
      return kind === 'Pod' && typeof name === 'string' && nameJob(String(place), name) !== null;
    },
    ...listing,
  });
}
