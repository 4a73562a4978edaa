import * as z from 'zod';

/** What a cluster's process is told to play. */
export const clusterOrder = z.object({
  jobs: z.object({ count: z.int(), linesPerLog: z.int(), bytesPerLine: z.int() }),
  /** 0: what is asked goes to the cluster itself, with no relay before it. */
  roundTripMilliseconds: z.number(),
  /** Every so manyth request of a log is refused at its first attempt, with 429 and `Retry-After: 1`; 0: none. */
  refuseEvery: z.int(),
  /** Every log is one line that never ends. */
  endless: z.boolean(),
});

export type ClusterOrder = Readonly<z.infer<typeof clusterOrder>>;

/** What reached the cluster and its relay since the last count. */
export const clusterTally = z.object({
  requests: z.int(),
  /** Of them those that were refused on purpose. */
  refused: z.int(),
  connections: z.int(),
  /** On the wire in both directions, TLS included; null: nothing that counts was in the way. */
  bytes: z.int().nullable(),
  /** Of the cluster's own process, relay included. */
  cpuMilliseconds: z.number(),
});

export type ClusterTally = Readonly<z.infer<typeof clusterTally>>;
