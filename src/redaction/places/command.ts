import { endOfRun, matchAt } from '../rules/reading.ts';
import type { ExpressionRule, RedactionSpan } from '../rules/rule.ts';
import type { CommandSecrets } from './command-secrets.ts';
import { COMMANDS } from './command-table.ts';
import { readShellWord, type ShellWord } from './shell-words.ts';

const NAMES = Object.keys(COMMANDS)
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const COMMAND = new RegExp(String.raw`(?<![\w.@:-])(?:${NAMES})(?=[\s"',])`, 'g');

/** Credentials in commands whose option for them does not say so: the command, the user and the host stay. */
export const commandCredentials: ExpressionRule = {
  names: ['password'],
  hint: new RegExp(String.raw`(?:${NAMES})["',]{0,2}\s`),
  find: findInCommands,
};

function findInCommands(text: string): readonly RedactionSpan[] {
  const spans: RedactionSpan[] = [];
  for (let match = matchAt(COMMAND, text, 0); match !== null;) {
    const end = readCommand(text, match[0], match.index + match[0].length, spans);
    match = matchAt(COMMAND, text, end);
  }
  return spans;
}

const ENDS_COMMAND = /^[|;&<>]|[;|]$/;

/** What of a command was seen by now. */
interface Progress {
  readonly secrets: readonly CommandSecrets[];
  /** Words that are no options. */
  words: number;
  readonly seen: string[];
}

/** Reads on to the command's end, another command's beginning included, so that no word is read twice. */
function readCommand(text: string, name: string, from: number, spans: RedactionSpan[]): number {
  let at = from + (/["']/.test(text.charAt(from)) ? 1 : 0);
  let progress: Progress = { secrets: COMMANDS[name] ?? [], words: 0, seen: [] };
  for (let word = readShellWord(text, at); word !== null; word = readShellWord(text, at)) {
    at = Math.max(word.end, at + 1);
    if (ENDS_COMMAND.test(word.text)) return at;
    const other =
      progress.words === 0 && !word.text.startsWith('-')
        ? COMMANDS[word.text.slice(word.text.lastIndexOf('/') + 1)]
        : undefined;
    if (other !== undefined && !progress.seen.includes(word.text)) {
      progress = { secrets: other, words: 0, seen: [word.text] };
      continue;
    }
    const span = readWord(text, word, progress);
    if (span !== null && span.end > span.start) {
      spans.push(span);
      at = Math.max(at, span.end);
    }
  }
  return text.length;
}

function readWord(text: string, word: ShellWord, progress: Progress): RedactionSpan | null {
  if (word.text.startsWith('-')) {
    for (const secrets of progress.secrets) {
      const span = isAfter(secrets.after, progress.seen) ? readOption(text, word, secrets) : null;
      if (span !== null) return span;
    }
    return null;
  }
  const isSubcommand = progress.secrets.some(
    ({ after }) => after?.[progress.seen.length] === word.text && after.length > progress.seen.length,
  );
  if (isSubcommand && progress.words === 0) {
    progress.seen.push(word.text);
    return null;
  }
  progress.words += 1;
  for (const { word: position, pairs, after } of progress.secrets) {
    if (!isAfter(after, progress.seen)) continue;
    if (position === progress.words) return asSpan(text, word.start, word.end);
    const sign = pairs?.find(([option]) => option === '')?.[1];
    if (sign !== undefined && word.text.includes(sign)) return behindSign(text, word, sign);
  }
  return null;
}

function isAfter(after: readonly string[] | undefined, seen: readonly string[]): boolean {
  return after === undefined || (seen.length >= after.length && after.every((each) => seen.includes(each)));
}

/** `-p secret`, `-psecret`, `--pass=secret`, `-u user:secret`. */
function readOption(
  text: string,
  word: ShellWord,
  { options = [], pairs = [] }: CommandSecrets,
): RedactionSpan | null {
  for (const option of options) {
    if (option.endsWith('*')) {
      const name = option.slice(0, -1);
      if (word.text.length > name.length && word.text.startsWith(name) && !word.text.startsWith('--'))
        return asSpan(text, word.start + name.length, word.end);
      continue;
    }
    const value = valueOf(text, word, option);
    if (value !== null) return asSpan(text, value.start + sourceLength(value.text), value.end);
  }
  for (const [option, sign] of pairs) {
    const value = option === '' ? null : valueOf(text, word, option);
    if (value !== null) return behindSign(text, value, sign);
  }
  return null;
}

/** openssl says where a password comes from: `pass:…` is the password itself. https://docs.openssl.org/3.4/man1/openssl-passphrase-options/ */
function sourceLength(value: string): number {
  return value.startsWith('pass:') ? 'pass:'.length : 0;
}

function valueOf(text: string, word: ShellWord, option: string): ShellWord | null {
  if (word.text === option) {
    const next = readShellWord(text, word.end + (/["']/.test(text.charAt(word.end)) ? 1 : 0));
    return next === null || (next.text.startsWith('-') && next.text.length < 4) ? null : next;
  }
  const length = option.length + (word.text.charAt(option.length) === '=' ? 1 : 0);
  const isShort = /^-[A-Za-z]$/.test(option);
  if (!word.text.startsWith(option) || (!isShort && length === option.length)) return null;
  const quote = /["']/.test(text.charAt(word.start + length)) ? 1 : 0;
  return { text: word.text.slice(length + quote), start: word.start + length + quote, end: word.end };
}

function behindSign(text: string, word: ShellWord, sign: string): RedactionSpan | null {
  const at = word.text.indexOf(sign);
  if (at === -1) return null;
  const start = word.start + at + sign.length;
  // sqlplus names the database behind the password.
  const stop = sign === '/' ? endOfRun(/[^\s@"']+/y, text, start) : word.end;
  return asSpan(text, start, stop);
}

function asSpan(text: string, start: number, end: number): RedactionSpan | null {
  const head = text.slice(start, Math.min(end, start + 80));
  if (
    head === '' ||
    /^(?:\$\{?\w+\}?|\$\(.*|\*+|<\w+>|env:|file:|fd:|stdin|-|string|[A-Z_]*PASSWORD[A-Z_]*)$/.test(head)
  )
    return null;
  return { start, end, rule: 'password' };
}
