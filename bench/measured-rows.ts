import { type ComparedRow } from './comparison.ts';
import type { ClusterTally } from './cluster-order.ts';
import type { NodeBundle } from './node-bundle.ts';
import type { Row } from './row.ts';
import { runRow, type RowRun } from './row-process.ts';
import type { RowOrder } from './rows/row-order.ts';
import { summarize } from './spread.ts';

export interface BundledRow {
  readonly row: Row;
  readonly bundle: NodeBundle;
}

/** Where rows read, and who counts there. */
export interface RowTarget {
  /** The way that is timed. */
  readonly timed: RowOrder;
  /** A way on which connections and bytes are counted; as far away, but not timed. */
  readonly counted: RowOrder;
  readonly takeTally: () => Promise<ClusterTally>;
}

export interface Rounds {
  readonly fast: number;
  readonly slow: number;
}

/**
 * Each row once where it is counted, which warms up what it keeps on disk, then all rows in turns, so that a slow moment of
 * the machine slows them all.
 */
export async function measureRows(
  rows: readonly BundledRow[],
  target: RowTarget,
  rounds: Rounds,
  tell: (progress: string) => void,
): Promise<readonly ComparedRow[]> {
  const tallies = new Map<Row, ClusterTally>();
  const runs = new Map<Row, RowRun[]>(rows.map(({ row }) => [row, []]));
  for (const { row, bundle } of rows) {
    tell(`counting ${row.title}`);
    await target.takeTally();
    await runRow(bundle.file, target.counted);
    tallies.set(row, await target.takeTally());
  }
  for (let round = 0; round < Math.max(rounds.fast, rounds.slow); round += 1) {
    for (const { row, bundle } of rows) {
      if (round >= (row.isSlow ? rounds.slow : rounds.fast)) continue;
      tell(`round ${round + 1}: ${row.title}`);
      runs.get(row)?.push(await runRow(bundle.file, target.timed));
    }
  }
  return rows.map(({ row }) => describeRow(row, runs.get(row) ?? [], tallies.get(row)));
}

function describeRow(row: Row, runs: readonly RowRun[], tally: ClusterTally | undefined): ComparedRow {
  const work = summarize(runs.map(({ workMilliseconds }) => workMilliseconds));
  const whole = summarize(runs.map(({ processMilliseconds }) => processMilliseconds));
  const [first] = runs;
  if (work === null || whole === null || first === undefined)
    return { name: row.name, title: row.title, absence: 'no rounds', measured: null };
  return {
    name: row.name,
    title: row.title,
    absence: null,
    measured: {
      runs: runs.length,
      process: row.needsKubectl ? work : whole,
      work,
      cpu: summarize(runs.map(({ cpuMilliseconds }) => cpuMilliseconds)),
      peakBytes: summarize(runs.map(({ peakBytes }) => peakBytes)),
      requests: tally?.requests ?? null,
      connections: tally?.connections ?? null,
      bytes: tally?.bytes ?? null,
      lines: first.lines,
    },
  };
}
