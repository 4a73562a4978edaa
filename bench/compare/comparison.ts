import * as z from 'zod';
import { machine } from '../machine/machine.ts';
import { spread } from '../machine/spread.ts';

const rowName = z.enum(['ours', 'floor', 'client-node', 'kubectl-selector', 'kubectl-each']);

const measured = z.object({
  runs: z.int(),
  /** Milliseconds from the start of the process to its end; of kubectl rows, of all its processes. */
  process: spread,
  /** Milliseconds without the start of the process. */
  work: spread,
  cpu: spread.nullable(),
  peakBytes: spread.nullable(),
  requests: z.int().nullable(),
  connections: z.int().nullable(),
  bytes: z.int().nullable(),
  lines: z.int(),
});

const row = z.object({
  name: rowName,
  title: z.string(),
  /** Why there is no measurement. */
  absence: z.string().nullable(),
  measured: measured.nullable(),
});

const roundTrip = z.object({
  /** Null: as far as the cluster is. */
  ordered: z.number().nullable(),
  /** Milliseconds of a small GET on a connection that is open. */
  measured: z.number(),
});

/** All rows of one run of the bench, on one machine, against one cluster. */
export const comparison = z.object({
  takenAt: z.string(),
  machine,
  cluster: z.string(),
  cases: z.array(z.object({ roundTrip, rows: z.array(row) })),
});

export type Comparison = z.infer<typeof comparison>;
export type ComparisonCase = Comparison['cases'][number];
export type ComparedRow = z.infer<typeof row>;
export type MeasuredRow = z.infer<typeof measured>;
export type RowName = z.infer<typeof rowName>;
