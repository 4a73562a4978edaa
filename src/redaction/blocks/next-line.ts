import { isCredential } from '../names/judgement.ts';
import { readName, type CredentialName } from '../names/kind.ts';
import { readValue } from '../names/value.ts';
import { addSpan, type BlockSpans } from './block.ts';

/** A name whose line ends where its value would begin: `password:`, `"token":`, `secret: |`, `--password`, `token = \`. */
const ENDS_IN_NAME =
  /(?<before>^\s*["']?|[^\w.\]-])(?<option>(?<=^|[\s"'[,])--?)?(?<name>[A-Za-z_][\w.-]{1,63})["']?(?<joint>\s{0,4}(?::=|=>|[:=])\s{0,4}(?:[|>][+-]?\d?|\\|["'])?)?\s*$/;
/** `- name: DB_PASSWORD`, `"name": "DB_PASSWORD",`, `<name>…</name>`, and the value on the line below. */
const NAMES_NAME =
  /(?:^|[\s{,"'-])(?:name|key)["']?\s{0,4}[:=]\s{0,4}["']?(?<name>[A-Za-z_][\w.-]{1,63})["']?\s{0,2},?\s*$/i;
const NAMES_ELEMENT = /<(?:name|key)>(?<name>[A-Za-z_][\w.-]{1,63})<\/(?:name|key)>\s*$/i;
const VALUE_LINE = /^\s*(?:-\s{1,4})?["']?value["']?\s{0,4}[:=]\s{0,4}/i;
const VALUE_ELEMENT = /^\s*<value>/i;
const LOOKS_LIKE = /pass|pwd|secret|token|key|cred|auth/i;

/** Values that stand on the line below their names. */
export function findNextLineValues(lines: readonly string[], found: BlockSpans): void {
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (next === undefined || line.length > 512 || !LOOKS_LIKE.test(line)) continue;
    if (!markMember(line, next, index + 1, found)) markBelow(lines, index, found);
  }
}

function markMember(line: string, next: string, index: number, found: BlockSpans): boolean {
  const pair = NAMES_NAME.exec(line) ?? NAMES_ELEMENT.exec(line);
  const name = pair?.groups?.['name'];
  if (name === undefined) return false;
  const credential = readName(name, '');
  const start = (VALUE_LINE.exec(next) ?? VALUE_ELEMENT.exec(next))?.[0].length;
  if (credential === null || start === undefined) return false;
  return markValue(credential, next, start, 'assigned', index, found);
}

function markBelow(lines: readonly string[], index: number, found: BlockSpans): void {
  const line = lines[index] ?? '';
  const next = lines[index + 1] ?? '';
  const { name = '', joint, option, before = '' } = ENDS_IN_NAME.exec(line)?.groups ?? {};
  if (name === '' || (joint === undefined && option === undefined)) return;
  const credential = readName(name, '');
  if (credential === null) return;
  const start = next.length - next.trimStart().length;
  const value = next.trim();
  const isBlock = /[|>][+-]?\d?\s*$/.test(joint ?? '') || /\\\s*$/.test(joint ?? '');
  const isDeeper = start > line.length - line.trimStart().length || isBlock;
  if (/\s/.test(value) || (!isDeeper && option === undefined && !isAnswer(line, before, value))) return;
  const isDone = markValue(credential, next, start, isDeeper ? 'assigned' : 'prose', index + 1, found);
  if (!isDone || !isBlock) return;
  for (let below = index + 2; below < lines.length && below < index + 64; below += 1) {
    const more = lines[below] ?? '';
    const indented = more.length - more.trimStart().length;
    if (indented < start || /[\s:]/.test(more.trim()) || more.trim() === '') return;
    addSpan(found, below, { start: indented, end: more.trimEnd().length, rule: credential.rule });
  }
}

/** A prompt is followed by whatever is logged next: an answer is what no log begins with. */
function isAnswer(line: string, before: string, value: string): boolean {
  return (
    line.startsWith(before) &&
    /^["']?[^\s/:@]{6,128}$/.test(value) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value)
  );
}

function markValue(
  name: CredentialName,
  line: string,
  from: number,
  form: 'assigned' | 'prose',
  index: number,
  found: BlockSpans,
): boolean {
  const value = readValue(line, from);
  if (value === null || found.has(index)) return false;
  const { head, quoted, start } = value;
  const after = line.slice(start + head.length, start + head.length + 20);
  if (
    !isCredential(name, { head, quoted, form, after }) ||
    /^[\w.-]+["']?\s?[:=]\s/.test(line.slice(from, from + 80))
  )
    return false;
  addSpan(found, index, { start, end: value.findEnd(), rule: name.rule });
  return true;
}
