import type { RedactionSpan } from '../rules/rule.ts';

/** What of each line is a credential that only its neighbours tell. */
export type BlockSpans = Map<number, RedactionSpan[]>;

/** Finds credentials in the lines of one log, and adds them to those found by now. */
export type BlockRule = (lines: readonly string[], found: BlockSpans) => void;

export function addSpan(found: BlockSpans, index: number, span: RedactionSpan | null): void {
  if (span === null || span.end <= span.start) return;
  const spans = found.get(index);
  if (spans === undefined) found.set(index, [span]);
  else spans.push(span);
}
