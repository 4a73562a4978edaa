import { codeAt, endOfNext, endOfRun, matchAt } from '../rules/reading.ts';
import type { ExpressionRule, RedactionSpan } from '../rules/rule.ts';

const HEADER =
  /(?<![\w-])(?:set-)?cookies?[\\"'\])]{0,6}\s{0,4}(?:=>|[:=,])\s{0,4}(?:[\\"'[(]|b(?=["'])){0,6}/gi;
const NAME = /[^\s=;,"'\\]{1,128}=/y;
const VALUE = /[^\s;,"'\\]+/y;
const GAP = /;\s{0,8}/y;
// https://www.rfc-editor.org/rfc/rfc6265#section-4.1
const ATTRIBUTE = /^(?:expires|max-age|domain|path|samesite|priority)$/i;
/** What a page remembers of taste: alone, no session. */
const TASTE =
  /^(?:theme|lang|language|locale|tz|timezone|currency|consent|cookie_?consent|color-?scheme|dark_?mode|font|region|country|none)$/i;

/** The values in a header of cookies; their names stay. */
export const cookieCredentials: ExpressionRule = { names: ['cookie'], hint: /cookie/i, find: findCookies };

interface Pair extends RedactionSpan {
  readonly name: string;
}

function findCookies(text: string): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  for (let from = endOfNext(HEADER, text, 0); from !== -1; from = endOfNext(HEADER, text, from)) {
    const { pairs, end } = readPairs(text, from);
    from = end;
    if (pairs.every(({ name }) => TASTE.test(name))) continue;
    for (const { start, end: stop, rule } of pairs) spans.push({ start, end: stop, rule });
  }
  return spans;
}

/** Reads on from pair to pair, so that each character is read once. */
function readPairs(text: string, from: number): { readonly pairs: readonly Pair[]; readonly end: number } {
  const pairs: Pair[] = [];
  let at = from;
  for (;;) {
    const name = matchAt(NAME, text, at)?.[0].slice(0, -1);
    const flag = name === undefined ? endOfRun(/(?:secure|httponly|partitioned)/iy, text, at) : at;
    if (name === undefined && flag === at) return { pairs, end: Math.max(at, from) };
    const start = name === undefined ? flag : at + name.length + 1;
    const end = endOfRun(VALUE, text, start);
    if (name !== undefined && end > start && !ATTRIBUTE.test(name) && codeAt(text, start) !== 91)
      pairs.push({ name, start, end, rule: 'cookie' });
    at = name === undefined ? flag : end;
    const gap = matchAt(GAP, text, at);
    if (gap === null) return { pairs, end: at };
    at += gap[0].length;
  }
}
