import { readAwsFailure } from '../../aws-failure.ts';
import { CONFLICTS, DAMAGES, readStatus } from './refusal.ts';

/** As the SDK asks for it: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
interface RetryToken {
  readonly getRetryCount: () => number;
  readonly getRetryDelay: () => number;
  /** Milliseconds of the clock. */
  readonly since: number;
}

interface RetryReason {
  readonly error?: unknown;
  readonly errorType: string;
  readonly retryAfterHint?: Date;
}

export interface Patience {
  /** Until then a request is tried again, in milliseconds from now; absent: somebody waits for the answer. */
  readonly deadlineMilliseconds?: number;
}

const FIRST_MS = 100;
const LONGEST_MS = 5_000;
/** Also where there is time for more. */
const MOST_TRIES = 40;
/** How long a person waits for a store that is busy, and how often one is asked that is not there. */
const PERSON_MS = 10_000;
const PERSON_SILENT_TRIES = 3;
/** Where nobody listens, and a name that nobody knows: it may pass, yet rarely does. */
const NOBODY_TRIES = 6;
const NOBODY: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND']);

const DAMAGED_TRIES = 3;

/** Tries a request again for as long as there is time, with pauses that grow and that differ from one writer to the next. */
export class PatientRetries {
  readonly mode = 'standard';
  readonly #end: number | null;

  constructor({ deadlineMilliseconds }: Patience) {
    this.#end = deadlineMilliseconds === undefined ? null : performance.now() + deadlineMilliseconds;
  }

  async acquireInitialRetryToken(): Promise<RetryToken> {
    return makeToken(0, 0, performance.now());
  }

  /** Rejects when it is not to be tried again. */
  async refreshRetryTokenForRetry(token: RetryToken, reason: RetryReason): Promise<RetryToken> {
    const now = performance.now();
    const count = token.getRetryCount() + 1;
    const wanted = reason.retryAfterHint === undefined ? 0 : reason.retryAfterHint.getTime() - Date.now();
    const delay = Math.max(wanted, pauseBefore(count));
    const end = this.#end ?? token.since + PERSON_MS;
    if (count >= this.#mostTries(reason) || now + delay >= end) throw new Error('no more tries');
    return makeToken(count, delay, token.since);
  }

  recordSuccess(): void {
    // Nothing to give back: time is what there is a budget of.
  }

  #mostTries({ error, errorType }: RetryReason): number {
    const { isAnswer, fault, name } = readAwsFailure(error, 'S3');
    const passes = errorType === 'TRANSIENT' || errorType === 'THROTTLING';
    const isConflict = CONFLICTS.includes(name) || (name === 'Unknown' && readStatus(error) === 409);
    if (DAMAGES.includes(name)) return DAMAGED_TRIES;
    if (isAnswer) return passes || isConflict ? MOST_TRIES : 0;
    if (!passes && fault !== 'noName' && fault !== 'noWay') return 0;
    if (this.#end === null) return PERSON_SILENT_TRIES;
    return NOBODY.has(name) ? NOBODY_TRIES : MOST_TRIES;
  }
}

/** Half of it chance, so that writers that fell over each other do not do so again. */
function pauseBefore(tries: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
  return most * (0.5 + Math.random() / 2);
}

function makeToken(count: number, delay: number, since: number): RetryToken {
  return { getRetryCount: () => count, getRetryDelay: () => delay, since };
}
