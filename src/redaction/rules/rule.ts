import { matchAt } from './reading.ts';

/** A stretch of a text that holds a credential: UTF-16 offsets, `end` behind the last character. */
export interface RedactionSpan {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** An expression without `g`, so without state, or what answers like one. */
type Hint = Pick<RegExp, 'test'>;

/** One kind of credential and how it is found in a text. */
export interface RedactionRule {
  /** Stable, kebab-case: one of them stands in the text as `[REDACTED name]` and in the receipt. */
  readonly names: readonly string[];
  /** Cheap and necessary: a text that it does not match holds nothing for `find`. */
  readonly hint: Hint;
  /** Takes time in proportion to the text, whatever it holds: see `docs/adr/0011-linear-redaction.md`. */
  readonly find: (text: string) => readonly RedactionSpan[];
}

/** Where a credential begins, and how far it goes. */
export interface Reading {
  readonly start: number;
  readonly end: number;
}

/** A rule that knows a credential by what stands before it. */
interface AnchoredRule {
  readonly name: string;
  readonly hint: RegExp;
  /** What stands before: flags `g` or `gi`, and no repeat without a bound. */
  readonly anchor: RegExp;
  /**
   * Reads the credential behind the anchor, or says null. May look at a bounded number of characters to decide, and at as many as
   * it likes once it has: the search goes on behind what was read.
   */
  readonly read: (text: string, from: number, anchor: RegExpExecArray) => Reading | null;
}

export function anchoredRule({ name, hint, anchor, read }: AnchoredRule): ExpressionRule {
  const find = (text: string): readonly RedactionSpan[] => {
    const spans: RedactionSpan[] = [];
    for (let match = matchAt(anchor, text, 0); match !== null;) {
      const behind = match.index + Math.max(match[0].length, 1);
      const reading = read(text, match.index + match[0].length, match);
      const found = reading !== null && reading.end > reading.start;
      if (found) spans.push({ ...reading, rule: name });
      match = matchAt(anchor, text, found ? Math.max(behind, reading.end) : behind);
    }
    return spans;
  };
  return { names: [name], hint, find };
}

/** Rules that one expression can rule out together, which most lines of a log are settled by. */
export interface RuleGroup {
  readonly hint: Hint;
  readonly rules: readonly RedactionRule[];
}

/** @param flags `i` when any rule's hint has it: a hint is necessary, so it may match more than the rule, never less. */
export function groupRules(rules: readonly ExpressionRule[], flags: '' | 'i'): RuleGroup {
  return { hint: new RegExp(rules.map(({ hint }) => `(?:${hint.source})`).join('|'), flags), rules };
}

/** A rule whose hint can be joined with others'. */
export type ExpressionRule = RedactionRule & { readonly hint: RegExp };
