import { InvalidArgumentError, type Command } from 'commander';
import type * as z from 'zod';
import { isReporterError } from '../../src/errors.ts';

/** A parser of an option's word that throws the project's own errors, told as commander tells its own. */
export function parseWith<T>(parse: (word: string) => T): (word: string) => T {
  return (word) => {
    try {
      return parse(word);
    } catch (error) {
      if (isReporterError(error))
        throw new InvalidArgumentError(`${error.detail.why}. ${error.detail.advice}.`);
      throw error;
    }
  };
}

/** A parser of whole numbers from `least` to `most`. `''` is no number, though `Number('')` is 0. */
export function parseNumber(least: number, most: number): (word: string) => number {
  return (word) => {
    const value = word.trim() === '' ? Number.NaN : Number(word);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It should be a whole number from ${least} to ${most}.`);
  };
}

/**
 * Ends the command, in commander's words, when what was typed for an option does not fit the schema. For the action: schemas
 * take longer to load than `--help` may.
 */
export function refuseUnfit(
  command: Command,
  attribute: string,
  word: string | undefined,
  schema: z.ZodType,
): void {
  const option = command.options.find((each) => each.attributeName() === attribute);
  if (word === undefined || option === undefined) return;
  const parsed = schema.safeParse(word);
  if (parsed.success) return;
  const why = parsed.error.issues.map((issue) => issue.message).join('; ');
  command.error(`error: option '${option.flags}' argument '${word}' is invalid. ${why}`);
}
