import { clusterOrder, type ClusterTally } from '../machine/cluster-order.ts';
import { startRelay } from '../machine/delaying-relay.ts';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import type { Fault } from '../../demo/wire/fault.ts';
import type { ClusterRequest } from '../../demo/wire/request-log.ts';

/** Plays the cluster of its first argument until its parent is gone, and tells what reached it when asked. */
const order = clusterOrder.parse(JSON.parse(process.argv[2] ?? ''));
let logs = 0;
let refused = 0;
const cluster = await startEmbeddedCluster({
  now: () => new Date(),
  movement: 'recorded',
  syntheticJobs: order.jobs,
  faults: chooseFault,
});
const { hostname, port } = new URL(cluster.server);
const relay = await startRelay({
  host: hostname,
  port: Number(port),
  roundTripMilliseconds: order.roundTripMilliseconds,
});
let [requestsBefore, connectionsBefore, cpuBefore] = [0, 0, readCpuMilliseconds()];

process.on('message', (question) => {
  if (question === 'paths') process.send?.(cluster.requests.slice(requestsBefore).map(({ path }) => path));
  else process.send?.(takeTally());
});
process.on('disconnect', () => process.exit());
process.send?.({
  direct: cluster.kubeconfig({ as: 'reporter' }),
  relayed: cluster.kubeconfig({ as: 'reporter', server: `https://${hostname}:${relay.port}` }),
});

function chooseFault({ path, attempt }: ClusterRequest): Fault | undefined {
  if (!path.includes('/log?')) return undefined;
  if (order.endless) return { kind: 'endless-line' };
  if (order.refuseEvery === 0 || attempt > 1) return undefined;
  logs += 1;
  if (logs % order.refuseEvery !== 0) return undefined;
  refused += 1;
  return {
    kind: 'status',
    code: 429,
    reason: 'TooManyRequests',
    message: 'The server has received too many requests and has asked us to try again later',
    headers: { 'Retry-After': '1' },
  };
}

function takeTally(): ClusterTally {
  const { connections: relayed, bytes } = relay.takeTally();
  const [requests, connections] = [cluster.requests.length, cluster.countConnections()];
  const tally = {
    requests: requests - requestsBefore,
    refused,
    connections: connections - connectionsBefore,
    bytes: relayed === 0 ? null : bytes,
    cpuMilliseconds: readCpuMilliseconds() - cpuBefore,
  };
  cpuBefore = readCpuMilliseconds();
  [requestsBefore, connectionsBefore, refused] = [requests, connections, 0];
  return tally;
}

function readCpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
