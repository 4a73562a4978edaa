import * as z from 'zod';

// What the cluster did not say is null, never zero and never an empty text.

export const text = z.string().nullable();
export const count = z.int().min(0).nullable();
export const time = z.string().nullable().describe('ISO 8601, as the cluster wrote it');

/** A field that came after the first reports: one from before it has none, and is written again without it. */
export function younger<T extends z.ZodType>(field: T): z.ZodOptional<T> {
  return field.optional();
}

/** The same type with every list and every field of it, at any depth, closed to change. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** Undefined where it is no JSON: what stands there is then judged as what it is not. */
export function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
