import { codeAt, isWordCode } from '../rules/reading.ts';

/** The shortest part of a token that stands by itself. Most words of a log are shorter, and none of them is looked at twice. */
const LEAST = 16;
const DASH = 45;

/** A run of letters, digits, `_` and `-`. */
export interface LongWord {
  readonly start: number;
  readonly end: number;
}

/** The next long word that begins at `from` or behind it. One step a character: this is what every line of every log goes through. */
export function nextLongWord(text: string, from: number): LongWord | null {
  const { length } = text;
  let at = from;
  while (at + LEAST <= length) {
    // From the last character of a word that would be long enough to the first: most are ruled out after a few.
    let back = at + LEAST - 1;
    while (back >= at && isBodyCode(text.charCodeAt(back))) back -= 1;
    if (back >= at) {
      at = back + 1;
      continue;
    }
    let end = at + LEAST;
    while (end < length && isBodyCode(text.charCodeAt(end))) end += 1;
    return { start: startOf(text, at, from), end };
  }
  return null;
}

/** The skip may have landed within the word. */
function startOf(text: string, at: number, least: number): number {
  let start = at;
  while (start > least && isBodyCode(codeAt(text, start - 1))) start -= 1;
  return start;
}

function isBodyCode(code: number): boolean {
  return isWordCode(code) || code === DASH;
}
