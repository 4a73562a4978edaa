import type { ClusterState } from '../state/cluster-state.ts';
import type { ContainerLog } from '../state/container-log.ts';

const POD = 'running-long-xkgvc';
const CONTAINER = 'tuning-container';
const NANOSECONDS_A_SECOND = 1_000_000_000n;

/** Its log goes on by one line a second, as its command has it. */
export function tickRunningLong(state: ClusterState, elapsed: number): ClusterState {
  const pod = state.pods.find(({ metadata }) => metadata.name === POD);
  const status = pod?.status.containerStatuses?.find(({ name }) => name === CONTAINER);
  const log = state.logs.get(status?.containerID ?? '');
  const last = log?.lineTimes.at(-1);
  if (status?.containerID === undefined || log === undefined || last === undefined) return state;
  const grown: ContainerLog = {
    read: () => Buffer.concat([log.read(), writeTicks(last.line + 1, elapsed)]),
    lineTimes: [
      ...log.lineTimes,
      { line: last.line + elapsed, time: last.time + BigInt(elapsed) * NANOSECONDS_A_SECOND },
    ],
  };
  return { ...state, logs: new Map([...state.logs, [status.containerID, grown]]) };
}

function writeTicks(first: number, count: number): Uint8Array {
  return Buffer.from(Array.from({ length: count }, (_, index) => `tick ${first + index}\n`).join(''));
}
