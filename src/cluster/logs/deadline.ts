import type { ClusterFailure } from '../get/failure.ts';

/**
 * A signal that aborts with another one or after so long, and that leaves nothing behind when it is disposed: the other one
 * would hold on to what `AbortSignal.any` makes until the collector comes round, for each log of a run.
 */
export class Deadline implements Disposable {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal;
  readonly #follow: () => void;
  readonly #timer: NodeJS.Timeout;

  constructor(parent: AbortSignal, milliseconds: number, failure: () => ClusterFailure) {
    this.#parent = parent;
    this.#follow = () => this.#controller.abort(parent.reason);
    this.#timer = setTimeout(() => this.#controller.abort(failure()), milliseconds);
    if (parent.aborted) this.#follow();
    else parent.addEventListener('abort', this.#follow, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends it now, for that reason. */
  end(failure: ClusterFailure): void {
    this.#controller.abort(failure);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#parent.removeEventListener('abort', this.#follow);
  }
}
