import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import * as z from 'zod';
import { clusterTally, type ClusterOrder, type ClusterTally } from './cluster-order.ts';

const started = z.object({ direct: z.string(), relayed: z.string() });
const paths = z.array(z.string());

export interface ClusterProcess extends Disposable {
  /** The way that is measured: as far away as was ordered. */
  readonly kubeconfig: string;
  /** Through the relay whatever was ordered, so that connections and bytes are counted. */
  readonly countedKubeconfig: string;
  readonly takeTally: () => Promise<ClusterTally>;
  /** What was asked since the last tally, in order. */
  readonly listPaths: () => Promise<readonly string[]>;
}

/** The embedded cluster in a process of its own, so that its work and its memory are not counted as the reporter's. */
export async function startClusterProcess(order: ClusterOrder): Promise<ClusterProcess> {
  const child = fork(join(import.meta.dirname, 'processes/cluster.ts'), [JSON.stringify(order)]);
  const { direct, relayed } = started.parse(await receive(child));
  return {
    kubeconfig: order.roundTripMilliseconds === 0 ? direct : relayed,
    countedKubeconfig: relayed,
    takeTally: async () => clusterTally.parse(await ask(child, 'tally')),
    listPaths: async () => paths.parse(await ask(child, 'paths')),
    [Symbol.dispose]: () => child.kill(),
  };
}

function ask(child: ChildProcess, question: 'tally' | 'paths'): Promise<unknown> {
  const answer = receive(child);
  child.send(question);
  return answer;
}

async function receive(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const onExit = () => ended.abort(new Error('the process of the embedded cluster has ended: see above'));
  child.once('exit', onExit);
  try {
    const [message] = z.array(z.unknown()).parse(await once(child, 'message', { signal: ended.signal }));
    return message;
  } catch (error) {
    throw ended.signal.aborted ? ended.signal.reason : error;
  } finally {
    child.off('exit', onExit);
  }
}
