import type { Redactor } from '../../redaction/redactor.ts';

type MaskedLines = ReturnType<Redactor['redactLines']>;

/** How long logs may still be masked once reading has to end: the rest of the time is for writing the report. */
const LATE_MILLISECONDS = 3000;

/**
 * Masks the credentials of one log after the other. A line can be made up so that masking it takes a second: once the
 * time for reading is up there is a bound, behind which no line is given out rather than one that was not masked.
 */
export class LogMask {
  readonly #redactor: Redactor;
  readonly #signal: AbortSignal;
  readonly #now: () => Date;
  #late = 0;

  constructor(redactor: Redactor, signal: AbortSignal, now: () => Date) {
    this.#redactor = redactor;
    this.#signal = signal;
    this.#now = now;
  }

  /** Null when there is no time left for it. */
  mask(lines: readonly string[]): MaskedLines | null {
    if (this.#signal.aborted && this.#late >= LATE_MILLISECONDS && lines.length > 0) return null;
    const start = this.#now().getTime();
    const masked = this.#redactor.redactLines(lines);
    if (this.#signal.aborted) this.#late += this.#now().getTime() - start;
    return masked;
  }
}
