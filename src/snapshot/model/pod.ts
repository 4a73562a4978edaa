import * as z from 'zod';
import { count, text, time, younger, type DeepReadonly } from './values.ts';

export const containerRole = z.enum(['init', 'main', 'sidecar', 'ephemeral']);

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
  image: younger(text.describe('As the pod asks for it')),
  imageId: younger(text.describe('What ran, by its digest, as the node tells it')),
  command: younger(z.array(z.string()).nullable().describe('Null: that of the image')),
  args: younger(z.array(z.string()).nullable().describe('Null: those of the image')),
  requests: younger(z.record(z.string(), z.string()).nullable()),
  limits: younger(z.record(z.string(), z.string()).nullable()),
});

const podCauseSchema = z.strictObject({
  source: z.enum(['pod', 'scheduling', 'disruption', 'init', 'main', 'sidecar', 'node', 'event']),
  containerName: text,
  reason: z.string(),
  /** Why the attempt before ended, when that is what made this one wait. */
  lastReason: text,
  message: text,
  exitCode: z.int().nullable(),
  signal: z.int().nullable(),
  restarts: count,
});

const eventSchema = z.strictObject({
  reason: z.string(),
  count: z.int().min(0),
  firstTime: z.string(),
  lastTime: z.string(),
});

export const podStatusSchema = z.strictObject({
  podName: z.string(),
  namespace: z.string(),
  uid: z.string(),
  jobName: text.describe('The Job in this report that owns the pod, by UID'),
  owner: z.strictObject({ kind: z.string(), name: z.string(), uid: z.string() }).nullable(),
  phase: text,
  status: younger(text.describe('The word that kubectl get pods shows as STATUS')),
  ready: younger(text.describe('What kubectl get pods shows as READY: 1/2, native sidecars counted')),
  nodeName: text,
  restartPolicy: younger(text),
  serviceAccount: younger(text),
  priorityClass: younger(text),
  startTime: time,
  deletionTime: time,
  cause: podCauseSchema.nullable(),
  causeSince: younger(time.describe('Since when it is so, where that is telling')),
  causeEvent: younger(
    eventSchema.nullable().describe('The event of the pod whose words stand in the message of the cause'),
  ),
  containers: z.array(containerStatusSchema),
});

export type ContainerRole = z.infer<typeof containerRole>;
export type K8sContainerStatus = DeepReadonly<z.infer<typeof containerStatusSchema>>;
export type K8sPodCause = DeepReadonly<z.infer<typeof podCauseSchema>>;
export type K8sPodStatus = DeepReadonly<z.infer<typeof podStatusSchema>>;
