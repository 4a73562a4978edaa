import { type ComparedRow } from './comparison.ts';
import type { NodeBundle } from '../function/node-bundle.ts';
import type { Row } from './row.ts';
import { runRow, type RowRun } from './row-process.ts';
import type { RowOrder } from '../rows/row-order.ts';
import { summarize } from '../machine/spread.ts';

export interface BundledRow {
  readonly row: Row;
  readonly bundle: NodeBundle;
}

/** Where rows read, and who counts there. */
export interface RowTarget {
  /** The way that is timed. */
  readonly timed: RowOrder;
  /** A way on which is counted what goes over it; not timed. */
  readonly counted: RowOrder;
  readonly takeTally: () => Promise<RowTally>;
}

/** What went over the way since the last count; null: nobody could count it. */
interface RowTally {
  readonly requests: number | null;
  readonly connections: number;
  readonly bytes: number | null;
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
  const tallies = new Map<Row, RowTally>();
  const absences: ComparedRow[] = [];
  for (const { row, bundle } of rows) {
    tell(`counting ${row.title}`);
    await target.takeTally();
    try {
      await runRow(bundle.file, target.counted);
      tallies.set(row, await target.takeTally());
    } catch (error) {
      absences.push({ ...nameRow(row), absence: `failed: ${wordError(error)}`, measured: null });
    }
  }
  const able = rows.filter(({ row }) => tallies.has(row));
  const runs = new Map<Row, RowRun[]>(able.map(({ row }) => [row, []]));
  for (let round = 0; round < Math.max(rounds.fast, rounds.slow); round += 1) {
    for (const { row, bundle } of able) {
      if (round >= (row.isSlow ? rounds.slow : rounds.fast)) continue;
      tell(`round ${round + 1}: ${row.title}`);
      runs.get(row)?.push(await runRow(bundle.file, target.timed));
    }
  }
  return [...able.map(({ row }) => describeRow(row, runs.get(row) ?? [], tallies.get(row))), ...absences];
}

function nameRow({ name, title }: Row): Pick<ComparedRow, 'name' | 'title'> {
  return { name, title };
}

function wordError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function describeRow(row: Row, runs: readonly RowRun[], tally: RowTally | undefined): ComparedRow {
  const work = summarize(runs.map(({ workMilliseconds }) => workMilliseconds));
  const whole = summarize(runs.map(({ processMilliseconds }) => processMilliseconds));
  const [first] = runs;
  if (work === null || whole === null || first === undefined)
    return { ...nameRow(row), absence: 'no rounds', measured: null };
  return {
    ...nameRow(row),
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
