import * as z from 'zod';
import { ConfigurationError } from './errors.ts';
import { objectName } from './snapshot/kubernetes-types.ts';
import { targetNameSchema } from './snapshot/run.ts';

/** More than this of every container makes a report that nobody reads. */
const MOST_LOG_LINES = 100_000;

export const maxLogLinesSchema = z.int().min(1).max(MOST_LOG_LINES);

/** A label selector is judged by the API server; here only what can never be one is refused. */
const labelSelectorSchema = z.string().max(4096);

const redactionSchema = z.strictObject({
  enabled: z.boolean().default(true),
  /** Patterns of one's own beside the built-in rules, as RE2 regular expressions; the group `secret` is what is masked. */
  patterns: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'words in small letters with "-" between'),
        pattern: z.string().min(1).max(1000),
      }),
    )
    .max(50)
    .default([]),
});

/** What to look at: one namespace and selector of one cluster. */
export const targetSchema = z.strictObject({
  name: targetNameSchema,
  context: z.string().min(1).optional(),
  namespace: objectName,
  labelSelector: labelSelectorSchema,
  maxLogLines: maxLogLinesSchema.default(100),
  redaction: redactionSchema.prefault({}),
});

export type Target = Readonly<z.infer<typeof targetSchema>>;
export type RedactionSettings = Target['redaction'];

/**
 * What a person or a schedule gave, as a type. Throws a `ConfigurationError` that names every bad field, and no value:
 * it may be a secret in the wrong place.
 */
export function parseSettings<T>(schema: z.ZodType<T>, value: unknown, object: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'the whole'}: ${message}`,
  );
  throw new ConfigurationError({
    code: 'SETTINGS_INVALID',
    attempted: 'reading',
    object,
    why: faults.join('; '),
    advice: 'Correct each field named',
  });
}
