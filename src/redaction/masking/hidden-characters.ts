import type { RedactionSpan } from '../rules/rule.ts';

/** A text without what nobody sees of it, and the way back to the original's offsets for spans in ascending order. */
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

// ECMA-48 §5: CSI sequences, which colour logs, OSC and other strings, which make links and titles, and shorter escapes; also as JSON
// and shells write them. https://ecma-international.org/publications-and-standards/standards/ecma-48/
const CSI = String.raw`(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]`;
const STRING = String.raw`\u001B[\]PX^_][^\u0007\u001B\u009C]*(?:\u0007|\u001B\\|\u009C)?`;
const ESCAPE = String.raw`\u001B[ -/]*[0-~]?`;
const WRITTEN = String.raw`\\(?:u001[bB]|x1[bB]|033|e)\[[0-?]{0,32}[ -/]{0,4}[@-~]`;
// What Unicode gives no width: soft hyphen, joiners, marks of direction, variation selectors, fillers, tags. https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
const INVISIBLE = String.raw`[\u0000\b\u007F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0]|\uDB40[\uDC00-\uDDEF]|\\u(?:200[b-fB-F]|2060|[fF][eE][fF][fF]|00[aA][dD])`;
// Runs at once: a line may be made of nothing else.
const HIDDEN = new RegExp(`(?:${CSI}|${STRING}|${ESCAPE}|${WRITTEN}|${INVISIBLE}){1,512}`, 'g');
const HIDDEN_HINT = new RegExp(
  String.raw`[\u001B\u009B\u0000\b\u007F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uDB40\uFF01-\uFF5E]|\\(?:u001[bB]|x1[bB]|033\[|e\[|u200|u2060|u[fF][eE][fF]|u00[aA])`,
);
const STRING_OPENS = /\u001B[\]PX^_]/;
/** Letters, digits and signs as wide as an ideograph: https://www.unicode.org/charts/PDF/UFF00.pdf */
const FULL_WIDTH = /[\uFF01-\uFF5E]/g;
const TO_ASCII = 0xfee0;

export function hasHiddenCharacters(text: string): boolean {
  return HIDDEN_HINT.test(text);
}

/** Whether there are strings for a terminal, which may hold a credential themselves. */
export function hasTerminalString(text: string): boolean {
  return STRING_OPENS.test(text);
}

/** Colours stand between a key and its value, and their last letter hides a token's start: rules read the text without them. */
export function withoutHiddenCharacters(original: string): PlainText {
  if (!hasHiddenCharacters(original)) return { text: original, restore: (spans) => spans };
  const cuts: Cut[] = [];
  let gone = 0;
  for (const code of original.matchAll(HIDDEN)) {
    const at = code.index - gone;
    gone += code[0].length;
    cuts.push({ at, gone });
  }
  const text = original
    .replaceAll(HIDDEN, '')
    .replaceAll(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - TO_ASCII));
  return { text, restore: (spans) => restoreOffsets(spans, cuts) };
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
