import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundledRow } from './measured-rows.ts';
import { runRow } from './row-process.ts';
import type { RowOrder } from '../rows/row-order.ts';

export interface RowFiles {
  readonly timed: RowOrder;
  readonly counted: RowOrder;
  /** How many requests the row of the last counted run sent; null of one that does not say, as kubectl. */
  readonly countRequests: () => Promise<number | null>;
}

export interface RowSelection {
  readonly namespace: string;
  readonly labelSelector: string;
  readonly kubectl: string;
}

/** Kubeconfigs as every program takes them, on a path that nobody else can read. */
export async function writeRowFiles(
  folder: string,
  kubeconfigs: { readonly timed: string; readonly counted: string },
  selection: RowSelection,
): Promise<RowFiles> {
  const file = (name: string) => join(folder, name);
  await writeFile(file('timed.yaml'), kubeconfigs.timed, { mode: 0o600 });
  await writeFile(file('counted.yaml'), kubeconfigs.counted, { mode: 0o600 });
  await writeFile(file('requests'), '');
  const common = { ...selection, paths: file('paths') };
  return {
    timed: { ...common, kubeconfig: file('timed.yaml'), requestLog: null },
    counted: { ...common, kubeconfig: file('counted.yaml'), requestLog: file('requests') },
    countRequests: async () => {
      const asked = await readFile(file('requests'), 'utf8');
      await writeFile(file('requests'), '');
      return asked === '' ? null : asked.trimEnd().split('\n').length;
    },
  };
}

/** One run of ours, of which the floor learns what to ask for. Gives the run's verdict. */
export async function learnPaths(rows: readonly BundledRow[], { timed }: RowFiles): Promise<string> {
  const ours = rows.find(({ row }) => row.name === 'ours');
  if (ours === undefined) throw new Error('our own row says what the floor has to ask for');
  const { verdict } = await runRow(ours.bundle.file, { ...timed, requestLog: timed.paths });
  return verdict ?? 'none';
}
