import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClusterProcess } from '../machine/cluster-process.ts';
import type { ClusterOrder } from '../machine/cluster-order.ts';
import type { ComparedRow, ComparisonCase } from './comparison.ts';
import { measureRows, type BundledRow, type Rounds } from './measured-rows.ts';
import { learnPaths, writeRowFiles } from './row-files.ts';
import { measureRoundTrip } from '../machine/wire.ts';

export interface ComparisonOptions {
  readonly rows: readonly BundledRow[];
  readonly rounds: Rounds;
  readonly kubectl: string;
  readonly tell: (progress: string) => void;
}

/** All rows against one embedded cluster, which they must all have read to the last line. */
export async function compareOnEmbedded(
  order: ClusterOrder,
  { rows, rounds, kubectl, tell }: ComparisonOptions,
): Promise<ComparisonCase> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  using cluster = await startClusterProcess(order);
  const files = await writeRowFiles(
    folder.path,
    { timed: cluster.kubeconfig, counted: cluster.countedKubeconfig },
    { namespace: 'trading-bots', labelSelector: 'session_id=synthetic', kubectl },
  );
  const verdict = await learnPaths(rows, files);
  if (verdict !== 'COMPLETE') throw new Error(`our own run was ${verdict}`);
  const roundTrip = await measureRoundTrip(files.timed.kubeconfig);
  const measured = await measureRows(rows, { ...files, takeTally: cluster.takeTally }, rounds, tell);
  refuseLess(measured, order.jobs.count * order.jobs.linesPerLog);
  return { roundTrip: { ordered: order.roundTripMilliseconds, measured: roundTrip }, rows: [...measured] };
}

function refuseLess(rows: readonly ComparedRow[], lines: number): void {
  const less = rows.filter(({ measured }) => measured?.lines !== lines);
  if (less.length === 0) return;
  const read = less.map(({ title, measured, absence }) => `${title} read ${measured?.lines ?? absence}`);
  throw new Error(`of ${lines} lines ${read.join(', ')}: nothing of this run can be compared`);
}
