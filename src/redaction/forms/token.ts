import { looksRandom } from '../rules/chance.ts';
import { codeAt, endOfRun, isWordCode, matchAt } from '../rules/reading.ts';
import type { RedactionRule, RedactionSpan } from '../rules/rule.ts';
import { CLOUD_FORMATS } from './cloud-formats.ts';
import { CODE_FORMATS } from './code-formats.ts';
import type { TokenFormat } from './format.ts';
import { MODEL_FORMATS } from './model-formats.ts';
import { SERVICE_FORMATS } from './service-formats.ts';
import { findUnprefixed, UNPREFIXED_RULES } from './unprefixed.ts';
import { nextLongWord, type LongWord } from './word.ts';

const TABLE = [...CODE_FORMATS, ...CLOUD_FORMATS, ...MODEL_FORMATS, ...SERVICE_FORMATS];

interface Format {
  readonly rule: string;
  readonly body: RegExp;
  readonly isMixed: boolean;
}

/** By their prefixes, those of a prefix in the order of the tables. */
const FORMATS: ReadonlyMap<string, readonly Format[]> = new Map(
  [...Map.groupBy(TABLE, ([, prefix]) => prefix)].map(([prefix, formats]) => [
    prefix,
    formats.map(readFormat),
  ]),
);

function readFormat([rule, , body, mixed]: TokenFormat): Format {
  return { rule, body: new RegExp(body, 'y'), isMixed: mixed !== undefined };
}

/** The longest first: `sk-ant-` before `sk-`. */
const PREFIX = new RegExp(
  [...FORMATS.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((prefix) => prefix.replaceAll(/[.$/+]/g, String.raw`\$&`))
    .join('|'),
  'g',
);

/** A prefix may stand before the first long word of its token: `SG.`, `1//0`, `dp.pt.`. */
const MOST_BEFORE = Math.max(...[...FORMATS.keys()].map((prefix) => prefix.length));
/** How much of a body tells whether it is one, and whether chance made it. */
const HEAD = 128;
const DASH = 45;
const LOW_LINE = 95;
const BODY = /[\w+/=.-]{1,24}/y;

/** Tokens that their own form gives away, wherever they stand. */
export const tokenRule: RedactionRule = {
  names: [...new Set([...TABLE.map(([rule]) => rule), ...UNPREFIXED_RULES])],
  hint: { test: (text) => findTokens(text, 1).length > 0 },
  find: (text) => findTokens(text, Number.POSITIVE_INFINITY),
};

function findTokens(text: string, most: number): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  let from = 0;
  for (let word = nextLongWord(text, from); word !== null; word = nextLongWord(text, from)) {
    const found = isMadeOfWords(text, word) ? [] : findInWord(text, word, from);
    for (const span of found) spans.push(span);
    if (spans.length >= most) return spans;
    from = Math.max(word.end, spans.at(-1)?.end ?? 0);
  }
  return spans;
}

/** Small letters alone: no generator leaves out capitals and digits. */
function isMadeOfWords(text: string, { start, end }: LongWord): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 97 && code !== DASH && code !== LOW_LINE) return false;
  }
  return true;
}

function findInWord(text: string, word: LongWord, least: number): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  const offset = Math.max(least, word.start - MOST_BEFORE);
  const region = text.slice(offset, word.end);
  for (let match = matchAt(PREFIX, region, 0); match !== null;) {
    const span = readToken(text, offset + match.index, match[0]);
    if (span !== null) spans.push(span);
    match = matchAt(PREFIX, region, span === null ? match.index + 1 : span.end - offset);
  }
  if (spans.length > 0) return spans;
  const unprefixed = findUnprefixed(text, word);
  return unprefixed === null ? [] : [unprefixed];
}

function readToken(text: string, start: number, prefix: string): RedactionSpan | null {
  const isGlued = isWordCode(codeAt(text, start - 1)) && text.charAt(start - 1) !== '_';
  if (isGlued && (prefix.length < 4 || !/[_-]$/.test(prefix))) return null;
  const from = start + prefix.length;
  const head = text.slice(from, from + HEAD);
  const isRandom = looksRandom(head.slice(0, endOfRun(BODY, head, 0)));
  for (const { rule, body, isMixed } of FORMATS.get(prefix) ?? []) {
    if ((isMixed || isGlued) && !isRandom) continue;
    const found = matchAt(body, head, 0)?.[0];
    if (found === undefined) continue;
    const { length } = found.length < HEAD ? found : (matchAt(body, text, from)?.[0] ?? found);
    return { start, end: from + length, rule };
  }
  return null;
}
