import type { ClusterState } from '../state/cluster-state.ts';
import { moveCluster, type MovementChoice } from './movement.ts';
import { elapsedAt, revisionAt } from '../state/recorded-clock.ts';
import type { ClusterView } from '../api/request-router.ts';

export interface ClusterViewOptions {
  readonly now: () => Date;
  readonly movement: MovementChoice;
  readonly pageSizeCap: number;
  readonly continueTokenSeconds: number;
}

/** A function that looks at the cluster: what one request finds at the moment of the call, counted from the moment of this one. */
export function openClusterView(
  recorded: ClusterState,
  version: unknown,
  { now, movement, pageSizeCap, continueTokenSeconds }: ClusterViewOptions,
): () => ClusterView {
  const startedAt = now().getTime();
  let latest = { revision: revisionAt(0), state: recorded };
  const stateAt = (revision: number): ClusterState => {
    // Many requests fall into one second: its state is computed once.
    if (latest.revision !== revision) {
      latest = { revision, state: moveCluster(recorded, elapsedAt(revision), movement) };
    }
    return latest.state;
  };
  return () => {
    const elapsed = Math.max(0, Math.floor((now().getTime() - startedAt) / 1000));
    const revision = revisionAt(elapsed);
    return { version, revision, oldestRevision: revision - continueTokenSeconds, stateAt, pageSizeCap };
  };
}
