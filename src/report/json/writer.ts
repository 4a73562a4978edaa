import * as z from 'zod';

/** The value as JSON, two spaces a level, behind so much indent. */
type WriteJson = (value: unknown, indent: string) => string;

/**
 * An object of a schema as JSON, in pieces: a field each, and each item of an array for itself. Keys stand in the order of the
 * schema at every level; what the cluster names itself, labels say, keeps the order in which it came. The schema is gone through
 * once, not for every value: https://zod.dev/library-authors
 */
export function* writeJsonPieces(schema: z.ZodObject, object: object): Generator<string, void, void> {
  let before = '{';
  for (const [key, field] of Object.entries(schema.shape)) {
    const value: unknown = Reflect.get(object, key);
    if (value === undefined) continue;
    yield `${before}\n  ${JSON.stringify(key)}: `;
    if (field instanceof z.ZodArray && Array.isArray(value) && value.length > 0)
      yield* writeItems(openWriter(field.element), value);
    else yield openWriter(field)(value, '  ');
    before = ',';
  }
  yield '\n}';
}

function* writeItems(write: WriteJson, items: readonly unknown[]): Generator<string, void, void> {
  let before = '[';
  for (const item of items) {
    yield `${before}\n    ${write(item, '    ')}`;
    before = ',';
  }
  yield '\n  ]';
}

function openWriter(schema: unknown): WriteJson {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return openWriter(schema.unwrap());
  if (schema instanceof z.ZodArray) return writeArray(openWriter(schema.element));
  if (schema instanceof z.ZodObject) return writeObject(schema);
  if (schema instanceof z.ZodString) return (text) => JSON.stringify(text);
  // Strings hold no line feed as such in JSON: what is one, breaks a line of it.
  return (value, indent) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

function writeArray(write: WriteJson): WriteJson {
  return (value, indent) => {
    if (!Array.isArray(value)) return JSON.stringify(value);
    if (value.length === 0) return '[]';
    const inner = `${indent}  `;
    return `[\n${inner}${value.map((item) => write(item, inner)).join(`,\n${inner}`)}\n${indent}]`;
  };
}

function writeObject({ shape }: z.ZodObject): WriteJson {
  const fields = Object.entries(shape).map(([key, field]) => ({
    key,
    name: `${JSON.stringify(key)}: `,
    write: openWriter(field),
  }));
  return (value, indent) => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const inner = `${indent}  `;
    const lines = fields.flatMap(({ key, name, write }) => {
      const part: unknown = Reflect.get(value, key);
      // A report from before the field came has none.
      return part === undefined ? [] : [`${name}${write(part, inner)}`];
    });
    return `{\n${inner}${lines.join(`,\n${inner}`)}\n${indent}}`;
  };
}
