import { max, median, min } from 'd3-array';
import * as z from 'zod';

/** What a measurement came to over all its runs. */
export const spread = z.object({ median: z.number(), least: z.number(), most: z.number() });

export type Spread = Readonly<z.infer<typeof spread>>;

/** Null when nothing was measured, or not in every run: half a truth is none. */
export function summarize(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  const [middle, least, most] = [median(known), min(known), max(known)];
  if (middle === undefined || least === undefined || most === undefined) return null;
  return { median: middle, least, most };
}
