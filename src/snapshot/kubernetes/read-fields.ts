import type * as z from 'zod';

// The types of @kubernetes/client-node are the API's own, generated from its description. They are checked against while this is
// compiled, and are gone when it runs.

/** As it is sent: times are text, and Go sends null for what is empty. */
type Sent<Api> = Api extends Date
  ? string
  : Api extends readonly (infer Item)[]
    ? readonly (Sent<Item> | null)[]
    : Api extends object
      ? { readonly [Key in keyof Api]?: Sent<Api[Key]> | null | undefined }
      : Api;

/** The names that a schema reads and the API does not have, at any depth. */
type Strange<Read, Api> = Read extends readonly (infer Item)[]
  ? Api extends readonly (infer ApiItem)[]
    ? Strange<NonNullable<Item>, NonNullable<ApiItem>>
    : 'a list of what is none'
  : Read extends object
    ? {
        [Key in keyof Read]-?: Key extends keyof Api
          ? Strange<NonNullable<Read[Key]>, NonNullable<Api[Key]>>
          : Key;
      }[keyof Read]
    : never;

/** What the compiler shows where a schema does not fit the API. */
type Fit<Read, Api> = [Strange<Read, Api>] extends [never]
  ? Read extends Sent<Api>
    ? unknown
    : { readonly 'a field has another type in the API': Api }
  : { readonly 'the API has no such field': Strange<Read, Api> };

/**
 * A schema that reads what the API has, by the API's own types: a field that is renamed there, or changes its type, breaks the
 * build here. `readFields<V1Job>()(schema)` is the schema.
 */
export function readFields<Api>() {
  return <Schema extends z.ZodType>(schema: Schema & Fit<z.input<Schema>, Api>): Schema => schema;
}
