import { endOfRun, matchAt } from '../rules/reading.ts';

/** A word of a command line, and where it stands. */
export interface ShellWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Between words, also where a list of arguments is printed: ["curl", "-u", "bot:…"]. */
const BETWEEN = /[\s,[\]()]*/y;
const BARE = /[^\s"'`]+/y;
const QUOTED = { '"': /"(?:[^"\\]|\\.)*/y, "'": /'[^']*/y } as const;
/** Words are told apart by their beginnings: nobody needs more of a long one. */
const HEAD = 256;

/** The word that begins at `from` or behind it, without its quotes, or null at the end of the text. */
export function readShellWord(text: string, from: number): ShellWord | null {
  const start = endOfRun(BETWEEN, text, from);
  const quote = text.charAt(start);
  if (start >= text.length) return null;
  if (quote === '"' || quote === "'") {
    const end = start + (matchAt(QUOTED[quote], text, start)?.[0].length ?? 1);
    return { text: text.slice(start + 1, Math.min(end, start + HEAD)), start: start + 1, end };
  }
  const end = quote === '`' ? start + 1 : endOfRun(BARE, text, start);
  const trimmed = trimEnd(text, start, end);
  return { text: text.slice(start, Math.min(trimmed, start + HEAD)), start, end: trimmed };
}

/** `--user=bot:…"` and `x,` in a list. */
function trimEnd(text: string, start: number, to: number): number {
  let end = to;
  while (end > start + 1 && ',])'.includes(text.charAt(end - 1))) end -= 1;
  return end;
}
