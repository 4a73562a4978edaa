import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** What each row's process is told; all are told the same. */
const rowOrder = z.object({
  /** A file, as every program takes it. */
  kubeconfig: z.string(),
  namespace: z.string(),
  labelSelector: z.string(),
  /** A file of the paths that our own run asked for, one a line. */
  paths: z.string(),
  kubectl: z.string(),
  /** A file for the paths that this row asks for, one a line; null: nobody wants to know, and nothing of it is measured. */
  requestLog: z.string().nullable(),
});

export type RowOrder = Readonly<z.infer<typeof rowOrder>>;

export function readRowOrder(): RowOrder {
  return rowOrder.parse(JSON.parse(process.argv[2] ?? ''));
}

export function readPaths({ paths }: RowOrder): readonly string[] {
  return readFileSync(paths, 'utf8').trimEnd().split('\n');
}
