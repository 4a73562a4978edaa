import { ClusterFailure } from '../get/failure.ts';

/** How much of a list a run holds. */
export interface ListLimits {
  readonly objects: number;
  /** Of what is kept of them: their texts, and what holds these together. */
  readonly bytes: number;
}

/** About what V8 takes for an object, and for a value in it. */
const OBJECT_BYTES = 64;
const VALUE_BYTES = 16;

/** What a run may still hold of the lists of one kind, whatever a server sends. */
export class ListBudget {
  readonly #limits: ListLimits;
  #objects = 0;
  #bytes = 0;
  #isSpent = false;

  constructor(limits: ListLimits) {
    this.#limits = limits;
  }

  /** Whether there was more than there is room for. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** Whether there is room for one more. */
  takeObject(): boolean {
    this.#isSpent ||= this.#objects >= this.#limits.objects || this.#bytes >= this.#limits.bytes;
    this.#objects += 1;
    return !this.#isSpent;
  }

  /** Counts what is kept of one. */
  keep(value: unknown): void {
    this.#bytes += measure(value);
  }

  /** Why the list ends here. */
  describe(): ClusterFailure {
    const { objects, bytes } = this.#limits;
    const most =
      this.#objects > objects
        ? `${objects.toLocaleString('en')} objects`
        : `${Math.ceil(bytes / 1024 / 1024)} MiB of what is kept of its objects`;
    return new ClusterFailure({
      code: 'LIST_CUT',
      why: `it goes on after ${most}, which is as much as a run holds`,
      advice: 'Select less, by namespace or by label selector; a function holds more when it has more memory',
    });
  }
}

function measure(value: unknown): number {
  if (typeof value === 'string') return VALUE_BYTES + value.length;
  if (typeof value !== 'object' || value === null) return VALUE_BYTES;
  let sum = OBJECT_BYTES;
  // Not by `Object.entries`, which takes five times as long; what was parsed here has nothing but its own keys.
  for (const key in value) sum += key.length + measure(Reflect.get(value, key));
  return sum;
}
