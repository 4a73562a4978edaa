import type { Dispatcher } from 'undici';
import type { AnswerHead, AnswerReader } from './answer.ts';

type Target = Pick<Dispatcher.DispatchOptions, 'origin' | 'path' | 'headers'>;
type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];
type OpenReader<T> = (head: AnswerHead) => AnswerReader<T>;

/**
 * Sends a GET and reads its answer where it arrives: without a stream in between, which costs more than the reading of a short log.
 * Rejects with what undici, the reader or the signal has to say; then nothing of the answer is waited for.
 */
export function sendGet<T>(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  target: Target,
  signal: AbortSignal,
  open: OpenReader<T>,
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const answer = new ArrivingAnswer(signal, open, { resolve, reject });
  // Nobody waits for it: it would stand in a queue, with all that it holds on to.
  if (signal.aborted) return promise;
  try {
    dispatcher.dispatch({ ...target, method: 'GET' }, answer);
  } catch (error) {
    answer.fail(error);
  }
  return promise;
}

interface Outcome<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** https://undici.nodejs.org/#/docs/api/Dispatcher?id=parameter-dispatchhandler */
class ArrivingAnswer<T> implements Dispatcher.DispatchHandler {
  readonly #signal: AbortSignal;
  readonly #open: OpenReader<T>;
  readonly #outcome: Outcome<T>;
  readonly #onAbort = () => this.fail(this.#signal.reason);
  #controller: Dispatcher.DispatchController | null = null;
  #reader: AnswerReader<T> | null = null;
  #isOver = false;

  constructor(signal: AbortSignal, open: OpenReader<T>, outcome: Outcome<T>) {
    this.#signal = signal;
    this.#open = open;
    this.#outcome = outcome;
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  fail(error: unknown): void {
    this.#finish(() => this.#outcome.reject(error));
    this.#hangUp();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isOver) this.#hangUp();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // An answer that only announces another: https://www.rfc-editor.org/rfc/rfc9110#section-15.2
    if (status < 200) return;
    const { date, location, 'retry-after': retryAfter, 'content-encoding': encoding } = headers;
    this.#try(() => {
      this.#reader = this.#open({
        status,
        date: single(date),
        retryAfter: single(retryAfter),
        encoding: single(encoding),
        location: single(location),
      });
    });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#try(() => {
      if (this.#reader?.push(chunk) !== 'enough') return;
      this.#end();
      this.#hangUp();
    });
  }

  onResponseEnd(): void {
    this.#try(() => this.#end());
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  #end(): void {
    const reader = this.#reader;
    if (this.#isOver || reader === null) return;
    const value = reader.end();
    this.#finish(() => this.#outcome.resolve(value));
  }

  #try(act: () => void): void {
    if (this.#isOver) return;
    try {
      act();
    } catch (error) {
      this.fail(error);
    }
  }

  #finish(settle: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
    settle();
  }

  /** Who stops in the middle must not keep the connection. */
  #hangUp(): void {
    this.#controller?.abort(new Error('nothing more of the answer is wanted'));
  }
}

function single(value: string | readonly string[] | undefined): string | null {
  return (typeof value === 'string' ? value : value?.[0]) ?? null;
}
