import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { K8sJobMonitor } from '../../../src/cluster/job-monitor.ts';
import { createRedactor } from '../../../src/redaction/redactor.ts';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { SHORT_LIMITS, textSource } from '../../doubles/cluster-monitor.ts';
import type { RecordedCluster } from '../../doubles/recorded-cluster.ts';

// What really happened in a Job of the zoo, written before it ran. What a truth leaves out is not asserted.

const logTruth = z.strictObject({
  /** One of several where what is true is only that nothing was read. */
  status: z.union([z.string(), z.array(z.string())]),
  lines: z.array(z.string()).optional(),
  /** In place of `lines`, of a long one. */
  count: z.int().optional(),
  first: z.string().optional(),
  last: z.string().optional(),
  cut: z.boolean().optional(),
  /** What its message says. */
  says: z.array(z.string()).optional(),
});

const podTruth = z.strictObject({
  pod: z.string(),
  cause: z
    .strictObject({
      source: z.string().optional(),
      containerName: z.string().nullable().optional(),
      reason: z.string(),
      lastReason: z.string().optional(),
      exitCode: z.int().nullable(),
      restarts: z.int().optional(),
      says: z.array(z.string()).optional(),
      never: z.array(z.string()).optional(),
    })
    .nullable()
    .optional(),
  /** By container, `main previous` for the attempt before. */
  logs: z.record(z.string(), logTruth).optional(),
  /** Logs that need not be asked for, and what they are when they are. */
  maybe: z.record(z.string(), logTruth).optional(),
});

const jobTruth = z.strictObject({
  job: z.string(),
  group: z.enum(['yes', 'between', 'hang']),
  what: z.string(),
  absent: z.boolean().optional(),
  phase: z.string().optional(),
  reason: z.string().optional(),
  outcome: z.array(z.string()).optional(),
  missing: z.union([z.int(), z.array(z.int().nullable())]).optional(),
  succeeded: z.int().optional(),
  failed: z.int().optional(),
  active: z.int().optional(),
  terminating: z.int().optional(),
  /** What its reason and message say. */
  says: z.array(z.string()).optional(),
  /** What must stand nowhere in the report. */
  nowhere: z.array(z.string()).optional(),
  pods: z.array(podTruth).optional(),
  /** Pods that belong to no Job of the report any more. */
  orphans: z.array(podTruth).optional(),
});

export type JobTruth = Readonly<z.infer<typeof jobTruth>>;
export type PodTruth = Readonly<z.infer<typeof podTruth>>;
export type LogTruth = Readonly<z.infer<typeof logTruth>>;

export async function readTruths(): Promise<readonly JobTruth[]> {
  const text = await readFile(new URL('../../fixtures/zoo/truths.json', import.meta.url), 'utf8');
  return z.array(jobTruth).parse(JSON.parse(text));
}

/** What the reader makes of the Jobs of one group, by the clock of the recording. */
export function lookAtZoo(cluster: RecordedCluster, group: JobTruth['group']): Promise<K8sMonitorSnapshot> {
  return new K8sJobMonitor({
    namespace: 'zoo',
    labelSelector: `zoo=${group}`,
    kubeconfig: textSource(cluster.kubeconfig),
    redactor: createRedactor({ enabled: true, patterns: [] }),
    limits: SHORT_LIMITS,
    now: () => cluster.recordedAt,
  }).loadSnapshot();
}
