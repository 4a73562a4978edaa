import * as z from 'zod';
import { completenessSchema } from './completeness.ts';
import { jobStatusSchema } from './job.ts';
import { podLogSchema } from './log.ts';
import { podStatusSchema } from './pod.ts';
import { problemSchema } from './problem.ts';
import { runSchema } from './run.ts';
import { text, type DeepReadonly } from './values.ts';

// The report's one source of truth: the types and schema/report.schema.json are derived from it.

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

export type K8sMonitorSnapshot = DeepReadonly<z.infer<typeof snapshotSchema>>;

/** A report read back from an archive. Throws a `SyntaxError` or a `ZodError` when it is none. */
export function parseReportJson(json: Uint8Array): K8sMonitorSnapshot {
  return snapshotSchema.parse(JSON.parse(new TextDecoder().decode(json)));
}
