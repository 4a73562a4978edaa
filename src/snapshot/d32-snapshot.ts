import * as z from 'zod';
import { completenessSchema, countLogs, notAsked, type Completeness } from './model/completeness.ts';
import { jobStatusSchema } from './model/job.ts';
import { podLogSchema } from './model/log.ts';
import { snapshotSchema, type K8sMonitorSnapshot } from './model/snapshot.ts';
import type { DeepReadonly } from './model/values.ts';

const job = jobStatusSchema.shape;
const log = podLogSchema.shape;

/** What D32 has no field for, nobody said. */
const d32JobSchema = z.object({
  ...job,
  uid: job.uid.default(''),
  reason: job.reason.default(null),
  message: job.message.default(null),
  outcome: job.outcome.default([]),
  retries: job.retries.default(null),
  completions: job.completions.default(null),
  parallelism: job.parallelism.default(null),
  completionMode: job.completionMode.default(null),
  succeeded: job.succeeded.default(null),
  failed: job.failed.default(null),
  active: job.active.default(null),
  ready: job.ready.default(null),
  terminating: job.terminating.default(null),
  completedIndexes: job.completedIndexes.default(null),
  failedIndexes: job.failedIndexes.default(null),
  creationTime: job.creationTime.default(null),
  startTime: job.startTime.default(null),
  completionTime: job.completionTime.default(null),
  finishedTime: job.finishedTime.default(null),
  deletionTime: job.deletionTime.default(null),
  durationSeconds: job.durationSeconds.default(null),
  ttlSecondsAfterFinished: job.ttlSecondsAfterFinished.default(null),
  owner: job.owner.default(null),
  managedBy: job.managedBy.default(null),
  podsFound: job.podsFound.default(null),
  podsMissing: job.podsMissing.default(null),
});

const d32LogSchema = z.object({
  ...log,
  jobName: log.jobName.default(null),
  role: log.role.default('main'),
  previous: log.previous.default(false),
  status: log.status.optional(),
  message: log.message.default(null),
  truncated: log.truncated.default(null),
  invalidBytes: log.invalidBytes.default(0),
  firstTime: log.firstTime.default(null),
  lastTime: log.lastTime.default(null),
  redactions: log.redactions.default({}),
});

const d32SnapshotSchema = z.object({
  ...snapshotSchema.shape,
  schemaVersion: snapshotSchema.shape.schemaVersion.default(1),
  run: snapshotSchema.shape.run.default(null),
  cluster: snapshotSchema.shape.cluster.default({ context: null, server: null }),
  completeness: completenessSchema.optional(),
  problems: snapshotSchema.shape.problems.default([]),
  jobs: z.array(d32JobSchema),
  pods: snapshotSchema.shape.pods.default([]),
  podsLogs: z.array(d32LogSchema),
});

/** A snapshot with D32's fields at least: written by hand, from another program, or from a version that knew no more. */
export type D32Snapshot = DeepReadonly<z.input<typeof d32SnapshotSchema>>;

/**
 * The snapshot with null, or nothing, wherever it is silent; itself when it is whole. To be rendered, not to be kept: nobody
 * looked for what it then says of its completeness. Throws a `ZodError` when one of D32's fields is missing or is another thing.
 */
export function fillSnapshot(snapshot: D32Snapshot): K8sMonitorSnapshot {
  if (isWhole(snapshot)) return snapshot;
  const { completeness, ...given } = d32SnapshotSchema.parse(snapshot);
  const podsLogs = given.podsLogs.map(({ status, ...rest }) => ({
    ...rest,
    status: status ?? (rest.lines.length === 0 ? ('empty' as const) : ('read' as const)),
  }));
  return { ...given, podsLogs, completeness: completeness ?? assumeCompleteness({ ...given, podsLogs }) };
}

/** By the fields that D32 has not, without going through the lines: there may be 100 MB of them. */
function isWhole(snapshot: unknown): snapshot is K8sMonitorSnapshot {
  if (!hasFields(snapshot, Object.keys(snapshotSchema.shape))) return false;
  const { jobs, podsLogs } = snapshot;
  return haveFields(jobs, ['outcome']) && haveFields(podsLogs, ['status', 'redactions']);
}

function haveFields(items: unknown, names: readonly string[]): boolean {
  return Array.isArray(items) && items.every((item) => hasFields(item, names));
}

function hasFields(value: unknown, names: readonly string[]): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && names.every((name) => name in value);
}

/** As far as D32 tells: a list is not known when nothing is in it and something went wrong. */
function assumeCompleteness({
  errors,
  jobs,
  podsLogs,
}: Pick<K8sMonitorSnapshot, 'errors' | 'jobs' | 'podsLogs'>): Completeness {
  const list = (items: readonly unknown[]) => ({
    ...notAsked,
    status: items.length === 0 && errors.length > 0 ? ('failed' as const) : ('read' as const),
    got: items.length,
  });
  return {
    verdict: 'COMPLETE',
    jobs: list(jobs),
    pods: { ...list(podsLogs), missing: null },
    events: notAsked,
    logs: { ...countLogs(podsLogs), cut: 0 },
    allowedBy: [],
  };
}
