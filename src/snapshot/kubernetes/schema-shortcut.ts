import * as z from 'zod';

/** Says that a value is not as the schema has it, or may not be: the schema itself will tell. */
export const UNSURE = Symbol('unsure');

type Read = (value: unknown) => unknown;

/**
 * Reads what a schema reads, many times faster, as long as the value is as it should be; for anything else it says `UNSURE`.
 * It goes through the schema once: https://zod.dev/library-authors
 */
export function shortenSchema<T>(schema: z.ZodType<T>): (value: unknown) => T | typeof UNSURE {
  const read = shorten(schema);
  return (value) => {
    const result = read(value);
    return isOf(schema, result) ? result : UNSURE;
  };
}

/** By construction: `shorten` builds what the schema would, or nothing. */
function isOf<T>(_schema: z.ZodType<T>, result: unknown): result is T {
  return result !== UNSURE;
}

function shorten(schema: z.core.$ZodType): Read {
  if (schema instanceof z.ZodObject && schema.def.catchall === undefined) return shortenObject(schema.shape);
  if (schema instanceof z.ZodArray) return shortenArray(shorten(schema.element));
  if (schema instanceof z.ZodOptional) return shortenEmpty(undefined, shorten(schema.unwrap()));
  if (schema instanceof z.ZodNullable) return shortenEmpty(null, shorten(schema.unwrap()));
  if (schema instanceof z.ZodString)
    return shortenChecks((value) => typeof value === 'string', schema.def.checks);
  if (schema instanceof z.ZodBoolean) return shortenChecks((value) => typeof value === 'boolean');
  if (schema instanceof z.ZodPipe && schema.out instanceof z.ZodTransform)
    return shortenTransform(shorten(schema.in), schema.out);
  return (value) => {
    const parsed = z.safeParse(schema, value);
    return parsed.success ? parsed.data : UNSURE;
  };
}

function shortenObject(shape: Readonly<Record<string, z.core.$ZodType>>): Read {
  const fields = Object.entries(shape).map(([key, field]) => [key, shorten(field)] as const);
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return UNSURE;
    const result: Record<string, unknown> = {};
    for (const [key, read] of fields) {
      const field: unknown = Reflect.get(value, key);
      const part = read(field);
      if (part === UNSURE) return UNSURE;
      if (field !== undefined || part !== undefined) result[key] = part;
    }
    return result;
  };
}

function shortenArray(read: Read): Read {
  return (value) => {
    if (!Array.isArray(value)) return UNSURE;
    const items = value.map(read);
    return items.includes(UNSURE) ? UNSURE : items;
  };
}

function shortenEmpty(empty: null | undefined, read: Read): Read {
  return (value) => (value === empty ? empty : read(value));
}

/** Of the type, and whatever else the schema wants of it: `min`, `regex`. */
function shortenChecks<T>(
  isOfType: (value: unknown) => value is T,
  checks: readonly z.core.$ZodCheck<T>[] = [],
): Read {
  return (value) => {
    if (!isOfType(value)) return UNSURE;
    const payload: z.core.ParsePayload<T> = { value, issues: [] };
    for (const check of checks) void check._zod.check(payload);
    return payload.issues.length === 0 ? payload.value : UNSURE;
  };
}

function shortenTransform(read: Read, { def }: z.ZodTransform): Read {
  return (value) => {
    const input = read(value);
    if (input === UNSURE) return UNSURE;
    const payload = { value: input, issues: [] };
    const output: unknown = def.transform(input, payload);
    return payload.issues.length === 0 ? output : UNSURE;
  };
}
