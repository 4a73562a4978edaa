import * as z from 'zod';
import { clusterTally, type ClusterOrder, type ClusterTally } from './cluster-order.ts';
import { startProcess } from './told-process.ts';

const started = z.object({ direct: z.string(), relayed: z.string() });

export interface ClusterProcess extends Disposable {
  /** The way that is measured: as far away as was ordered. */
  readonly kubeconfig: string;
  /** Through the relay whatever was ordered, so that connections and bytes are counted. */
  readonly countedKubeconfig: string;
  readonly takeTally: () => Promise<ClusterTally>;
}

/** The embedded cluster in a process of its own, so that its work and its memory are not counted as the reporter's. */
export async function startClusterProcess(order: ClusterOrder): Promise<ClusterProcess> {
  const process = await startProcess('cluster', order);
  const { direct, relayed } = started.parse(process.hello);
  return {
    kubeconfig: order.roundTripMilliseconds === 0 ? direct : relayed,
    countedKubeconfig: relayed,
    takeTally: async () => clusterTally.parse(await process.ask('tally')),
    [Symbol.dispose]: () => process[Symbol.dispose](),
  };
}
