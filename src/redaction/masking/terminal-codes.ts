import type { RedactionSpan } from '../rules/rule.ts';

/** A text without its terminal codes, and the way back to the original's offsets for spans in ascending order. */
export interface PlainText {
  readonly text: string;
  readonly restore: (spans: readonly RedactionSpan[]) => readonly RedactionSpan[];
}

interface Cut {
  /** Offset in the plain text. */
  readonly at: number;
  /** How many characters are gone up to here. */
  readonly gone: number;
}

// CSI sequences, which colour logs: ECMA-48 §5.4, https://ecma-international.org/publications-and-standards/standards/ecma-48/
const TERMINAL_CODE = /\u001B\[[0-?]*[ -/]*[@-~]/g;

/** Colours stand between a key and its value, and their last letter hides a token's start: rules read the text without them. */
export function withoutTerminalCodes(original: string): PlainText {
  if (!original.includes('\u001B[')) return { text: original, restore: (spans) => spans };
  const cuts: Cut[] = [];
  let gone = 0;
  for (const code of original.matchAll(TERMINAL_CODE)) {
    const at = code.index - gone;
    gone += code[0].length;
    cuts.push({ at, gone });
  }
  return {
    text: original.replaceAll(TERMINAL_CODE, ''),
    restore: (spans) => restoreOffsets(spans, cuts),
  };
}

/** A code right before a credential stays, and so does one right behind it: what they colour is then the mask. */
function restoreOffsets(spans: readonly RedactionSpan[], cuts: readonly Cut[]): readonly RedactionSpan[] {
  let passed = 0;
  let gone = 0;
  const shiftAt = (offset: number): number => {
    for (let cut = cuts[passed]; cut !== undefined && cut.at <= offset; cut = cuts[passed]) {
      gone = cut.gone;
      passed += 1;
    }
    return offset + gone;
  };
  return spans.map(({ start, end, rule }) => {
    const from = shiftAt(start);
    return { start: from, end: shiftAt(end - 1) + 1, rule };
  });
}
