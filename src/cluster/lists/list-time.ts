import { outOfTime } from '../get/failure.ts';

/**
 * The time that the lists of a look may take. After so long they end as soon as they have told of a pod: lists that never end
 * must leave time for the logs of what is known by then. As long as there is none, there is no log to leave time for.
 */
export class ListTime implements Disposable {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #isUp = false;
  #pods = 0;

  constructor(parent: AbortSignal, milliseconds: number) {
    this.signal = AbortSignal.any([parent, this.#controller.signal]);
    this.#timer = setTimeout(() => {
      this.#isUp = true;
      this.#end();
    }, milliseconds);
  }

  seePods(count: number): void {
    this.#pods += count;
    this.#end();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #end(): void {
    if (this.#isUp && this.#pods > 0)
      this.#controller.abort(outOfTime(null, 'the time for lists was up, which leaves the rest to logs'));
  }
}
