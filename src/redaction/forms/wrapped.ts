import { codeAt } from '../rules/reading.ts';
import type { RedactionRule, RedactionSpan } from '../rules/rule.ts';
import { nextLongWord, type LongWord } from './word.ts';

const RULE = 'base64-credential';
/** The longest text that is looked into. */
const MOST = 8192;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const READABLE = /^[\t\r\n\x20-\x7e]{12,}$/;

/**
 * Credentials within base64: `echo cGFzc3dvcmQ9… | base64 -d`, a Secret's data, a configuration in an annotation.
 * @param rules that look into what it decodes to.
 */
export function wrappedRule(rules: readonly RedactionRule[]): RedactionRule {
  return {
    names: [RULE],
    hint: { test: (text) => findWrapped(text, rules, 1).length > 0 },
    find: (text) => findWrapped(text, rules, Number.POSITIVE_INFINITY),
  };
}

function findWrapped(text: string, rules: readonly RedactionRule[], most: number): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  let from = 0;
  for (
    let word = nextLongWord(text, from);
    word !== null && spans.length < most;
    word = nextLongWord(text, from)
  ) {
    from = word.end;
    if (!mayBeText(text, word)) continue;
    const end = endOfBase64(text, word.end);
    from = end;
    const encoded = text.slice(word.start, Math.min(end, word.start + MOST));
    if (encoded.length < 24 || !BASE64.test(encoded)) continue;
    const decoded = Buffer.from(encoded, 'base64').toString('latin1');
    if (
      READABLE.test(decoded.slice(0, -2)) &&
      rules.some((rule) => rule.hint.test(decoded) && rule.find(decoded).length > 0)
    )
      spans.push({ start: word.start, end, rule: RULE });
  }
  return spans;
}

/** Each third letter of readable text shows in base64: every fourth character is one of I to Z or a to f. Chance keeps to that once in 4,000. */
function mayBeText(text: string, { start, end }: LongWord): boolean {
  for (let at = start; at < Math.min(end, start + 36); at += 4) {
    const code = codeAt(text, at);
    if (!((code >= 73 && code <= 90) || (code >= 97 && code <= 102))) return false;
  }
  return true;
}

function endOfBase64(text: string, from: number): number {
  const run = /[A-Za-z0-9+/]*={0,2}/y;
  run.lastIndex = from;
  run.test(text);
  return run.lastIndex;
}
