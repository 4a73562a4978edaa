import * as z from 'zod';
import { containerRole } from './pod.ts';
import { count, text, time, younger, type DeepReadonly } from './values.ts';

export const logStatus = z.enum([
  'read',
  'empty',
  'waiting',
  'neverScheduled',
  'neverStarted',
  'denied',
  'gone',
  'failed',
  'timedOut',
  'skipped',
]);

export const podLogSchema = z.strictObject({
  podName: z.string(),
  namespace: z.string(),
  containerName: z.string(),
  jobName: text,
  role: containerRole,
  previous: z.boolean().describe('The log of the attempt before the last restart'),
  attempt: younger(
    count.describe(
      'Which start of the container wrote it, as its restart count: 0 is the first; null where that is not known',
    ),
  ),
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
  lineTimes: younger(
    text.describe(
      'When each line was written, in milliseconds after firstTime, separated by spaces; - where a line has no time',
    ),
  ),
  rotated: younger(
    z
      .boolean()
      .describe(
        'Lines from before these were in an earlier report of this attempt and are gone from the node',
      ),
  ),
  redactions: z.record(z.string(), z.int().min(1)).describe('Rule → how often it masked something'),
});

export type LogStatus = z.infer<typeof logStatus>;
export type K8sPodLog = DeepReadonly<z.infer<typeof podLogSchema>>;
