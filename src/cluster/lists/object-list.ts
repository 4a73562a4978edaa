import type { ListCompleteness } from '../../snapshot/model/completeness.ts';
import type { ObjectParser } from '../../snapshot/kubernetes/parser.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import type { ClusterClient } from '../connection/client.ts';
import { ClusterFailure, describeFailure } from '../get/failure.ts';
import { requestList, type ClusterRequest, type ListQuery, type ListResource } from '../get/request.ts';
import type { ListBudget } from './budget.ts';
import { openIdentities, type Collection } from './collection.ts';
import { readObjectPage, type Identified, type ObjectReading } from './object-page.ts';
import { describeInconsistent, foldMalformed } from './problem.ts';
import { ListProgress } from './progress.ts';

export interface ListOptions<T> {
  readonly resource: ListResource;
  readonly namespace: string;
  readonly query: Omit<ListQuery, 'limit' | 'continue'>;
  readonly parse: ObjectParser<T>;
  readonly signal: AbortSignal;
  /** Shared by the lists of one kind. */
  readonly budget: ListBudget;
  /** Which objects are kept, by what was sent: all, unless told. */
  readonly wants?: ((raw: unknown) => boolean) | undefined;
  /** Which objects are kept, by what was understood. */
  readonly keeps?: ((item: T) => boolean) | undefined;
  /** After so many the rest is told as not seen. */
  readonly mostRequests?: number;
  /** Hears of each page how many objects it brought. */
  readonly onPage?: ((objects: number) => void) | undefined;
}

/** What a list brought: its objects, how complete it is, and what went wrong. */
export interface ObjectList<T> {
  readonly items: readonly T[];
  readonly completeness: ListCompleteness;
  readonly problems: readonly Problem[];
  /** The server's clock at the first page; null when it did not say. */
  readonly date: string | null;
  /** The same objects, for adding more to them. */
  readonly collection: Collection<T>;
  /** Problems of the list itself, not of objects in it. */
  readonly ofList: readonly Problem[];
}

type Reading<T> = ListOptions<T> & ObjectReading<T> & { readonly progress: ListProgress<T> };

const PAGE_SIZE = 500;
/** How often a list may be overtaken by time before it is given up. */
const MOST_EXPIRED = 5;

/**
 * Lists page by page; never rejects for what a cluster can do. No `resourceVersion=0`: it would ignore the limit.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 */
export async function listObjects<T extends Identified>(
  client: ClusterClient,
  options: ListOptions<T>,
): Promise<ObjectList<T>> {
  const progress = new ListProgress<T>();
  const expiry = new ListExpiry();
  const reading = { ...options, progress, identify: openIdentities() };
  let request = requestPage(options, '');
  let token: string | null = '';
  let failure: unknown = null;
  try {
    const { mostRequests = Infinity } = options;
    for (token = ''; token !== null && progress.requests < mostRequests;) {
      request = requestPage(options, token);
      token = await takePage(client, request, reading).catch((error: unknown) =>
        expiry.takeToken(error, request),
      );
    }
  } catch (error) {
    failure = error;
    progress.breakOff();
  }
  const failed = failure === null ? [] : [describeFailure(failure, request)];
  return summarizeList(
    progress.collection,
    [...expiry.problems, ...failed],
    progress.firstPage?.date ?? null,
    {
      status: token === null ? 'read' : progress.hasAny ? 'partial' : judgeFailure(failure),
      requests: progress.requests,
      remaining: progress.remaining,
      inconsistent: expiry.problems.length > 0,
      resourceVersion: progress.firstPage?.resourceVersion ?? null,
    },
  );
}

/** A list of what was collected, whatever number of requests it took. */
export function summarizeList<T>(
  collection: Collection<T>,
  ofList: readonly Problem[],
  date: string | null,
  facts: Omit<ListCompleteness, 'asked' | 'got' | 'malformed' | 'damaged'>,
): ObjectList<T> {
  const { items, malformed, damaged } = collection;
  const { remaining } = facts;
  return {
    items: [...items.values()],
    problems: [...ofList, ...foldMalformed([...malformed.values(), ...damaged.values()])],
    date,
    collection,
    ofList,
    completeness: {
      ...facts,
      asked: remaining === null ? null : items.size + malformed.size + remaining,
      got: items.size,
      malformed: malformed.size,
      damaged: damaged.size,
    },
  };
}

function requestPage<T>({ resource, namespace, query }: ListOptions<T>, token: string): ClusterRequest {
  return requestList(resource, namespace, {
    ...query,
    limit: PAGE_SIZE,
    ...(token === '' ? {} : { continue: token }),
  });
}

/** Reads a page into the progress and tells the token of the next one. */
async function takePage<T extends Identified>(
  client: ClusterClient,
  request: ClusterRequest,
  reading: Reading<T>,
): Promise<string | null> {
  const { signal, budget, progress, onPage, mostRequests } = reading;
  progress.countRequest();
  const page = await client.get(request, signal, (head) =>
    readObjectPage(head, request, reading, progress.open),
  );
  progress.close(page, budget.isSpent);
  onPage?.(page.objects.collection.items.size);
  if (budget.isSpent) throw budget.describe();
  progress.refuseEndless(page.continueToken, mostRequests === undefined);
  return page.continueToken;
}

/** A token that gets too old comes with a fresh one, good for the rest of the list as it is by then. */
class ListExpiry {
  readonly problems: Problem[] = [];
  #count = 0;

  takeToken(error: unknown, request: ClusterRequest): string {
    const { httpStatus, continueToken } = error instanceof ClusterFailure ? error.detail : {};
    if (httpStatus !== 410 || continueToken === undefined || this.#count >= MOST_EXPIRED) throw error;
    if (this.#count === 0) this.problems.push(describeInconsistent(request));
    this.#count += 1;
    return continueToken;
  }
}

function judgeFailure(failure: unknown): ListCompleteness['status'] {
  const code = failure instanceof ClusterFailure ? failure.detail.code : null;
  if (code === 'FORBIDDEN') return 'denied';
  return code === 'TIMED_OUT' ? 'timedOut' : 'failed';
}
