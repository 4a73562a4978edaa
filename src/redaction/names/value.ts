import { HEAD, codeAt, endOfRun, isAt, matchAt } from '../rules/reading.ts';

/** A value as it stands behind its name. */
export interface ReadValue {
  /** Its first characters, enough to judge it by. */
  readonly head: string;
  readonly quoted: boolean;
  readonly start: number;
  /** Behind the last character; asked for only when the value is a credential, which may be long. */
  readonly findEnd: () => number;
}

// Python writes bytes as b'…', SQL N'…'. Within logged JSON a quote has one backslash, within JSON in JSON three.
const OPENING = /[bBrRuUfFN@$]{0,2}(?<escapes>\\{0,7})(?<quote>["'`])/y;
/** A quote as another writing has it, and what closes it. */
const NAMED_QUOTE = /(?:&quot;|&#3[49];|&apos;|%22|\\u0022|\\x22|[“‘«])/y;
const CLOSED_BY: Readonly<Record<string, string>> = { '“': '”', '‘': '’', '«': '»' };

/** One function around a value that is written out: SecretStr('…'), Some("…"), {"value": "…"}, ["…", !!str …. */
const WRAPPER =
  /(?:!!?[a-z]{2,10}\s{1,4}|[A-Za-z]{2,24}\(\s{0,4}(?=[bu]?\\{0,7}["'])|\{\s{0,4}\\{0,7}["']?value\\{0,7}["']?\s{0,4}[:=]\s{0,4}|[[(]\s{0,4}(?=[bu]?\\{0,7}["'])|(?:Optional|Some|Just)[[(](?=[\w]))/y;

/** Up to a space, a quote, or what may end a value. */
const RUN = /[^\s"'`,;&|\\<>%\u0000-\u001F]+/y;
const HEAD_RUN = /[^\s"'`,;&|\\<>%\u0000-\u001F]{1,64}/y;
/** Signs that end a value only where something else begins behind them. */
const SEPARATES: Readonly<Record<string, RegExp>> = {
  ',': /,(?:\s|$|["'\\[{(]|[\w.%-]{1,40}\s?[=:])/y,
  ';': /;(?:\s|$|["'\\]|[A-Za-z_]{1,31}(?: [A-Za-z]{1,20}){0,2}\s?=)/y,
  '&': /&(?:amp;|lt;|quot;|#?\w{1,6};|[\w.%[\]-]{1,40}=|$)|&(?=\s)/y,
  '|': /\|(?:\s|$|\d{1,4}=)/y,
  '\\': /\\(?:["'nrtu\\/]|$)/y,
  '<': /<\//y,
  '>': />(?:\s|$|<)/y,
  '%': /%(?:2[026cC]|3[bB]|0[aAdD])/y,
  '"': /"(?!\w)/y,
  "'": /'(?!\w)/y,
};

/** Reads the value that begins at `from`, or says null when nothing or a structure begins there. */
export function readValue(text: string, from: number): ReadValue | null {
  const at = endOfRun(WRAPPER, text, from);
  return readQuoted(text, at) ?? readNamedQuote(text, at) ?? readBare(text, at);
}

function readQuoted(text: string, from: number): ReadValue | null {
  const opening = matchAt(OPENING, text, from);
  if (opening === null) return null;
  const { escapes = '', quote = '"' } = opening.groups ?? {};
  const start = from + opening[0].length;
  const window = text.slice(start, start + HEAD);
  const head = window.slice(0, findQuote(window, quote, 0, escapes.length));
  if (head === '') return emptyQuoted(start);
  return { head, quoted: true, start, findEnd: () => findQuote(text, quote, start, escapes.length) };
}

function emptyQuoted(start: number): ReadValue {
  return { head: '', quoted: true, start, findEnd: () => start };
}

/** Where the quote closes: behind fewer escapes than one that stands within the value. The end of the text where it never does. */
function findQuote(text: string, quote: string, from: number, escapes: number): number {
  for (let at = text.indexOf(quote, from); at !== -1; at = text.indexOf(quote, at + 1)) {
    let slashes = 0;
    while (slashes < 16 && at - slashes > from && codeAt(text, at - slashes - 1) === 92) slashes += 1;
    if (escapes === 0 ? slashes % 2 === 0 : slashes <= escapes) return escapes === 0 ? at : at - slashes;
  }
  return text.length;
}

function readNamedQuote(text: string, from: number): ReadValue | null {
  const opening = matchAt(NAMED_QUOTE, text, from)?.[0];
  if (opening === undefined) return null;
  const start = from + opening.length;
  const closing = CLOSED_BY[opening] ?? opening;
  const end = (within: string, at: number): number => {
    const found = within.indexOf(closing, at);
    return found === -1 ? within.length : found;
  };
  const window = text.slice(start, start + HEAD);
  return { head: window.slice(0, end(window, 0)), quoted: true, start, findEnd: () => end(text, start) };
}

function readBare(text: string, start: number): ReadValue | null {
  const first = codeAt(text, start);
  if (first === -1 || (isOpeningBracket(first) && !isAt(BRACKETED_WORD, text, start))) return null;
  const head = trimEnd(text.slice(start, Math.min(start + HEAD, findBareEnd(text, start, HEAD_RUN))));
  if (head === '') return null;
  return {
    head,
    quoted: false,
    start,
    findEnd: () => start + trimEnd(text.slice(start, findBareEnd(text, start, RUN))).length,
  };
}

/** A bracket within which a value only begins: `(abc)def`. */
const BRACKETED_WORD = /[([{]\w{1,64}[)\]}]\S/y;

function isOpeningBracket(code: number): boolean {
  return code === 40 || code === 91 || code === 123;
}

/** @param run as long as it goes, or as long as a head is. */
function findBareEnd(text: string, from: number, run: RegExp): number {
  for (let at = endOfRun(run, text, from); ; at = endOfRun(run, text, at + 1)) {
    if (run === HEAD_RUN && at >= from + HEAD) return at;
    const separates = SEPARATES[text.charAt(at)];
    if (separates === undefined || isAt(separates, text, at)) return at;
  }
}

/** Without what closes the sentence or the bracket around a value. */
function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && ')]}>.:|,;'.includes(value.charAt(end - 1))) end -= 1;
  // A bracket that opens within the value closes there as well.
  const last = value.charAt(end);
  return (last === ')' && value.lastIndexOf('(', end) > 0) ||
    (last === ']' && value.lastIndexOf('[', end) > 0)
    ? value.slice(0, end + 1)
    : value.slice(0, end);
}
