import { codeAt, isAt } from '../rules/reading.ts';
import type { Joint, JointForm } from './joint-form.ts';
import { readSpaced } from './spaced.ts';

const QUOTE = String.raw`(?:\\{0,7}["'\`]|&quot;|&#3[49];|&apos;|%22|\\u0022|\\x22|[“”‘’«»])`;
const CLOSING = new RegExp(String.raw`(?:${QUOTE}|[)\]]){1,3}`, 'y');

// name: value, name=value, name => value, name%3Dvalue, and what programs print besides.
const SIGN = String.raw`:=|=>|::=|={1,4}|\?=|->|<-|~>|→|⇒|~|%3[dD]|\\u003d|\\x3d|&#61;|\.{3,40}:?`;
const COLON = String.raw`::?|%3[aA]|\\u003a|\\x3a|：`;
const JOINT = new RegExp(String.raw`(?:\s{0,32}|%20|\\t)(?:${SIGN}|${COLON})(?:%20|\\t|\s{0,32})`, 'y');
const ASSIGNS = new RegExp(String.raw`(?:${SIGN})(?!\s|%20|\\t)`, 'y');
const STARTS_SIGN = new Set(Array.from(':=-~?<.%\\&→⇒：', (sign) => sign.charCodeAt(0)));

/** A type between the name and its value: `password: str = "…"`. */
const TYPED =
  /\s{0,4}:\s{0,4}[A-Za-z_][\w.]{0,40}(?:\[[\w., |]{1,60}\])?(?:\s?\|\s?\w{1,20}){0,3}\s{0,4}=(?!=)\s{0,4}/y;
/** What follows the name of an element, up to its text: `<password type="string">`. */
const ELEMENT = /(?:\s[^<>]{0,120})?(?:>(?![\s=<>])|&gt;)/y;
/** {"name": "NAME", "value": "…"} as a container's env has it, <name>NAME</name><value>…, <add key="NAME" value="…"/>. */
const MEMBER = new RegExp(
  String.raw`(?:<\/(?:\w{1,16}:)?\w{1,16}>\s{0,8}<(?:\w{1,16}:)?value[^<>]{0,60}>|[\s,;]{1,8}${QUOTE}?value${QUOTE}?\s{0,4}(?:=>|[:=])\s{0,4})`,
  'iy',
);
const TEXT_OF_MEMBER = />(?![\s<>])/y;
const LISTED = /\s{0,4},\s{0,4}(?=\\{0,7}[bu]?\\{0,7}["'])/y;
const CALL = /\(\s{0,4}(?=[buN]?\\{0,7}["'])/y;
const OPTION = /\s{1,4}(?!-)|\\{0,7}["']\s{0,2},?\s{0,4}(?=\\{0,7}["'])/y;

const COLON_CODE = 58;
const SPACE = 32;
const isSpace = (code: number): boolean => code === SPACE || (code >= 9 && code <= 13) || code === 0xa0;

/** How the value behind the name at `start` is joined to it, or null where none is. */
export function readJoint(text: string, start: number, end: number): Joint | null {
  const next = codeAt(text, end);
  if (next === -1) return null;
  if (isOption(text, start)) {
    const option = matchEnd(OPTION, text, end);
    if (option !== null) return { form: 'assigned', end: option };
  }
  if (next === 40) return joint('listed', matchEnd(CALL, text, end));
  if (isElement(text, start)) {
    const element = matchEnd(ELEMENT, text, end);
    if (element !== null) return { form: 'assigned', end: element };
  }
  const closed = isSpace(next) ? end : (matchEnd(CLOSING, text, end) ?? end);
  const member = matchEnd(MEMBER, text, closed);
  if (member !== null) return { form: 'assigned', end: member };
  const signed = readSign(text, closed);
  if (signed !== null) return signed;
  if (closed > end) {
    const listed = matchEnd(LISTED, text, closed) ?? matchEnd(TEXT_OF_MEMBER, text, closed);
    if (listed !== null)
      return { form: text.charAt(listed - 1) === '>' ? 'assigned' : 'listed', end: listed };
  }
  return readSpaced(text, end, closed, readSign);
}

/** A sign of assignment, a type before it left out. */
function readSign(text: string, from: number): Joint | null {
  let at = from;
  while (at < from + 32 && isSpace(codeAt(text, at))) at += 1;
  const first = codeAt(text, at);
  if (!STARTS_SIGN.has(first)) return null;
  const typed = first === COLON_CODE ? matchEnd(TYPED, text, from) : null;
  if (typed !== null) return { form: 'assigned', end: typed };
  const end = matchEnd(JOINT, text, from);
  if (end === null) return null;
  return { form: isAt(ASSIGNS, text, at) ? 'assigned' : 'prose', end };
}

function joint(form: JointForm, end: number | null): Joint | null {
  return end === null ? null : { form, end };
}

/** `--password`, `-password`, `/password` at the start of a word. */
function isOption(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  return before === '-' && /(?:^|[^\w-])--?$/.test(text.slice(Math.max(0, start - 3), start));
}

/** `<password`, `<wsse:Password`, `&lt;password`. */
function isElement(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  if (before === '<') return true;
  if (before !== ':' && before !== ';') return false;
  return /(?:<\w{1,16}:|&lt;)$/.test(text.slice(Math.max(0, start - 18), start));
}

function matchEnd(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : null;
}
