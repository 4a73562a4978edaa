import { ReporterError } from '../src/errors.ts';

/** An error as one line for a person; a mistake of ours comes with its stack, for the report that we ask for. */
export function describeError(error: unknown): string {
  if (error instanceof ReporterError) return `error: ${error.message}`;
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: a mistake in job-reporter, please report it: ${said}`;
}
