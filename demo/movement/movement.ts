import type { ClusterState } from '../state/cluster-state.ts';
import { compareKeys } from '../state/kubernetes-object.ts';
import { restartCrashLoop } from './crash-loop.ts';
import { rebalanceNightly } from './nightly-rebalance.ts';
import { finishParallelMid } from './parallel-mid.ts';
import { tickRunningLong } from './running-long.ts';

/** `recorded`: only what the recording itself saw move. `all`: more, so that a person who watches sees Jobs change. */
export type MovementChoice = 'recorded' | 'all';

type Movement = (state: ClusterState, elapsed: number) => ClusterState;

const MOVEMENTS: Readonly<Record<MovementChoice, readonly Movement[]>> = {
  recorded: [rebalanceNightly],
  all: [tickRunningLong, finishParallelMid, restartCrashLoop, rebalanceNightly],
};

/** The cluster at `elapsed` whole seconds after the recording: always the same for the same second, the recording itself at 0. */
export function moveCluster(recorded: ClusterState, elapsed: number, choice: MovementChoice): ClusterState {
  if (elapsed === 0) return recorded;
  let state = recorded;
  for (const move of MOVEMENTS[choice]) state = move(state, elapsed);
  return {
    ...state,
    jobs: state.jobs.toSorted(compareKeys),
    pods: state.pods.toSorted(compareKeys),
    events: state.events.toSorted(compareKeys),
  };
}
