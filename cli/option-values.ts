import { InvalidArgumentError } from 'commander';
import type * as z from 'zod';
import { ReporterError } from '../src/errors.ts';

/** A parser of an option's word that says what is wrong with it, in the words of the schema. */
export function parseBy<T>(
  schema: z.ZodType<T>,
  read: (word: string) => unknown = (word) => word,
): (word: string) => T {
  return (word) => {
    const parsed = schema.safeParse(read(word));
    if (parsed.success) return parsed.data;
    throw new InvalidArgumentError(parsed.error.issues.map((issue) => issue.message).join('; '));
  };
}

/** A parser that throws the project's own errors, told as commander tells its own. */
export function parseWith<T>(parse: (word: string) => T): (word: string) => T {
  return (word) => {
    try {
      return parse(word);
    } catch (error) {
      if (error instanceof ReporterError)
        throw new InvalidArgumentError(`${error.detail.why}. ${error.detail.advice}.`);
      throw error;
    }
  };
}

/** `''` is no number, though `Number('')` is 0. */
export function readNumber(word: string): number {
  return word.trim() === '' ? Number.NaN : Number(word);
}
