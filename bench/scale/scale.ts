import * as z from 'zod';
import { machine } from '../machine/machine.ts';

/** One whole run in a fresh process, report written included. */
const scalePoint = z.object({
  /** What changes along the curve. `function`: the bundle, with a function's memory and time; else as the command line. */
  curve: z.enum(['pods', 'logs', '429s', 'function']),
  pods: z.int(),
  linesPerLog: z.int(),
  bytesPerLine: z.int(),
  roundTripMilliseconds: z.number(),
  /** Every so manyth log was refused once with 429 and `Retry-After: 1`; 0: none. */
  refuseEvery: z.int(),
  refused: z.int(),
  requests: z.int(),
  seconds: z.number(),
  /** Null of a process that died. */
  peakBytes: z.number().nullable(),
  /** Of the report; why there is none, else. */
  verdict: z.string(),
});

export type ScalePoint = Readonly<z.infer<typeof scalePoint>>;

export const scale = z.object({
  takenAt: z.string(),
  machine,
  /** Of the function. */
  memoryMegabytes: z.int(),
  timeoutSeconds: z.int(),
  points: z.array(scalePoint),
});

export type Scale = z.infer<typeof scale>;

/** How many bytes the log lines have that are there to be kept. */
export function logBytes({ pods, linesPerLog, bytesPerLine }: ScalePoint): number {
  return pods * linesPerLog * bytesPerLine;
}

/** Bytes of peak memory for each byte of log lines that is kept, from the first point to the last; null without two sizes. */
export function slopeOfMemory(points: readonly ScalePoint[]): number | null {
  const bySize = points.filter(hasPeak).toSorted((a, b) => logBytes(a) - logBytes(b));
  const [least, most] = [bySize.at(0), bySize.at(-1)];
  if (least === undefined || most === undefined || logBytes(least) === logBytes(most)) return null;
  return (most.peakBytes - least.peakBytes) / (logBytes(most) - logBytes(least));
}

type Peaked = ScalePoint & { readonly peakBytes: number };

export function hasPeak(point: ScalePoint): point is Peaked {
  return point.peakBytes !== null;
}
