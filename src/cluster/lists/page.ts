import * as z from 'zod';
import type { AnswerHead, AnswerReader } from '../get/answer.ts';
import { ClusterFailure } from '../get/failure.ts';
import { readStatus, summarizeText } from '../get/refusal.ts';
import { ListItems } from './items.ts';

const listSchema = z.object({
  kind: z.string().nullish(),
  metadata: z
    .object({
      resourceVersion: z.string().nullish(),
      continue: z.string().nullish(),
      remainingItemCount: z.int().min(0).nullish(),
    })
    .nullish(),
  // Go sends null for a list without items.
  items: z.array(z.unknown()).nullable(),
});

/** zod would make a program of the schema, which pays for many objects. */
const ONCE = { jitless: true };

/** What a page tells beside its items. */
export interface ListPage {
  readonly resourceVersion: string | null;
  /** The token of the next page; null on the last. */
  readonly continueToken: string | null;
  /** How many objects are on the pages to come; null when the server does not say. */
  readonly remaining: number | null;
  /** The server's clock. */
  readonly date: string | null;
}

/** 500 objects of etcd's largest size would be more than a run should ever wait for. */
const LONGEST_PAGE = 128 * 1024 * 1024;

/** Takes an item of a page, or `TOO_LARGE` for one that was not kept; `enough`: nothing more of the page is wanted. */
export type TakeItem = (item: unknown) => 'more' | 'enough';

/** Reads one page of a list, item by item. Throws a `ClusterFailure` when it is not one; by then some items may have been taken. */
export function readListPage({ date }: AnswerHead, take: TakeItem): AnswerReader<ListPage> {
  const list = new ListItems();
  let length = 0;
  let isCut = false;
  const takeAll = (items: readonly unknown[]) => {
    isCut = items.some((item) => take(item) === 'enough');
  };
  return {
    push: (chunk) => {
      length += chunk.length;
      if (length > LONGEST_PAGE) throw unreadable(`a page of more than ${LONGEST_PAGE} bytes`, false);
      takeAll(list.push(chunk));
      return isCut || list.isBroken ? 'enough' : 'more';
    },
    end: () => {
      if (isCut) return { resourceVersion: null, continueToken: null, remaining: null, date };
      const page = parsePage(list.end(), length);
      takeAll(page.items ?? []);
      const token = page.metadata?.continue;
      const continueToken = token == null || token === '' ? null : token;
      return {
        resourceVersion: page.metadata?.resourceVersion ?? null,
        continueToken,
        remaining: continueToken === null ? 0 : (page.metadata?.remainingItemCount ?? null),
        date,
      };
    },
  };
}

function parsePage(text: string, length: number): z.infer<typeof listSchema> {
  const value = parseJson(text, length);
  const parsed = listSchema.safeParse(value, ONCE);
  if (parsed.success) return parsed.data;
  const said = readStatus(value)?.message ?? '';
  if (said !== '') throw unreadable(`a Status in place of the list: ${said}`, true);
  const [issue] = parsed.error.issues;
  throw unreadable(
    `JSON that is not a list of Kubernetes (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`,
    false,
  );
}

function parseJson(text: string, length: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const isMarkup = text.trimStart().startsWith('<');
    throw unreadable(isMarkup ? summarizeText(text) : `${length} bytes that are not whole JSON`, !isMarkup);
  }
}

function unreadable(what: string, isPassing: boolean): ClusterFailure {
  const advice = 'Check that the server address is that of a Kubernetes API, and what stands in between';
  return new ClusterFailure({ code: 'ANSWER_UNREADABLE', why: `the answer was ${what}`, advice, isPassing });
}
