import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startClusterProcess, type ClusterProcess } from '../machine/cluster-process.ts';
import { startFunctionWorld, type FunctionBundles, type FunctionSize } from '../function/run.ts';
import { runRow } from '../compare/row-process.ts';
import type { ScalePoint } from './scale.ts';

export type ScaleOrder = Pick<
  ScalePoint,
  'curve' | 'pods' | 'linesPerLog' | 'bytesPerLine' | 'roundTripMilliseconds' | 'refuseEvery'
>;

export interface ScaleWorkshop {
  /** For the kubeconfigs. */
  readonly folder: string;
  readonly program: string;
  readonly functionBundles: FunctionBundles;
  readonly functionSize: FunctionSize;
}

type Outcome = Pick<ScalePoint, 'seconds' | 'peakBytes' | 'verdict'>;

/** One run of a size against a cluster of that size, which is there for it alone. */
export async function runAtScale(order: ScaleOrder, workshop: ScaleWorkshop): Promise<ScalePoint> {
  const { pods: count, linesPerLog, bytesPerLine, roundTripMilliseconds, refuseEvery } = order;
  using cluster = await startClusterProcess({
    jobs: { count, linesPerLog, bytesPerLine },
    roundTripMilliseconds,
    refuseEvery,
    endless: false,
  });
  const outcome =
    order.curve === 'function' ? await runFunction(cluster, workshop) : await runProgram(cluster, workshop);
  const { refused, requests } = await cluster.takeTally();
  return { ...order, ...outcome, refused, requests };
}

async function runProgram({ kubeconfig }: ClusterProcess, workshop: ScaleWorkshop): Promise<Outcome> {
  const file = join(workshop.folder, 'scale.yaml');
  await writeFile(file, kubeconfig, { mode: 0o600 });
  const run = await runRow(workshop.program, {
    kubeconfig: file,
    namespace: 'trading-bots',
    labelSelector: 'session_id=synthetic',
    paths: '',
    kubectl: '',
    requestLog: null,
  });
  return {
    seconds: run.processMilliseconds / 1000,
    peakBytes: run.peakBytes,
    verdict: run.verdict ?? 'none',
  };
}

async function runFunction({ kubeconfig }: ClusterProcess, workshop: ScaleWorkshop): Promise<Outcome> {
  using world = await startFunctionWorld(kubeconfig);
  const start = performance.now();
  try {
    const report = await world.invoke(workshop.functionBundles, workshop.functionSize);
    return {
      seconds: (report.loadMilliseconds + report.runMilliseconds) / 1000,
      peakBytes: report.peakBytes,
      verdict: report.verdict ?? report.failure ?? 'none',
    };
  } catch (error) {
    // That a size is too much is what this looks for: it is told beside the others.
    const why = error instanceof Error ? error.message : String(error);
    return { seconds: (performance.now() - start) / 1000, peakBytes: null, verdict: why };
  }
}
