import type { RedactionRule, RedactionSpan } from '../rules/rule.ts';
import { codeAt, endOfRun, isWordCode, matchAt } from '../rules/reading.ts';
import { readJoint } from './joint.ts';
import { isCredential } from './judgement.ts';
import { NAMED_RULES, readName, type CredentialName } from './kind.ts';
import { readValue } from './value.ts';

/** What a name must hold to be one of a credential. */
const NOUN =
  'pass|pwd|pswd|psw|secret|token|key|auth|cred|jwt|senha|contrase[nñ]a|wachtwoord|kennwort|psk|sessionid|bindpw|bearer|signature|csrf';
const OTHER_NOUN = '(?<![a-z0-9])pw(?![a-z0-9])|пароль|密[码碼]|パスワード|비밀번호';
/** A noun, the rest of its name, and what may join a value to it. */
const NAMED = new RegExp(`(?:${NOUN}|${OTHER_NOUN})[\\w.-]{0,48}`, 'gi');
const HINT = new RegExp(`${NOUN}|${OTHER_NOUN}`, 'i');

const MOST_NAME = 64;

export const namedCredentials: RedactionRule = {
  names: NAMED_RULES,
  hint: HINT,
  find: findNamed,
};

/** What the names of one text say, so that each is read once: `null` for those that say nothing. */
type KnownNames = Map<string, CredentialName | null>;

function findNamed(text: string): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  const known: KnownNames = new Map();
  let from = 0;
  for (let match = matchAt(NAMED, text, from); match !== null; match = matchAt(NAMED, text, from)) {
    from = match.index + match[0].length;
    const place = placeOf(text, match.index, from);
    const name = lookUp(text, place, known);
    if (name === null || isInArn(text, place.start) || isInMask(text, place.start)) continue;
    const span = readCredential(text, place, name);
    if (span === null) continue;
    spans.push(span);
    from = Math.max(from, addFollowing(text, span, name, spans));
  }
  return spans;
}

function readCredential(text: string, { start, end }: Place, name: CredentialName): RedactionSpan | null {
  const joint = readJoint(text, start, end);
  // What is asked first is asked of most: a line may hold as many names as it likes.
  if (joint !== null && name.kind === 'guess' && !/\d/.test(text.slice(joint.end, joint.end + 48)))
    return null;
  if (
    joint === null ||
    (joint.form === 'loose' && endOfRun(LOOSE_WORD, text, joint.end) < joint.end + LEAST_LOOSE)
  )
    return null;
  const value = readValue(text, joint.end);
  if (value === null) return null;
  const { head, quoted } = value;
  const after = text.slice(value.start + head.length, value.start + head.length + 20);
  if (!isCredential(name, { head, quoted, form: joint.form, after })) return null;
  return { start: value.start, end: value.findEnd(), rule: name.rule };
}

/** What a value that hangs loosely on its name is at least. */
const LOOSE_WORD = /[^\s,;|"'`<>()[\]{}]{1,8}/y;
const LEAST_LOOSE = 8;

/** "…" + "…", and the other members of a list of several. */
const JOINED = /\\{0,7}["']\s{0,4}\+\s{0,4}(?=[bu]?\\{0,7}["'])/y;
const NEXT_MEMBER = /\\{0,7}["']?\s{0,4},\s{0,4}(?=[bu]?\\{0,7}["'])/y;

/** Adds what goes on behind a value, and says where it ends. */
function addFollowing(
  text: string,
  first: RedactionSpan,
  name: CredentialName,
  spans: RedactionSpan[],
): number {
  let { end } = first;
  for (;;) {
    const next = endOfRun(JOINED, text, end);
    const at = next > end || !name.isPlural ? next : endOfRun(NEXT_MEMBER, text, end);
    const value = at > end ? readValue(text, at) : null;
    if (value === null || value.head === '') return end;
    const span = { start: value.start, end: value.findEnd(), rule: first.rule };
    spans.push(span);
    end = span.end;
  }
}

/** An ARN of Secrets Manager names a secret and tells none: arn:aws:secretsmanager:eu-central-1:123456789012:secret:name. */
function isInArn(text: string, start: number): boolean {
  return text.charAt(start - 1) === ':' && /:\d{12}:$/.test(text.slice(Math.max(0, start - 14), start));
}

/** A mask is named as its rule is. */
function isInMask(text: string, start: number): boolean {
  return text.charAt(start - 1) === ' ' && text.startsWith('[REDACTED', start - '[REDACTED '.length);
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The whole name around a noun: it begins with a letter, and ends in no sign of punctuation. */
function placeOf(text: string, noun: number, to: number): Place {
  let end = to;
  while (end > noun && isJoiner(codeAt(text, end - 1))) end -= 1;
  let start = noun;
  const least = Math.max(0, noun - MOST_NAME);
  while (start > least && isNameCode(codeAt(text, start - 1))) start -= 1;
  while (start < noun && isJoiner(codeAt(text, start))) start += 1;
  return { start, end };
}

const DASH = 45;
const DOT = 46;
const DOLLAR = 36;

function isJoiner(code: number): boolean {
  return code === DASH || code === DOT || code === DOLLAR;
}

function isNameCode(code: number): boolean {
  return isWordCode(code) || isJoiner(code);
}

function lookUp(text: string, { start, end }: Place, known: KnownNames): CredentialName | null {
  const name = text.slice(start, end);
  const before =
    end - start <= MOST_BARE && codeAt(text, start - 1) === 32 ? wordBefore(text, start - 1) : '';
  const key = before === '' ? name : `${before} ${name}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const read = readName(name, before);
  known.set(key, read);
  return read;
}

/** Names of one word, which the word before them may belong to: "API key", "next token". */
const MOST_BARE = 6;

function wordBefore(text: string, end: number): string {
  let start = end;
  while (start > end - 16 && isWordCode(codeAt(text, start - 1))) start -= 1;
  return text.slice(start, end);
}
