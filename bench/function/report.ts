import * as z from 'zod';

/** What the process that stands for Lambda's runtime tells of one invocation, as its last line. */
export const functionReport = z.object({
  /** To load the bundle. */
  loadMilliseconds: z.number(),
  /** From the first moment of loading to the first GET that goes out to the cluster; null: none went out. */
  firstGetMilliseconds: z.number().nullable(),
  /** Of the invocation, without the load. */
  runMilliseconds: z.number(),
  peakBytes: z.number(),
  /** What the handler answered; null when it rejected. */
  verdict: z.string().nullable(),
  failure: z.string().nullable(),
});

export type FunctionReport = Readonly<z.infer<typeof functionReport>>;
