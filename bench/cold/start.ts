import * as z from 'zod';
import { machine } from '../machine/machine.ts';
import { spread } from '../machine/spread.ts';

/** How a fresh process comes to its first request. Milliseconds. */
export const coldStart = z.object({
  takenAt: z.string(),
  machine,
  rounds: z.int(),
  bundleBytes: z.int(),
  /** A whole process that does nothing. */
  bareNode: spread.nullable(),
  /** Of the bundle, in a process that has started. */
  load: spread.nullable(),
  /** From the first moment of loading to the first GET of the cluster, the kubeconfig's secret read between. */
  firstGet: spread.nullable(),
  /** A whole process of the command line's `--help`. */
  help: spread.nullable(),
  parts: z.array(z.object({ name: z.string(), bytes: z.int() })),
  loadParts: z.array(z.object({ name: z.string(), milliseconds: z.number() })),
});

export type ColdStart = z.infer<typeof coldStart>;
