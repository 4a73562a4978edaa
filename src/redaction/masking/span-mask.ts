import type { RedactionSpan } from '../rules/rule.ts';

/** Which rules masked how many credentials. A rule that masked none is absent. */
export type RedactionReceipt = Readonly<Record<string, number>>;

/** A text without its credentials, and what was taken out of it. */
export interface Redacted {
  readonly text: string;
  readonly counts: RedactionReceipt;
}

const MASK = /\[REDACTED [a-z0-9-]+\]/g;

/** Puts `[REDACTED rule]` in place of each span; spans ascend and do not overlap. */
export function maskSpans(text: string, spans: readonly RedactionSpan[]): Redacted {
  const parts: string[] = [];
  const counts = new Map<string, number>();
  let from = 0;
  for (const { start, end, rule } of spans) {
    parts.push(text.slice(from, start), `[REDACTED ${rule}]`);
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
    from = end;
  }
  parts.push(text.slice(from));
  return { text: parts.join(''), counts: inOrder(counts) };
}

/** One span for those that overlap, named by the rule that stands first in `order`, with the masks of an earlier run left out. */
export function settleSpans(
  text: string,
  spans: readonly RedactionSpan[],
  order: ReadonlyMap<string, number>,
): readonly RedactionSpan[] {
  return leaveOutMasks(text, unite(spans, order));
}

function unite(
  spans: readonly RedactionSpan[],
  order: ReadonlyMap<string, number>,
): readonly RedactionSpan[] {
  const rank = (rule: string): number => order.get(rule) ?? order.size;
  const united: RedactionSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = united.at(-1);
    if (last === undefined || span.start >= last.end) {
      united.push(span);
      continue;
    }
    const rule = rank(span.rule) < rank(last.rule) ? span.rule : last.rule;
    united[united.length - 1] = { start: last.start, end: Math.max(last.end, span.end), rule };
  }
  return united;
}

/** What of the spans lies outside the masks; both ascend, so one pass over both does. */
function leaveOutMasks(text: string, spans: readonly RedactionSpan[]): readonly RedactionSpan[] {
  if (!text.includes('[REDACTED ')) return spans;
  const masks = [...text.matchAll(MASK)];
  const outside: RedactionSpan[] = [];
  let passed = 0;
  for (const { start, end, rule } of spans) {
    let from = start;
    for (let mask = masks[passed]; mask !== undefined && mask.index < end; mask = masks[passed]) {
      if (mask.index > from) outside.push({ start: from, end: mask.index, rule });
      from = Math.max(from, mask.index + mask[0].length);
      if (from > end) break;
      passed += 1;
    }
    if (end > from) outside.push({ start: from, end, rule });
  }
  return outside.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}

/** Adds receipts up, so that equal receipts are written alike. */
export function addReceipts(receipts: readonly RedactionReceipt[]): RedactionReceipt {
  const [only] = receipts;
  if (receipts.length === 1 && only !== undefined) return only;
  const sums = new Map<string, number>();
  for (const [rule, count] of receipts.flatMap((receipt) => Object.entries(receipt)))
    sums.set(rule, (sums.get(rule) ?? 0) + count);
  return inOrder(sums);
}

/** In alphabetical order. */
function inOrder(counts: ReadonlyMap<string, number>): RedactionReceipt {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
