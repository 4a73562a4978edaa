import type * as z from 'zod';
import type { ListCompleteness } from '../../snapshot/model/completeness.ts';
import { openObjectParser, type ObjectParser } from '../../snapshot/kubernetes/parser.ts';
import type { Problem } from '../../snapshot/model/problem.ts';
import type { AnswerHead, AnswerReader } from '../get/answer.ts';
import type { ClusterClient } from '../connection/client.ts';
import { ClusterFailure, describeFailure } from '../get/failure.ts';
import { requestList, type ClusterRequest, type ListQuery, type ListResource } from '../get/request.ts';
import { describeInconsistent, describeMalformed } from './problem.ts';
import { readListPage, type ListPage } from './page.ts';

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

type Reading<T> = ListOptions<T> & { readonly parse: ObjectParser<T> };

interface ObjectPage<T> extends ListPage {
  readonly items: readonly T[];
  readonly problems: readonly Problem[];
  readonly malformed: number;
  readonly damaged: number;
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
  const reading = { ...options, parse: openObjectParser(options.schema) };
  let request = requestPage(options, '');
  let failure: unknown = null;
  try {
    for (let token: string | null = ''; token !== null;) {
      request = requestPage(options, token);
      token = await takePage(client, request, reading, progress);
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
  { parse, signal, onPage }: Reading<T>,
  progress: Progress<T>,
): Promise<string | null> {
  progress.requests += 1;
  const page = await client
    .get(request, signal, (head) => readObjects(head, request, parse))
    .catch((error: unknown) => takeExpired(error, request, progress));
  if (typeof page === 'string') return page;
  progress.firstPage ??= page;
  progress.lastPage = page;
  progress.problems.push(...page.problems);
  progress.malformed += page.malformed;
  progress.damaged += page.damaged;
  for (const item of page.items) progress.items.set(item.metadata.uid, item);
  onPage?.(page.items.length);
  return page.continueToken;
}

/** A page's objects, each understood as soon as it has come: what was sent of it and is not in the schema is let go at once. */
function readObjects<T>(
  head: AnswerHead,
  request: ClusterRequest,
  parse: ObjectParser<T>,
): AnswerReader<ObjectPage<T>> {
  const items: T[] = [];
  const problems: Problem[] = [];
  let malformed = 0;
  let damaged = 0;
  const { push, end } = readListPage(head, (raw) => {
    const parsed = parse(raw);
    if (parsed.value === null) malformed += 1;
    else items.push(parsed.value);
    if (parsed.malformed.length === 0) return;
    problems.push(describeMalformed(request, raw, parsed.malformed, parsed.value === null));
    if (parsed.value !== null) damaged += 1;
  });
  return { push, end: () => ({ ...end(), items, problems, malformed, damaged }) };
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
