import { patternRule } from './rule.ts';
import type { RedactionRule, RedactionSpan } from './rule.ts';

const RULE = 'private-key';

// https://www.rfc-editor.org/rfc/rfc7468#section-10, and the older labels: RSA, EC, DSA, OPENSSH, PGP … BLOCK.
const LABEL = String.raw`(?:[A-Z0-9]{1,16} ){0,2}PRIVATE KEY(?: BLOCK)?-----`;
const BEGIN = new RegExp(`-----BEGIN ${LABEL}`);
const END = new RegExp(`-----END ${LABEL}`);

/** A full line of base64, maybe behind a time or a logger's prefix. */
const FULL_BODY = /(?<=^|[\s:|>"'])[A-Za-z0-9+/]{40,80}={0,2}(?=["',\\nr]{0,4}\s*$)/d;
/** The last line of a block may be of any length: it is told from a word by standing alone, or by the line before it. */
const LAST_BODY = /(?<=^|[\s:|>"'])[A-Za-z0-9+/]{1,80}={0,2}(?=\s*$)/d;
const STANDS_ALONE = /^\s*[A-Za-z0-9+/]+={0,2}\s*$/;
const WORD = /^\s*[A-Za-z]{1,24}\s*$/;
// https://www.rfc-editor.org/rfc/rfc1421#section-4.6, and the blank line behind it.
const ENCAPSULATED_HEADER = /^\s*(?:(?:Proc-Type|DEK-Info|Comment|Version|Hash):.*)?$/;

/** A block with more lines (a key of 16,384 bits has 200) is taken for text that only mentions one. */
const MOST_LINES = 256;

/** A key on one line, its line breaks escaped as in JSON: what follows BEGIN, up to END or to where the line was cut. */
export const privateKeyRule: RedactionRule = patternRule({
  name: RULE,
  hint: /-----BEGIN /,
  pattern: new RegExp(
    String.raw`(?<=-----BEGIN ${LABEL})(?<secret>(?:[\w+/=\s:,.]|-(?!----)|\\{1,7}[nr](?!\\{0,7}n?-----)){1,65536})`,
    'dg',
  ),
  accept: ({ value }) => /[A-Za-z0-9+/]{16}/.test(value),
});

/** What of each line is the inside of a private key whose lines were logged one by one, though either end may have been cut off. */
export function findPrivateKeyLines(lines: readonly string[]): ReadonlyMap<number, RedactionSpan> {
  const found = new Map<number, RedactionSpan>();
  if (!lines.some((line) => line.includes('PRIVATE KEY'))) return found;
  for (const [index, line] of lines.entries()) {
    const begins = BEGIN.test(line);
    const ends = END.test(line);
    if (begins && !ends) markAfterBegin(lines, index, found);
    if (ends && !begins) markBeforeEnd(lines, index, found);
  }
  return found;
}

function markAfterBegin(lines: readonly string[], begin: number, found: Map<number, RedactionSpan>): void {
  const rest = lines.slice(begin + 1, begin + 2 + MOST_LINES);
  const end = rest.findIndex((line) => END.test(line) || BEGIN.test(line));
  const block = rest.slice(0, Math.max(end, 0));
  if (END.test(rest[end] ?? '') && isBlock(block)) {
    for (const [offset, line] of block.entries())
      mark(found, begin + 1 + offset, spanOf(FULL_BODY, line) ?? whole(line));
    return;
  }
  for (let index = begin + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const full = spanOf(FULL_BODY, line);
    if (full !== null) mark(found, index, full);
    else if (!ENCAPSULATED_HEADER.test(line)) {
      if (found.has(index - 1) && STANDS_ALONE.test(line) && !WORD.test(line))
        mark(found, index, spanOf(LAST_BODY, line));
      return;
    }
  }
}

function markBeforeEnd(lines: readonly string[], end: number, found: Map<number, RedactionSpan>): void {
  const last = lines[end - 1] ?? '';
  const isLast = STANDS_ALONE.test(last) || FULL_BODY.test(lines[end - 2] ?? '');
  if (isLast && !found.has(end - 1)) mark(found, end - 1, spanOf(LAST_BODY, last));
  for (let index = end - 1; index >= 0; index -= 1) {
    const full = spanOf(FULL_BODY, lines[index] ?? '');
    if (full === null && index < end - 1) return;
    if (!found.has(index)) mark(found, index, full);
  }
}

function isBlock(block: readonly string[]): boolean {
  const likely = block.filter((line) => FULL_BODY.test(line) || ENCAPSULATED_HEADER.test(line));
  return likely.length * 2 >= block.length;
}

function mark(found: Map<number, RedactionSpan>, index: number, span: RedactionSpan | null): void {
  if (span !== null && span.end > span.start) found.set(index, span);
}

function spanOf(pattern: RegExp, line: string): RedactionSpan | null {
  const [start, end] = pattern.exec(line)?.indices?.[0] ?? [0, 0];
  return end > start ? { start, end, rule: RULE } : null;
}

/** Null for a line that an earlier run has masked. */
function whole(line: string): RedactionSpan | null {
  return line.includes(`[REDACTED ${RULE}]`) ? null : { start: 0, end: line.trimEnd().length, rule: RULE };
}
