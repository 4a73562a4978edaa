import type { MessageCode } from './messages/registry.ts';

/** What a failure is worded from: `attempted` on `object`, `why` it failed, `advice` what to do. */
export interface FailureDetail {
  /** Stable, for alarms and scripts: `ARCHIVE_DENIED`. */
  readonly code: MessageCode;
  /** In the infinitive's -ing form: `reading the secret`. */
  readonly attempted: string;
  readonly object: string;
  readonly why: string;
  readonly advice: string;
}

/** The same in every copy of the package that a program may have loaded. */
const BRAND: unique symbol = Symbol.for('k8s-job-reporter.error');

/** The project's one error family. Its message says what was attempted, on which object, why it failed and what to do. */
export class ReporterError extends Error {
  // In words, not by the class: the bundle's classes have short names.
  override readonly name: string = 'ReporterError';
  readonly code: MessageCode;
  readonly detail: FailureDetail;
  readonly [BRAND] = true;

  constructor(detail: FailureDetail, options?: { readonly cause?: unknown }) {
    super(wordFailure(detail), options);
    this.code = detail.code;
    this.detail = detail;
  }
}

/** The archive could not be read or written: the run fails, so that Lambda tries again. */
export class ArchiveError extends ReporterError {
  override readonly name = 'ArchiveError';
}

/** Settings, arguments or an event that a person must change. */
export class ConfigurationError extends ReporterError {
  override readonly name = 'ConfigurationError';
}

/** Whether it is an error of k8s-job-reporter, also one of another copy of the package, which `instanceof` does not know. */
export function isReporterError(error: unknown): error is ReporterError {
  return error instanceof Error && BRAND in error;
}

function wordFailure(detail: FailureDetail): string {
  return `${detail.attempted} ${detail.object}: ${detail.why}. ${detail.advice}`;
}
