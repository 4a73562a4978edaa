import { ClusterFailure } from '../get/failure.ts';
import { addCollection, openCollection, type OpenCollection } from './collection.ts';
import type { ObjectPage, PageObjects } from './object-page.ts';
import type { ListPage } from './page.ts';

/** A list that is finished at a later moment may bring a page once more. */
const MOST_BARREN = 20;
/** Half a million objects: a list that goes on behind them is one that somebody makes up. */
const MOST_PAGES = 1000;
/** Kubernetes' own are a hundred bytes long. */
const LONGEST_TOKEN = 4096;

/** The pages of a list that have come so far. */
export class ListProgress<T> {
  /** A list that is finished at a later moment may bring an object twice. */
  readonly collection: OpenCollection<T> = openCollection();
  /** All that were sent for a next page. */
  readonly #tokens = new Set<string>();
  #requests = 0;
  /** Pages in a row that brought nothing. */
  #barren = 0;
  #firstPage: ListPage | null = null;
  #lastPage: ListPage | null = null;
  #open: PageObjects<T> | null = null;

  get requests(): number {
    return this.#requests;
  }

  get firstPage(): ListPage | null {
    return this.#firstPage;
  }

  /** How many objects are still to come; null: not known. */
  get remaining(): number | null {
    return this.#lastPage?.remaining ?? null;
  }

  get hasAny(): boolean {
    return this.#lastPage !== null || this.#countSeen() > 0;
  }

  countRequest(): void {
    this.#requests += 1;
  }

  /** A page begins to come: anew, when it was tried before. */
  readonly open = (objects: PageObjects<T>): void => {
    this.#open = objects;
  };

  /** All of a page has come, or as much as there was room for. */
  close(page: ObjectPage<T>, isCut: boolean): void {
    const seen = this.#countSeen();
    this.#firstPage ??= page;
    this.#lastPage = isCut ? { ...page, remaining: null } : page;
    this.#keepOpen();
    const { sent, collection } = page.objects;
    // What was sent and is not wanted is of others, of whom there may be many.
    const isOfOthers = sent > collection.items.size + collection.malformed.size;
    this.#barren = this.#countSeen() === seen && !isOfOthers ? this.#barren + 1 : 0;
  }

  /** The list ends here; what has come of a page counts also when the rest of it did not. */
  breakOff(): void {
    const isWithin = this.#open !== null && this.#open.sent > 0;
    this.#keepOpen();
    if (isWithin && this.#lastPage !== null) this.#lastPage = { ...this.#lastPage, remaining: null };
  }

  /** Throws for a list that would hold a run for as long as it lasts. `isUnbounded`: nobody else counts its pages. */
  refuseEndless(next: string | null, isUnbounded: boolean): void {
    if (next === null) return;
    const token = next.length > LONGEST_TOKEN ? `${next.length} ${next.slice(0, LONGEST_TOKEN)}` : next;
    if (this.#tokens.has(token))
      throw describeEndless(
        'the server sent a continue token that it had sent before, so that the list would never end',
      );
    this.#tokens.add(token);
    if (isUnbounded && this.#barren >= MOST_BARREN)
      throw describeEndless(`${MOST_BARREN} pages in a row brought nothing new, and there are to be more`);
    if (this.#requests >= MOST_PAGES)
      throw describeEndless(`the list did not end within ${MOST_PAGES} pages`);
  }

  #keepOpen(): void {
    if (this.#open !== null) addCollection(this.collection, this.#open.collection);
    this.#open = null;
  }

  #countSeen(): number {
    return this.collection.items.size + this.collection.malformed.size;
  }
}

function describeEndless(why: string): ClusterFailure {
  const advice = 'Check what answers: the API server of Kubernetes does not do this; or select less';
  return new ClusterFailure({ code: 'ANSWER_UNREADABLE', why, advice });
}
