import { matchAt } from '../rules/reading.ts';
import { anchoredRule, type ExpressionRule, type RedactionSpan } from '../rules/rule.ts';

export const PRIVATE_KEY = 'private-key';

// https://www.rfc-editor.org/rfc/rfc7468#section-10, and the older labels: RSA, EC, DSA, OPENSSH, PGP … BLOCK. Also with dashes of SSH2's.
const LABEL = String.raw`(?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)? ?-{4,5}`;
export const BEGIN = new RegExp(`-{4,5} ?BEGIN ${LABEL}`);
export const END = new RegExp(`-{4,5} ?END ${LABEL}`);

const BODY = /(?:[\w+/=\s:,.]|-(?!---)|\\{1,7}[nr](?!\\{0,7}n?-----)|\\\/|%2[BbFf]|%0[AaDd]|\+)+/y;

/** A key on one line, its line breaks escaped as in JSON: what follows BEGIN, up to END or to where the line was cut. */
export const keyOnOneLine: ExpressionRule = anchoredRule({
  name: PRIVATE_KEY,
  hint: /BEGIN /,
  anchor: new RegExp(String.raw`-{4,5} ?BEGIN ${LABEL}`, 'g'),
  read: (text, from) => {
    const head = matchAt(BODY, text.slice(from, from + 400), 0)?.[0] ?? '';
    if (!/[A-Za-z0-9+/]{16}/.test(head)) return null;
    return { start: from, end: from + (matchAt(BODY, text, from)?.[0].length ?? 0) };
  },
});

/** A full line of base64 somewhere in a line: behind a time or a logger's prefix, or a member of an object. */
const FULL = /(?<=^|[\s:|>"'(,])[A-Za-z0-9+/]{40,}={0,2}(?=$|[\s"',\\)<}|])/g;
const LAST = /(?<=^|[\s:|>"'])[A-Za-z0-9+/]{1,80}={0,2}(?=\\{0,3}[nr"']|\s*$)/d;
/** A whole line, or a whole text of an object's member. */
const STANDS_ALONE = /^\s*[A-Za-z0-9+/]+={0,2}\s*$/;
const STANDS_IN_QUOTES = /["'][A-Za-z0-9+/]{4,80}={0,2}(?:\\{1,3}[nr]){0,2}["']/;
const WORD = /^\s*[A-Za-z]{1,24}\s*$/;

/** Prefixes of logs have no run of forty letters and digits that is not broken by a sign. */
export function fullBody(line: string): RedactionSpan | null {
  const runs = [...line.matchAll(FULL)].filter(([run]) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(run));
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { start: first.index, end: last.index + last[0].length, rule: PRIVATE_KEY };
}

/** The last line of a block may be of any length. */
export function lastBody(line: string): RedactionSpan | null {
  if (STANDS_IN_QUOTES.test(line)) {
    const member = [...line.matchAll(/["'](?<body>[A-Za-z0-9+/]{4,80}={0,2})(?:\\{1,3}[nr]){0,2}["']/dg)];
    const padded = member.find(({ groups }) => /=$|[A-Z].*\d|\d.*[A-Z]/.test(groups?.['body'] ?? '')) ?? null;
    const [start, end] = padded?.indices?.groups?.['body'] ?? [0, 0];
    return end > start ? { start, end, rule: PRIVATE_KEY } : null;
  }
  const [start, end] = LAST.exec(line)?.indices?.[0] ?? [0, 0];
  return end > start ? { start, end, rule: PRIVATE_KEY } : null;
}

export function standsAlone(line: string): boolean {
  return STANDS_ALONE.test(line);
}

export function isWordAlone(line: string): boolean {
  return WORD.test(line);
}

// https://www.rfc-editor.org/rfc/rfc1421#section-4.6, and the blank line behind it.
const ENCAPSULATED_HEADER = /^\s*(?:(?:Proc-Type|DEK-Info|Comment|Version|Hash|Subject):.*)?$/;

export function isHeader(line: string): boolean {
  return ENCAPSULATED_HEADER.test(line);
}
