import type * as z from 'zod';

/** A field that the cluster sent in a shape that Kubernetes does not document, and that was therefore left out. */
export interface MalformedField {
  /** `status.active`, or empty for the object itself. */
  readonly path: string;
  readonly why: string;
}

/** An object as far as it could be understood; null when nothing of it could. */
export interface ParsedObject<T> {
  readonly value: T | null;
  readonly malformed: readonly MalformedField[];
}

type Path = readonly PropertyKey[];

const MAXIMUM_ROUNDS = 8;

/**
 * Reads what a cluster sent into a type. A field of the wrong type is left out and named, so that one bad field
 * costs one field: what is required and bad costs the object around it.
 */
export function parseObject<T>(schema: z.ZodType<T>, raw: unknown): ParsedObject<T> {
  const first = schema.safeParse(raw);
  if (first.success) return { value: first.data, malformed: [] };

  const malformed: MalformedField[] = [];
  let rest = raw;
  let issues = first.error.issues;
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    for (const issue of issues) {
      const path = presentPath(rest, issue.path);
      malformed.push({ path: issue.path.map(String).join('.'), why: issue.message });
      if (path.length === 0) return { value: null, malformed };
      rest = omitPath(rest, path);
    }
    const next = schema.safeParse(rest);
    if (next.success) return { value: next.data, malformed };
    issues = next.error.issues;
  }
  return { value: null, malformed };
}

/** The longest part of the path that is there: a missing required field takes its parent with it. */
function presentPath(value: unknown, path: Path): Path {
  let current = value;
  const present: PropertyKey[] = [];
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return present;
    current = Reflect.get(current, key);
    if (current === undefined) return present;
    present.push(key);
  }
  return present;
}

/** A copy without what stands at the path. */
function omitPath(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    // An emptied place stays in the list until it is read again, so that the other paths of this round still point right.
    return items.map((item, index) => {
      if (index !== key) return item;
      return rest.length === 0 ? undefined : omitPath(item, rest);
    });
  }
  const entries = Object.entries(value).filter(([name]) => rest.length > 0 || name !== key);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, name === key ? omitPath(item, rest) : item]),
  );
}
