import type { ObjectParser } from '../../snapshot/kubernetes/parser.ts';
import type { AnswerHead, AnswerReader } from '../get/answer.ts';
import type { ClusterRequest } from '../get/request.ts';
import type { ListBudget } from './budget.ts';
import { openCollection, type Collection } from './collection.ts';
import { readListPage, type ListPage } from './page.ts';
import { describeMalformed } from './problem.ts';

/** A page of a list, and the objects on it. */
export interface ObjectPage<T> extends ListPage {
  readonly objects: PageObjects<T>;
}

/** What has come of a page so far. */
export interface PageObjects<T> {
  readonly collection: Collection<T>;
  /** All that were sent, wanted or not. */
  sent: number;
}

/** How the objects of a list are read. */
export interface ObjectReading<T> {
  /** Shared by the lists of one kind. */
  readonly budget: ListBudget;
  readonly parse: ObjectParser<T>;
  readonly identify: (raw: unknown) => string;
  readonly wants?: ((raw: unknown) => boolean) | undefined;
  readonly keeps?: ((item: T) => boolean) | undefined;
}

export type Identified = { readonly metadata: { readonly uid: string } };

/**
 * A page's objects, each understood as soon as it has come: what was sent of it and is not in the schema is let go at once.
 * `onOpen` gets what is there by then, also when the page breaks off.
 */
export function readObjectPage<T extends Identified>(
  head: AnswerHead,
  request: ClusterRequest,
  { parse, identify, wants, keeps, budget }: ObjectReading<T>,
  onOpen: (objects: PageObjects<T>) => void,
): AnswerReader<ObjectPage<T>> {
  const collection = openCollection<T>();
  const { items, malformed, damaged } = collection;
  const objects = { collection, sent: 0 };
  onOpen(objects);
  const take = (raw: unknown) => {
    const { value, malformed: fields } = parse(raw);
    if (value !== null && keeps?.(value) === false) return;
    if (value !== null) items.set(value.metadata.uid, value);
    budget.keep(value);
    if (fields.length === 0) return;
    const problem = describeMalformed(request, raw, fields, value === null);
    budget.keep(problem);
    if (value === null) malformed.set(identify(raw), problem);
    else damaged.set(value.metadata.uid, problem);
  };
  const { push, end } = readListPage(head, (raw) => {
    objects.sent += 1;
    if (wants?.(raw) === false) return 'more';
    if (!budget.takeObject()) return 'enough';
    take(raw);
    return 'more';
  });
  return { push, end: () => ({ ...end(), objects }) };
}
