import { writeContinueToken, type ContinueToken } from './continue-token.ts';
import { matchesFields, type FieldRequirement } from './selectors/field.ts';
import type { KubernetesObject } from '../state/kubernetes-object.ts';
import { matchesLabels, type LabelRequirement } from './selectors/label.ts';

/** What a list request asks for. */
export interface ListQuery {
  /** Null: all namespaces. */
  readonly namespace: string | null;
  readonly labels: readonly LabelRequirement[];
  readonly fields: readonly FieldRequirement[];
  /** 0: no limit. */
  readonly limit: number;
  readonly continue: ContinueToken | null;
}

/** One page: the list's `metadata` and `items`, in the key order of the API server. */
export interface ListPage {
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly items: readonly KubernetesObject[];
}

/**
 * Cuts one page out of a list that is in key order. As etcd does, it tells of more as soon as a key is left, whether or
 * not that object matches the selector; and it counts what is left only when nothing is selected.
 */
export function cutPage(objects: readonly KubernetesObject[], query: ListQuery, revision: number): ListPage {
  const inNamespace = objects.filter(
    (object) => query.namespace === null || object.metadata.namespace === query.namespace,
  );
  const from = firstAfter(inNamespace, query);
  const items: KubernetesObject[] = [];
  let next = from;
  while (next < inNamespace.length && (query.limit === 0 || items.length < query.limit)) {
    const object = inNamespace[next];
    if (object !== undefined && isSelected(object, query)) items.push(object);
    next += 1;
  }
  const last = items.at(-1);
  const left = inNamespace.length - next;
  if (left === 0 || last === undefined) return { metadata: { resourceVersion: String(revision) }, items };
  const token = writeContinueToken({ revision, start: `${keyOf(last, query)}\0` });
  const isWhole = query.labels.length + query.fields.length === 0;
  const remaining = isWhole ? { remainingItemCount: left } : {};
  return { metadata: { resourceVersion: String(revision), continue: token, ...remaining }, items };
}

function firstAfter(objects: readonly KubernetesObject[], query: ListQuery): number {
  const start = query.continue?.start;
  if (start === undefined) return 0;
  const index = objects.findIndex((object) => keyOf(object, query) >= start);
  return index === -1 ? objects.length : index;
}

/** The key below the listed prefix: a list of one namespace leaves the namespace out. */
function keyOf({ metadata }: KubernetesObject, { namespace }: ListQuery): string {
  return namespace === null ? `/${metadata.namespace}/${metadata.name}` : `/${metadata.name}`;
}

function isSelected(object: KubernetesObject, query: ListQuery): boolean {
  return matchesLabels(query.labels, object.metadata.labels ?? {}) && matchesFields(query.fields, object);
}
