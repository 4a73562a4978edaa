import type { ContainerLog } from './container-log.ts';
import type { CronJob, Event, Job, Pod } from './kubernetes-object.ts';

/** All that the embedded cluster knows at one moment. Lists are in key order. */
export interface ClusterState {
  readonly jobs: readonly Job[];
  readonly cronJobs: readonly CronJob[];
  readonly pods: readonly Pod[];
  readonly events: readonly Event[];
  /** By container ID (`containerd://…`); an ID without a log is one whose log the node has removed. */
  readonly logs: ReadonlyMap<string, ContainerLog>;
  /** Jobs that the recording saw appear after its first lists. */
  readonly laterJobs: readonly Job[];
}
