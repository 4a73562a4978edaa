import { isReporterError } from '../../src/errors.ts';

/** An error as one line for a person; a mistake of ours comes with its stack, for the report that we ask for. */
export function describeError(error: unknown, isDebug = false): string {
  if (!isReporterError(error))
    return `error: a mistake in job-reporter, please report it: ${writeStacks(error)}`;
  return isDebug ? `error: ${error.message}\n${writeStacks(error)}` : `error: ${error.message}`;
}

/** Stacks only: the other fields of a foreign error may hold a request with its credentials. */
function writeStacks(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\ncaused by: ${writeStacks(error.cause)}`;
}
