import type { KubernetesEvent } from '../../snapshot/kubernetes/event.ts';
import {
  kubernetesJob,
  kubernetesPod,
  type KubernetesJob,
  type KubernetesPod,
} from '../../snapshot/kubernetes/objects.ts';
import type { ClusterClient } from '../connection/client.ts';
import type { ObjectSelection } from '../get/request.ts';
import { openObjectParser } from '../../snapshot/kubernetes/parser.ts';
import { ListBudget, type ListLimits } from './budget.ts';
import { findEventNeed, listEvents, type EventNeed } from './events.ts';
import { addPodsOfJobs } from './job-pods.ts';
import { ListTime } from './list-time.ts';
import { listObjects, type ListOptions, type ObjectList } from './object-list.ts';
import { isWhole, notAsked, wasSeen } from '../../snapshot/model/completeness.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import { describeObjects, type DescribedObjects, type SnapshotSources } from '../../snapshot/snapshot.ts';
import { compareText } from '../../snapshot/model/order.ts';
import { describeClocksApart } from './problem.ts';

/** The lists of one look; events are null when nothing needed them. */
interface ListedObjects {
  readonly jobs: ObjectList<KubernetesJob>;
  readonly pods: ObjectList<KubernetesPod>;
  readonly events: (ObjectList<KubernetesEvent> & Pick<EventNeed, 'isOnlyHope'>) | null;
}

/** How a look lists. */
interface Listing extends Pick<ListOptions<unknown>, 'signal' | 'onPage'> {
  readonly run: {
    readonly runMilliseconds: number;
    /** For the lists of each kind: a server that sends Jobs without end must leave room for pods. */
    readonly lists: ListLimits;
  };
}

/** Of a run's time; the rest is for logs, once there is one to read. */
const LISTS_SHARE = 2 / 3;

interface DescribedLists {
  readonly described: DescribedObjects;
  readonly sources: SnapshotSources;
  readonly problems: readonly Problem[];
}

/** Lists and describes in one, by namespace and then by name: what the cluster sent is not kept. */
export async function describeLists(
  client: ClusterClient,
  selection: ObjectSelection,
  listing: Listing,
): Promise<DescribedLists> {
  const { jobs, pods, events } = await listClusterObjects(client, selection, listing);
  return {
    described: describeObjects({
      jobs: jobs.items.toSorted(compareByPlace),
      pods: wasSeen(pods.completeness) ? pods.items.toSorted(compareByPlace) : null,
      podsAreWhole: isWhole(pods.completeness),
      events: events?.items ?? [],
      eventsAreKnown: events === null || wasSeen(events.completeness),
      now: readClock(pods.date ?? jobs.date),
    }),
    sources: {
      jobs: jobs.completeness,
      pods: pods.completeness,
      events: events === null ? notAsked : { ...events.completeness, needed: events.isOnlyHope },
    },
    problems: [
      ...client.problems,
      ...jobs.problems,
      ...pods.problems,
      ...(events?.problems ?? []),
      ...describeClocksApart(client.clockDifference),
    ],
  };
}

/** Lists Jobs and pods at the same time, then what they leave open. Never rejects for what a cluster can do. */
async function listClusterObjects(
  client: ClusterClient,
  selection: ObjectSelection,
  listing: Listing,
): Promise<ListedObjects> {
  const { namespace, labelSelector } = selection;
  const query = labelSelector === '' ? {} : { labelSelector };
  const { onPage, run } = listing;
  const limits = run.lists;
  using time = new ListTime(listing.signal, run.runMilliseconds * LISTS_SHARE);
  const { signal } = time;
  const onPods = (count: number) => {
    client.expectLogs(count);
    onPage?.(count);
    time.seePods(count);
  };
  const ofJobs = { signal, onPage, parse: openObjectParser(kubernetesJob), budget: new ListBudget(limits) };
  const ofPods = { signal, parse: openObjectParser(kubernetesPod), budget: new ListBudget(limits) };
  const [jobs, selected] = await Promise.all([
    listObjects(client, { resource: 'jobs', namespace, query, ...ofJobs }),
    listObjects(client, { resource: 'pods', namespace, query, ...ofPods, onPage: onPods }),
  ]);
  const pods = await addPodsOfJobs(client, selection, jobs.items, selected, { ...ofPods, onPage });
  const need = wasSeen(pods.completeness)
    ? findEventNeed(jobs.items, pods.items, isWhole(pods.completeness))
    : null;
  if (need === null) return { jobs, pods, events: null };
  const ofEvents = { signal, onPage, budget: new ListBudget(limits) };
  const events = await listEvents(client, namespace, need, ofEvents);
  return { jobs, pods, events: { ...events, isOnlyHope: need.isOnlyHope } };
}

/** The server's, by which all times of the cluster are. */
function readClock(date: string | null): Date | null {
  const time = new Date(date ?? '');
  return Number.isNaN(time.getTime()) ? null : time;
}

type Placed = { readonly metadata: { readonly namespace: string; readonly name: string } };

function compareByPlace({ metadata: a }: Placed, { metadata: b }: Placed): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}
