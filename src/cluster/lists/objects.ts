import { isWhole, notAsked, wasSeen } from '../../snapshot/model/completeness.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import { describeObjects, type DescribedObjects, type SnapshotSources } from '../../snapshot/snapshot.ts';
import { compareText } from '../../snapshot/model/order.ts';
import { describeClocksApart } from './clock-difference.ts';
import type { ClusterClient } from '../connection/client.ts';
import { listClusterObjects, type Listing } from './cluster-objects.ts';
import type { ObjectSelection } from '../get/request.ts';

interface DescribedLists {
  readonly described: DescribedObjects;
  readonly sources: SnapshotSources;
  readonly problems: readonly Problem[];
}

/** Lists and describes in one, by namespace and then by name: what the cluster sent is not kept. */
export async function describeLists(
  client: ClusterClient,
  selection: ObjectSelection,
  { now, ...listing }: Listing & { readonly now: () => Date },
): Promise<DescribedLists> {
  const { jobs, pods, events } = await listClusterObjects(client, selection, listing);
  return {
    described: describeObjects({
      jobs: jobs.items.toSorted(compareByPlace),
      pods: wasSeen(pods.completeness) ? pods.items.toSorted(compareByPlace) : null,
      podsAreWhole: isWhole(pods.completeness),
      events: events?.items ?? [],
    }),
    sources: {
      jobs: jobs.completeness,
      pods: pods.completeness,
      events: events?.completeness ?? notAsked,
    },
    problems: [
      ...client.problems,
      ...jobs.problems,
      ...pods.problems,
      ...(events?.problems ?? []),
      ...describeClocksApart(jobs.date ?? pods.date, now()),
    ],
  };
}

type Placed = { readonly metadata: { readonly namespace: string; readonly name: string } };

function compareByPlace({ metadata: a }: Placed, { metadata: b }: Placed): number {
  return compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}
