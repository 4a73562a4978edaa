import { wasSeen } from '../../src/snapshot/model/completeness.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import { compareSnapshots, type SnapshotDifference } from '../../src/history/difference/snapshots.ts';
import type { TargetLook } from '../look/target-look.ts';

/** A target from look to look. */
export interface WatchedTarget {
  readonly look: TargetLook;
  /** The last snapshot in which Jobs were seen: it stays on the screen while the cluster is away. */
  readonly seen: K8sMonitorSnapshot | null;
  /** What changed from the one seen before; null where there is nothing to compare. */
  readonly difference: SnapshotDifference | null;
}

/** Takes a look to what is known of its target. A look that saw nothing changes nothing. */
export function followTarget(before: WatchedTarget | undefined, look: TargetLook): WatchedTarget {
  const seen = before?.seen ?? null;
  const { snapshot } = look;
  if (snapshot === null || !wasSeen(snapshot.completeness.jobs)) return { look, seen, difference: null };
  return { look, seen: snapshot, difference: seen === null ? null : compareSnapshots(seen, snapshot) };
}
