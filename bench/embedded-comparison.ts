import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClusterProcess } from './cluster-process.ts';
import type { ClusterOrder } from './cluster-order.ts';
import type { ComparedRow, ComparisonCase } from './comparison.ts';
import { measureRows, type BundledRow, type Rounds } from './measured-rows.ts';
import { runRow } from './row-process.ts';
import { measureRoundTrip } from './wire.ts';

export interface EmbeddedOptions {
  readonly order: ClusterOrder;
  readonly rows: readonly BundledRow[];
  readonly rounds: Rounds;
  readonly kubectl: string;
  readonly tell: (progress: string) => void;
}

/** All rows against one embedded cluster, which they must all have read to the last line. */
export async function compareOnEmbedded({
  order,
  rows,
  rounds,
  kubectl,
  tell,
}: EmbeddedOptions): Promise<ComparisonCase> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  using cluster = await startClusterProcess(order);
  const file = (name: string) => join(folder.path, name);
  await Promise.all([
    writeFile(file('timed.yaml'), cluster.kubeconfig, { mode: 0o600 }),
    writeFile(file('counted.yaml'), cluster.countedKubeconfig, { mode: 0o600 }),
  ]);
  const common = {
    namespace: 'trading-bots',
    labelSelector: 'session_id=synthetic',
    paths: file('paths'),
    kubectl,
  };
  const target = {
    timed: { ...common, kubeconfig: file('timed.yaml') },
    counted: { ...common, kubeconfig: file('counted.yaml') },
    takeTally: cluster.takeTally,
  };
  const ours = rows.find(({ row }) => row.name === 'ours');
  if (ours === undefined) throw new Error('our own row says what the floor has to ask for');
  const { verdict } = await runRow(ours.bundle.file, target.timed);
  if (verdict !== 'COMPLETE') throw new Error(`our own run was ${verdict}`);
  await writeFile(target.timed.paths, `${(await cluster.listPaths()).join('\n')}\n`);
  const roundTrip = await measureRoundTrip(target.timed.kubeconfig);
  const measured = await measureRows(rows, target, rounds, tell);
  refuseLess(measured, order.jobs.count * order.jobs.linesPerLog);
  return { roundTrip: { ordered: order.roundTripMilliseconds, measured: roundTrip }, rows: [...measured] };
}

function refuseLess(rows: readonly ComparedRow[], lines: number): void {
  const less = rows.filter(({ measured }) => measured !== null && measured.lines !== lines);
  if (less.length === 0) return;
  const read = less.map(({ title, measured }) => `${title} read ${measured?.lines}`);
  throw new Error(`of ${lines} lines ${read.join(', ')}: nothing of this run can be compared`);
}
