import type { ObjectParser } from '../../snapshot/kubernetes/parser.ts';
import type { AnswerHead, AnswerReader } from '../get/answer.ts';
import type { ClusterRequest } from '../get/request.ts';
import { openCollection, type Collection } from './collection.ts';
import { readListPage, type ListPage } from './page.ts';
import { describeMalformed } from './problem.ts';

/** A page of a list, and the objects on it. */
export interface ObjectPage<T> extends ListPage {
  readonly collection: Collection<T>;
}

/** How the objects of a list are read. */
export interface ObjectReading<T> {
  readonly parse: ObjectParser<T>;
  readonly identify: (raw: unknown) => string;
  readonly wants?: ((raw: unknown) => boolean) | undefined;
  readonly keeps?: ((item: T) => boolean) | undefined;
}

export type Identified = { readonly metadata: { readonly uid: string } };

/** A page's objects, each understood as soon as it has come: what was sent of it and is not in the schema is let go at once. */
export function readObjectPage<T extends Identified>(
  head: AnswerHead,
  request: ClusterRequest,
  { parse, identify, wants, keeps }: ObjectReading<T>,
): AnswerReader<ObjectPage<T>> {
  const collection = openCollection<T>();
  const { items, malformed, damaged } = collection;
  const { push, end } = readListPage(head, (raw) => {
    if (wants?.(raw) === false) return;
    const { value, malformed: fields } = parse(raw);
    if (value !== null && keeps?.(value) === false) return;
    if (value !== null) items.set(value.metadata.uid, value);
    if (fields.length === 0) return;
    const problem = describeMalformed(request, raw, fields, value === null);
    if (value === null) malformed.set(identify(raw), problem);
    else damaged.set(value.metadata.uid, problem);
  });
  return { push, end: () => ({ ...end(), collection }) };
}
