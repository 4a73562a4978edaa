import * as z from 'zod';
import { completenessSchema } from './completeness.ts';
import type { DeepReadonly } from './values.ts';
import { problemSchema } from './problem.ts';
import { runSchema } from './run.ts';

// The report's one source of truth: the types and schema/report.schema.json are derived from it.
// What the cluster did not say is null, never zero and never an empty text.

const text = z.string().nullable();
const count = z.int().min(0).nullable();
const time = z.string().nullable().describe('ISO 8601, as the cluster wrote it');

export const jobPhase = z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'UNKNOWN']);

/** Where a Job is on its way; several may hold at once. `waiting`: nothing of it runs. */
const jobOutcome = z.enum(['deleting', 'failing', 'succeeding', 'suspended', 'waiting', 'retrying']);

const containerRole = z.enum(['init', 'main', 'sidecar', 'ephemeral']);

const jobStatusSchema = z.strictObject({
  jobName: z.string(),
  namespace: z.string(),
  uid: z.string(),
  labels: z.record(z.string(), z.string()),
  phase: jobPhase,
  reason: text.describe('From the condition that decides, or from the cause found in the pods'),
  message: text,
  outcome: z.array(jobOutcome),
  retries: z.strictObject({ used: z.int().min(0), limit: count }).nullable(),
  completions: count,
  parallelism: count,
  completionMode: text,
  succeeded: count,
  failed: count,
  active: count,
  ready: count,
  terminating: count,
  completedIndexes: text,
  failedIndexes: text,
  creationTime: time,
  startTime: time,
  completionTime: time.describe('Of a success only, as in the Job; see finishedTime'),
  finishedTime: time,
  deletionTime: time,
  durationSeconds: z.number().min(0).nullable().describe('From startTime to finishedTime, in seconds'),
  ttlSecondsAfterFinished: count,
  owner: z.strictObject({ kind: z.string(), name: z.string() }).nullable(),
  managedBy: text,
  podsFound: count.describe('Pods of this Job in the report; null when pods could not be listed'),
  podsMissing: count.describe(
    'Pods that the status counts and that no longer exist; null when not all pods could be listed',
  ),
});

const terminationSchema = z.strictObject({
  reason: text,
  message: text,
  exitCode: z.int(),
  signal: z.int().nullable(),
  startedAt: time,
  finishedAt: time,
});

const containerStatusSchema = z.strictObject({
  containerName: z.string(),
  role: containerRole,
  state: z.enum(['waiting', 'running', 'terminated']).nullable(),
  reason: text,
  message: text,
  exitCode: z.int().nullable(),
  signal: z.int().nullable(),
  startedAt: time,
  finishedAt: time,
  restarts: count,
  lastTermination: terminationSchema.nullable(),
});

const podCauseSchema = z.strictObject({
  source: z.enum(['pod', 'scheduling', 'disruption', 'init', 'main', 'sidecar', 'node']),
  containerName: text,
  reason: z.string(),
  /** Why the attempt before ended, when that is what made this one wait. */
  lastReason: text,
  message: text,
  exitCode: z.int().nullable(),
  signal: z.int().nullable(),
  restarts: count,
});

const podStatusSchema = z.strictObject({
  podName: z.string(),
  namespace: z.string(),
  uid: z.string(),
  jobName: text.describe('The Job in this report that owns the pod, by UID'),
  owner: z.strictObject({ kind: z.string(), name: z.string(), uid: z.string() }).nullable(),
  phase: text,
  nodeName: text,
  startTime: time,
  deletionTime: time,
  cause: podCauseSchema.nullable(),
  containers: z.array(containerStatusSchema),
});

export const logStatus = z.enum([
  'read',
  'empty',
  'waiting',
  'neverScheduled',
  'denied',
  'gone',
  'failed',
  'timedOut',
  'skipped',
]);

const podLogSchema = z.strictObject({
  podName: z.string(),
  namespace: z.string(),
  containerName: z.string(),
  jobName: text,
  role: containerRole,
  previous: z.boolean().describe('The log of the attempt before the last restart'),
  status: logStatus,
  message: text.describe('Why there are no lines, or not all of them'),
  lines: z.array(z.string()),
  truncated: z
    .strictObject({
      lines: z.int().min(0).describe('Whole lines let go, the oldest first'),
      bytes: z.int().min(0).describe('All bytes let go, of whole lines and of long ones'),
      longLines: z.int().min(0).describe('Lines that were too long and end in [CUT n bytes]'),
    })
    .nullable(),
  invalidBytes: z.int().min(0).describe('Bytes that were not UTF-8 and stand as U+FFFD'),
  firstTime: time,
  lastTime: time,
  redactions: z.record(z.string(), z.int().min(1)).describe('Rule → how often it masked something'),
});

export const snapshotSchema = z.strictObject({
  schemaVersion: z.literal(1),
  run: runSchema.nullable().describe('Null when nothing was archived'),
  namespace: z.string().describe('Empty: all namespaces, as in the Kubernetes API'),
  selector: z.string(),
  timestamp: z.string(),
  cluster: z
    .strictObject({ context: text, server: text })
    .describe('Null where the kubeconfig could not be read'),
  completeness: completenessSchema,
  problems: z.array(problemSchema),
  errors: z.array(z.string()),
  jobs: z.array(jobStatusSchema),
  pods: z.array(podStatusSchema),
  podsLogs: z.array(podLogSchema),
});

export type JobPhase = z.infer<typeof jobPhase>;
export type JobOutcome = z.infer<typeof jobOutcome>;
export type ContainerRole = z.infer<typeof containerRole>;
export type LogStatus = z.infer<typeof logStatus>;
export type K8sJobStatus = DeepReadonly<z.infer<typeof jobStatusSchema>>;
export type K8sContainerStatus = DeepReadonly<z.infer<typeof containerStatusSchema>>;
export type K8sPodCause = DeepReadonly<z.infer<typeof podCauseSchema>>;
export type K8sPodStatus = DeepReadonly<z.infer<typeof podStatusSchema>>;
export type K8sPodLog = DeepReadonly<z.infer<typeof podLogSchema>>;
export type K8sMonitorSnapshot = DeepReadonly<z.infer<typeof snapshotSchema>>;
