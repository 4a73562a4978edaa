import type * as z from 'zod';
import { shortenSchema, UNSURE } from './schema-shortcut.ts';

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

export type ObjectParser<T> = (raw: unknown) => ParsedObject<T>;

type Path = readonly PropertyKey[];

const MAXIMUM_ROUNDS = 8;
/** With more bad fields than that there is nothing to mend; each field that is emptied costs a copy of what is around it. */
const MOST_MENDED = 100;

/** For many objects of one kind: nearly all of them are as they should be. */
export function openObjectParser<T>(schema: z.ZodType<T>): ObjectParser<T> {
  const read = shortenSchema(schema);
  return (raw) => {
    const value = read(raw);
    return value === UNSURE ? parseObject(schema, raw) : { value, malformed: [] };
  };
}

/**
 * Reads what a cluster sent into a type. A field of the wrong type becomes null (which is not the same as a field that
 * was not sent) and is named, so that one bad field costs one field: what is required and bad costs the object around it.
 */
export function parseObject<T>(schema: z.ZodType<T>, raw: unknown): ParsedObject<T> {
  const first = schema.safeParse(raw);
  if (first.success) return { value: first.data, malformed: [] };

  // What fails in a later round fails because of what was emptied: the first round names it all.
  let { issues } = first.error;
  const malformed = issues.slice(0, MOST_MENDED).map(({ path, message }) => ({
    path: path.map(String).join('.'),
    why: message,
  }));
  if (issues.length > MOST_MENDED) return { value: null, malformed };
  let rest = raw;
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    const emptied: Path[] = [];
    for (const issue of issues) {
      // Of what is gone already, nothing more has to go: least of all what stands around it.
      if (emptied.some((path) => path.every((key, index) => key === issue.path[index]))) continue;
      const path = presentPath(rest, issue.path);
      if (path.length === 0) return { value: null, malformed };
      rest = emptyPath(rest, path);
      emptied.push(path);
    }
    const next = schema.safeParse(rest);
    if (next.success) return { value: next.data, malformed };
    issues = next.error.issues;
  }
  return { value: null, malformed };
}

/** The longest part of the path that holds something: a required field without a value takes its parent with it. */
function presentPath(value: unknown, path: Path): Path {
  let current = value;
  const present: PropertyKey[] = [];
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return present;
    current = Reflect.get(current, key);
    if (current === undefined || current === null) return present;
    present.push(key);
  }
  return present;
}

/** A copy with null at the path. */
function emptyPath(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item, index) => (index === key ? emptyPath(item, rest) : item));
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? emptyPath(item, rest) : item]),
  );
}
