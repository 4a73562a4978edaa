import type * as z from 'zod';
import type { ListCompleteness } from '../../snapshot/model/completeness.ts';
import { openObjectParser } from '../../snapshot/kubernetes/parser.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import type { ClusterClient } from '../connection/client.ts';
import { ClusterFailure, describeFailure } from '../get/failure.ts';
import { requestList, type ClusterRequest, type ListQuery, type ListResource } from '../get/request.ts';
import {
  addCollection,
  openCollection,
  openIdentities,
  type Collection,
  type OpenCollection,
} from './collection.ts';
import { refuseCircle } from './circle.ts';
import { readObjectPage, type Identified, type ObjectReading } from './object-page.ts';
import { describeInconsistent } from './problem.ts';
import type { ListPage } from './page.ts';

export interface ListOptions<T> {
  readonly resource: ListResource;
  readonly namespace: string;
  readonly query: Omit<ListQuery, 'limit' | 'continue'>;
  readonly schema: z.ZodType<T>;
  readonly signal: AbortSignal;
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

interface Progress<T> {
  /** A list that is finished at a later moment may bring an object twice. */
  readonly collection: OpenCollection<T>;
  readonly problems: Problem[];
  requests: number;
  expired: number;
  firstPage: ListPage | null;
  lastPage: ListPage | null;
}

type Reading<T> = ListOptions<T> & ObjectReading<T>;

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
  const progress: Progress<T> = {
    collection: openCollection(),
    problems: [],
    requests: 0,
    expired: 0,
    firstPage: null,
    lastPage: null,
  };
  const reading = { ...options, parse: openObjectParser(options.schema), identify: openIdentities() };
  let request = requestPage(options, '');
  let token: string | null = '';
  let failure: unknown = null;
  try {
    const { mostRequests = Infinity } = options;
    const seen = new Set<string>();
    for (token = ''; token !== null && progress.requests < mostRequests;) {
      // A token that has expired is replaced by one that may look the same.
      refuseCircle(`${progress.expired} ${token}`, seen);
      request = requestPage(options, token);
      token = await takePage(client, request, reading, progress);
    }
  } catch (error) {
    failure = error;
    progress.problems.push(describeFailure(error, request));
  }
  return summarizeList(progress.collection, progress.problems, progress.firstPage?.date ?? null, {
    status: token === null ? 'read' : progress.lastPage === null ? judgeFailure(failure) : 'partial',
    requests: progress.requests,
    remaining: progress.lastPage?.remaining ?? null,
    inconsistent: progress.expired > 0,
    resourceVersion: progress.firstPage?.resourceVersion ?? null,
  });
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
    problems: [...ofList, ...malformed.values(), ...damaged.values()],
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

/** Reads a page into `progress` and tells the token of the next one. */
async function takePage<T extends Identified>(
  client: ClusterClient,
  request: ClusterRequest,
  reading: Reading<T>,
  progress: Progress<T>,
): Promise<string | null> {
  progress.requests += 1;
  const page = await client
    .get(request, reading.signal, (head) => readObjectPage(head, request, reading))
    .catch((error: unknown) => takeExpired(error, request, progress));
  if (typeof page === 'string') return page;
  progress.firstPage ??= page;
  progress.lastPage = page;
  addCollection(progress.collection, page.collection);
  reading.onPage?.(page.collection.items.size);
  return page.continueToken;
}

/** A token that got too old comes with a fresh one, good for the rest of the list as it is by now. */
function takeExpired<T>(error: unknown, request: ClusterRequest, progress: Progress<T>): string {
  const token =
    error instanceof ClusterFailure && error.detail.httpStatus === 410
      ? error.detail.continueToken
      : undefined;
  if (token === undefined || progress.expired >= MOST_EXPIRED) throw error;
  if (progress.expired === 0) progress.problems.push(describeInconsistent(request));
  progress.expired += 1;
  return token;
}

function judgeFailure(failure: unknown): ListCompleteness['status'] {
  const code = failure instanceof ClusterFailure ? failure.detail.code : null;
  if (code === 'FORBIDDEN') return 'denied';
  return code === 'TIMED_OUT' ? 'timedOut' : 'failed';
}
