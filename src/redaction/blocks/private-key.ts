import type { RedactionSpan } from '../rules/rule.ts';
import { addSpan, type BlockSpans } from './block.ts';
import {
  BEGIN,
  END,
  PRIVATE_KEY,
  fullBody,
  isHeader,
  isWordAlone,
  lastBody,
  standsAlone,
} from './key-line.ts';

/** A block with more lines (a key of 16,384 bits has 200) is taken for text that only mentions one. */
const MOST_LINES = 256;
/** Lines of others that may stand between two of a key, in a log of several writers. */
const MOST_BETWEEN = 3;

/** What of each line is the inside of a private key whose lines were logged one by one, though either end may have been cut off. */
export function findPrivateKeyLines(lines: readonly string[], found: BlockSpans): void {
  if (!lines.some((line) => line.includes('PRIVATE KEY'))) return;
  for (const [index, line] of lines.entries()) {
    const begins = BEGIN.test(line);
    const ends = END.test(line);
    if (begins && !ends) markAfterBegin(lines, index, found);
    if (ends && !begins) markBeforeEnd(lines, index, found);
  }
}

function markAfterBegin(lines: readonly string[], begin: number, found: BlockSpans): void {
  const end = findEnd(lines, begin);
  if (end !== -1 && isBlock(lines.slice(begin + 1, end))) {
    for (let index = begin + 1; index < end; index += 1) markInside(lines, index, index === end - 1, found);
    return;
  }
  let between = 0;
  for (let index = begin + 1; index < lines.length && between <= MOST_BETWEEN; index += 1) {
    const line = lines[index] ?? '';
    if (BEGIN.test(line) || END.test(line)) return;
    const full = fullBody(line);
    if (full !== null) {
      mark(found, index, full);
      between = 0;
    } else if (!isHeader(line)) {
      if (found.has(index - 1) && standsAlone(line) && !isWordAlone(line)) mark(found, index, lastBody(line));
      between += 1;
    }
  }
}

/** The line of the END that belongs to this BEGIN, or -1. */
function findEnd(lines: readonly string[], begin: number): number {
  for (let index = begin + 1; index < lines.length && index <= begin + 1 + MOST_LINES; index += 1) {
    const line = lines[index] ?? '';
    if (END.test(line)) return index;
    if (BEGIN.test(line)) return -1;
  }
  return -1;
}

/** Between both markers what is no full line of base64 is a header, the last line, or another writer's. */
function markInside(lines: readonly string[], index: number, isLast: boolean, found: BlockSpans): void {
  const line = lines[index] ?? '';
  const full = fullBody(line);
  if (full !== null) return mark(found, index, full);
  if (isHeader(line) || standsAlone(line)) return mark(found, index, whole(line));
  // Of an object's members one is the key's; of a line of text, all behind the time.
  if (isLast) mark(found, index, isObject(line) ? lastBody(line) : whole(line));
}

function markBeforeEnd(lines: readonly string[], end: number, found: BlockSpans): void {
  const last = lines[end - 1] ?? '';
  const isLast = standsAlone(last) || fullBody(lines[end - 2] ?? '') !== null;
  if (isLast && !found.has(end - 1)) mark(found, end - 1, fullBody(last) ?? lastBody(last));
  for (let index = end - 1, between = 0; index >= 0 && between <= MOST_BETWEEN; index -= 1) {
    if (BEGIN.test(lines[index] ?? '') || END.test(lines[index] ?? '') || found.has(index)) {
      if (index < end - 1) return;
      continue;
    }
    const full = fullBody(lines[index] ?? '');
    if (full === null) between += index < end - 1 ? 1 : 0;
    else {
      mark(found, index, full);
      between = 0;
    }
  }
}

function isBlock(block: readonly string[]): boolean {
  const likely = block.filter((line) => fullBody(line) !== null || isHeader(line));
  return likely.length * 2 >= block.length || likely.length >= 3;
}

function mark(found: BlockSpans, index: number, span: RedactionSpan | null): void {
  if (!found.has(index)) addSpan(found, index, span);
}

function isObject(line: string): boolean {
  return /["'][\]})]*\s*$/.test(line) || /^\s*\{/.test(line);
}

/** Null for a line that an earlier run has masked. */
function whole(line: string): RedactionSpan | null {
  return line.includes(`[REDACTED ${PRIVATE_KEY}]`)
    ? null
    : { start: 0, end: line.trimEnd().length, rule: PRIVATE_KEY };
}
