import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as z from 'zod';
import { startEmbeddedCluster } from '../demo/embedded-cluster.ts';

/** What the child is told to play: a cluster of a size, or one whose logs never end. */
const clusterOrder = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('synthetic'),
    jobs: z.object({ count: z.int(), linesPerLog: z.int(), bytesPerLine: z.int() }),
  }),
  z.object({ kind: z.literal('endless-line') }),
]);

type ClusterOrder = z.infer<typeof clusterOrder>;

export interface ClusterProcess extends Disposable {
  readonly kubeconfig: string;
}

/** The embedded cluster in a process of its own, so that its work and its memory are not counted as the reporter's. */
export async function startClusterProcess(order: ClusterOrder): Promise<ClusterProcess> {
  const child = fork(import.meta.filename, [], {
    env: { ...process.env, BENCH_CLUSTER: JSON.stringify(order) },
  });
  const [message] = z.tuple([z.string()]).parse((await once(child, 'message')).slice(0, 1));
  return { kubeconfig: message, [Symbol.dispose]: () => child.kill() };
}

async function playCluster(order: ClusterOrder): Promise<void> {
  const cluster = await startEmbeddedCluster({
    now: () => new Date(),
    ...(order.kind === 'synthetic'
      ? { syntheticJobs: order.jobs }
      : { faults: ({ path }) => (path.includes('/log?') ? { kind: 'endless-line' } : undefined) }),
  });
  process.send?.(cluster.kubeconfig({ as: 'reporter' }));
}

const order = process.env['BENCH_CLUSTER'];
if (order !== undefined && process.send !== undefined)
  await playCluster(clusterOrder.parse(JSON.parse(order)));
