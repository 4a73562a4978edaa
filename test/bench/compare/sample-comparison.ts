import type { ComparedRow, Comparison, MeasuredRow, RowName } from '../../../bench/compare/comparison.ts';

type Figures = Omit<MeasuredRow, 'process' | 'work'> & {
  readonly processMilliseconds: number;
  readonly workMilliseconds: number;
};

const FIGURES: Figures = {
  processMilliseconds: 500,
  workMilliseconds: 400,
  cpu: spreadOf(300),
  peakBytes: spreadOf(150e6),
  requests: 202,
  connections: 32,
  bytes: 4_820_000,
  lines: 20_000,
  runs: 9,
};

/** A row of 200 pods × 100 lines, all runs of it alike. */
export function makeRow(name: RowName, title: string, differing: Partial<Figures> = {}): ComparedRow {
  const { processMilliseconds, workMilliseconds, ...rest } = { ...FIGURES, ...differing };
  const measured = { ...rest, process: spreadOf(processMilliseconds), work: spreadOf(workMilliseconds) };
  return { name, title, absence: null, measured };
}

export function makeComparison(rows: readonly ComparedRow[]): Comparison {
  return {
    takenAt: '2026-11-25T03:00:00.000Z',
    machine: {
      processor: 'Some Processor',
      cores: 2,
      memoryBytes: 8e9,
      system: 'Linux 6.1',
      node: 'v24.21.0',
      kubectl: 'v1.33.1',
    },
    cluster: 'An embedded cluster of 200 pods × 100 lines × 100 bytes',
    cases: [{ roundTrip: { ordered: 20, measured: 21.34 }, rows: [...rows] }],
  };
}

function spreadOf(value: number) {
  return { median: value, least: value, most: value };
}
