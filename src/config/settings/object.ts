import * as z from 'zod';
import { ConfigurationError } from '../../errors.ts';

/** An object of settings. A key that it does not know is a mistake, told with the keys that it does know. */
export function settingsObject<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? wordUnknownKeys(issue.keys, Object.keys(shape)) : undefined,
  });
}

function wordUnknownKeys(unknown: readonly string[], known: readonly string[]): string {
  const names = unknown.map((key) => JSON.stringify(key)).join(', ');
  return `Unrecognized key${unknown.length === 1 ? '' : 's'}: ${names}; known here are ${known.join(', ')}`;
}

/** For `when` of a check between keys: it then goes along with the checks of each, so that all mistakes are told at once. */
export function isObject({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null;
}

/** The same for checks between the items of a list. */
export function isList({ value }: { readonly value: unknown }): boolean {
  return Array.isArray(value);
}

/** Things of which each is named once; in words that name the first place of it. */
export function refuseRepeats(list: readonly unknown[], context: z.core.$RefinementCtx, name: string): void {
  for (const [index, item] of list.entries()) {
    const first = list.indexOf(item);
    if (typeof item !== 'string' || first === index) continue;
    context.addIssue({ code: 'custom', path: [index], message: `the same as ${name}[${first}]` });
  }
}

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
