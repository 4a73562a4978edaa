import { join } from 'node:path';
import type { RowName } from './comparison.ts';

/** One way to read the Jobs, the pods and the logs of a selection. */
export interface Row {
  readonly name: RowName;
  readonly title: string;
  readonly program: string;
  /** Takes seconds where the others take tenths: it is run fewer times. */
  readonly isSlow: boolean;
  /** Its own process stands for a shell and is not what is measured. */
  readonly needsKubectl: boolean;
}

const program = (name: string) => join(import.meta.dirname, '../rows', `${name}.ts`);

export const ROWS: readonly Row[] = [
  {
    name: 'ours',
    title: 'ours',
    program: program('ours'),
    isSlow: false,
    needsKubectl: false,
  },
  {
    name: 'floor',
    title: 'the floor: bare GETs',
    program: program('floor'),
    isSlow: false,
    needsKubectl: false,
  },
  {
    name: 'client-node',
    title: 'client-node program',
    program: program('client-node'),
    isSlow: false,
    needsKubectl: false,
  },
  {
    name: 'kubectl-selector',
    title: 'kubectl logs -l',
    program: program('kubectl-selector'),
    isSlow: true,
    needsKubectl: true,
  },
  {
    name: 'kubectl-each',
    title: 'a kubectl for each read',
    program: program('kubectl-each'),
    isSlow: true,
    needsKubectl: true,
  },
];
