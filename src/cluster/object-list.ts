import type * as z from 'zod';
import type { ListCompleteness } from '../snapshot/completeness.ts';
import { parseObject } from '../snapshot/kubernetes-object.ts';
import type { Problem } from '../snapshot/problem.ts';
import type { ClusterClient } from './cluster-client.ts';
import { ClusterFailure, describeFailure } from './cluster-failure.ts';
import { requestList, type ClusterRequest, type ListQuery, type ListResource } from './cluster-request.ts';
import { describeInconsistent, describeMalformed } from './list-problem.ts';
import { readListPage, type ListPage } from './list-page.ts';

export interface ListOptions<T> {
  readonly resource: ListResource;
  readonly namespace: string;
  readonly query: Omit<ListQuery, 'limit' | 'continue'>;
  readonly schema: z.ZodType<T>;
  readonly signal: AbortSignal;
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
}

interface Progress<T> {
  /** By UID: a list that is finished at a later moment may bring an object twice. */
  readonly items: Map<string, T>;
  readonly problems: Problem[];
  requests: number;
  malformed: number;
  damaged: number;
  expired: number;
  firstPage: ListPage | null;
  lastPage: ListPage | null;
}

type Identified = { readonly metadata: { readonly uid: string } };

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
    items: new Map(),
    problems: [],
    requests: 0,
    malformed: 0,
    damaged: 0,
    expired: 0,
    firstPage: null,
    lastPage: null,
  };
  let request = requestPage(options, null);
  let failure: unknown = null;
  try {
    for (let token = await takePage(client, request, options, progress); token !== null;) {
      request = requestPage(options, token);
      token = await takePage(client, request, options, progress);
    }
  } catch (error) {
    failure = error;
    progress.problems.push(describeFailure(error, request));
  }
  return {
    items: [...progress.items.values()],
    problems: progress.problems,
    date: progress.firstPage?.date ?? null,
    completeness: summarize(progress, failure),
  };
}

function requestPage<T>(
  { resource, namespace, query }: ListOptions<T>,
  token: string | null,
): ClusterRequest {
  return requestList(resource, namespace, {
    ...query,
    limit: PAGE_SIZE,
    ...(token === null ? {} : { continue: token }),
  });
}

/** Reads a page into `progress` and tells the token of the next one. */
async function takePage<T extends Identified>(
  client: ClusterClient,
  request: ClusterRequest,
  { schema, signal, onPage }: ListOptions<T>,
  progress: Progress<T>,
): Promise<string | null> {
  progress.requests += 1;
  const page = await client
    .get(request, signal, readListPage)
    .catch((error: unknown) => takeExpired(error, request, progress));
  if (typeof page === 'string') return page;
  progress.firstPage ??= page;
  progress.lastPage = page;
  for (const raw of page.items) {
    const { value, malformed } = parseObject(schema, raw);
    if (malformed.length > 0)
      progress.problems.push(describeMalformed(request, raw, malformed, value === null));
    if (value !== null && malformed.length > 0) progress.damaged += 1;
    if (value === null) progress.malformed += 1;
    else progress.items.set(value.metadata.uid, value);
  }
  onPage?.(page.items.length);
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

function summarize<T>(progress: Progress<T>, failure: unknown): ListCompleteness {
  const { requests, malformed, damaged, firstPage, lastPage, items } = progress;
  const remaining = lastPage?.remaining ?? null;
  return {
    status: failure === null ? 'read' : lastPage === null ? judgeFailure(failure) : 'partial',
    requests,
    asked: remaining === null ? null : items.size + malformed + remaining,
    got: items.size,
    malformed,
    damaged,
    remaining,
    inconsistent: progress.expired > 0,
    resourceVersion: firstPage?.resourceVersion ?? null,
  };
}

function judgeFailure(failure: unknown): ListCompleteness['status'] {
  const code = failure instanceof ClusterFailure ? failure.detail.code : null;
  if (code === 'FORBIDDEN') return 'denied';
  return code === 'TIMED_OUT' ? 'timedOut' : 'failed';
}
