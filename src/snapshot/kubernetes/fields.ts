import * as z from 'zod';

// Go leaves out what is not set, and sends `null` for some empty lists and maps.

export const text = z.string().nullish();
export const count = z.int().min(0).nullish();
export const list = <T extends z.ZodType>(item: T) =>
  // A place that was emptied because its item was malformed is no item.
  z
    .array(item.nullable())
    .nullish()
    .transform((items) => (items ?? []).filter((each) => each !== null));
