import { isWhole, notAsked, wasSeen } from '../snapshot/completeness.ts';
import type { Problem } from '../snapshot/problem.ts';
import { describeObjects, type DescribedObjects, type SnapshotSources } from '../snapshot/snapshot.ts';
import { compareText } from '../snapshot/text-order.ts';
import { describeClocksApart } from './clock-difference.ts';
import type { ClusterClient } from './cluster-client.ts';
import { listClusterObjects } from './cluster-objects.ts';
import type { ObjectSelection } from './cluster-request.ts';

/** The Jobs and pods of one look as the report tells them, how complete the lists are, and what went wrong. */
export interface DescribedLists {
  readonly described: DescribedObjects;
  readonly sources: SnapshotSources;
  readonly problems: readonly Problem[];
}

/**
 * Lists and describes in one, so that what the cluster sent is let go before the logs need the room. Never rejects for what a
 * cluster can do.
 */
export async function describeClusterObjects(
  client: ClusterClient,
  selection: ObjectSelection,
  signal: AbortSignal,
  now: () => Date,
): Promise<DescribedLists> {
  const { jobs, pods, events } = await listClusterObjects(client, selection, signal);
  const listedAt = now();
  const byName = pods.items.toSorted((a, b) => compareText(a.metadata.name, b.metadata.name));
  return {
    described: describeObjects({
      jobs: jobs.items,
      pods: wasSeen(pods.completeness) ? byName : null,
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
      ...describeClocksApart(jobs.date ?? pods.date, listedAt),
    ],
  };
}
