import * as z from 'zod';
import { refuseUselessPatterns } from './redaction.ts';
import { isList, settingsObject } from './settings/object.ts';
import { objectName, targetNameSchema } from '../snapshot/model/names.ts';

/** More than this of every container makes a report that nobody reads. */
const MOST_LOG_LINES = 100_000;

const KIB = 1024;
const MIB = 1024 * KIB;

const maxLogLinesSchema = z
  .int()
  .min(1)
  .max(MOST_LOG_LINES)
  .describe('How many of the last lines of each log to keep.');

/** A label selector is judged by the API server; here only what can never be one is refused. */
const labelSelectorSchema = z
  .string()
  .max(4096)
  .regex(/^[^\p{Cc}]*$/u, 'one line, without line feeds and other control characters')
  .refine((selector) => selector === '' || selector.trim() !== '', 'nothing but spaces')
  .describe('Labels of the Jobs, as in kubectl get -l.');

const redactionSchema = settingsObject({
  enabled: z.boolean().default(true).describe('Mask credentials in logs.'),
  /** Patterns of one's own beside the built-in rules, as RE2 regular expressions; the group `secret` is what is masked. */
  patterns: z
    .array(
      settingsObject({
        name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'words in small letters with "-" between'),
        pattern: z.string().min(1).max(1000),
      }),
    )
    .max(50)
    .superRefine(refuseUselessPatterns, { when: isList })
    .default([])
    .describe('RE2 regular expressions of your own; the group named secret is what is masked.'),
});

/** Named and counted as in the monitor's limits, of which they replace the default. */
const limitsSchema = settingsObject({
  logMilliseconds: z.int().min(1000).max(600_000).exactOptional().describe('Time to read one log in.'),
  lineBytes: z
    .int()
    .min(KIB)
    .max(16 * MIB)
    .exactOptional()
    .describe('Bytes kept of one line.'),
  containerBytes: z
    .int()
    .min(KIB)
    .max(256 * MIB)
    .exactOptional()
    .describe('Bytes kept of one log.'),
  runBytes: z
    .int()
    .min(64 * KIB)
    .max(1024 * MIB)
    .exactOptional()
    .describe('Bytes kept of all logs together; less when the memory of the function holds less.'),
});

/** What to look at: one namespace and selector of one cluster. */
export const targetSchema = z.strictObject({
  name: targetNameSchema.describe(
    'Name of the target: of its reports in the archive, its schedule and its alarms.',
  ),
  context: z.string().min(1).optional().describe('Context of the kubeconfig; its current one unless told.'),
  namespace: objectName.describe('Namespace of the Jobs.'),
  labelSelector: labelSelectorSchema,
  maxLogLines: maxLogLinesSchema.default(100),
  redaction: redactionSchema.prefault({}),
  limits: limitsSchema.exactOptional().describe('Limits of this target, where the defaults do not fit.'),
});

export type Target = Readonly<z.infer<typeof targetSchema>>;

/** A target as somebody writes it: with what it leaves open. */
export type TargetInput = Readonly<z.input<typeof targetSchema>>;
