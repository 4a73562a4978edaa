import * as z from 'zod';
import { count, text, time, younger, type DeepReadonly } from './values.ts';

export const jobPhase = z.enum(['PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'UNKNOWN']);

/** Where a Job is on its way; several may hold at once. `waiting`: nothing of it runs. */
const jobOutcome = z.enum(['deleting', 'failing', 'succeeding', 'suspended', 'waiting', 'retrying']);

const podsByState = z.strictObject({
  active: z.int().min(0),
  succeeded: z.int().min(0),
  failed: z.int().min(0),
});

const gonePod = z.strictObject({
  podName: z.string(),
  reason: z.string(),
  message: z.string(),
  count: z.int().min(0),
  firstTime: z.string(),
  lastTime: z.string(),
});

export const jobStatusSchema = z.strictObject({
  jobName: z.string(),
  namespace: z.string(),
  uid: z.string(),
  labels: z.record(z.string(), z.string()),
  phase: jobPhase,
  status: younger(text.describe('The word that kubectl get jobs shows as STATUS')),
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
    'Pods that the status counts and that no longer exist; null when not all pods could be listed, or when they are elsewhere',
  ),
  podsElsewhere: younger(
    z.boolean().describe('The pods that another controller reports are not in this cluster'),
  ),
  podsMissingByState: younger(podsByState.nullable().describe('The same by what the status counts them as')),
  podsGone: younger(
    z.array(gonePod).describe('What events tell of pods that no longer exist, the last first'),
  ),
});

export type JobPhase = z.infer<typeof jobPhase>;
export type JobOutcome = z.infer<typeof jobOutcome>;
export type K8sJobStatus = DeepReadonly<z.infer<typeof jobStatusSchema>>;
