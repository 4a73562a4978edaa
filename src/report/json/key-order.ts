import * as z from 'zod';

/**
 * A copy with the keys of every object in the order of the schema, so that two reports of the same are the same text,
 * however their objects were put together. What the cluster names itself, labels say, keeps the order in which it came.
 */
export function orderKeys(schema: unknown, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return orderKeys(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item) => orderKeys(schema.element, item));
  }
  if (!(schema instanceof z.ZodObject)) return value;
  return Object.fromEntries(
    Object.entries(schema.shape).flatMap(([key, field]) => {
      const part: unknown = Reflect.get(value, key);
      return part === undefined ? [] : [[key, orderKeys(field, part)]];
    }),
  );
}
