/** A value as it stands behind its name. */
export interface ReadValue {
  /** Its first characters, enough to judge it by. */
  readonly head: string;
  readonly quoted: boolean;
  readonly start: number;
  /** Behind the last character; asked for only when the value is a credential, which may be long. */
  readonly findEnd: () => number;
}

/** One character of a value, and how many of them are looked at before it is known to be a credential. */
const HEAD = '{1,256}';

// Python writes bytes as b'…'. Within logged JSON a quote has one backslash, within JSON in JSON three.
const OPENING = /(?:[bru]{0,2}(?=\\*["']))(?<escapes>\\{0,7})(?<quote>["'])/iy;

const UNITS = {
  plain: {
    '"': String.raw`(?:[^"\\]|\\.)`,
    "'": String.raw`(?:[^'\\]|\\.)`,
  },
  escaped: {
    '"': String.raw`(?:[^"\\]|\\{3,7}"|\\(?!\\{0,7}"))`,
    "'": String.raw`(?:[^'\\]|\\{3,7}'|\\(?!\\{0,7}'))`,
  },
  // Up to a space, a separator, a quote, a closing tag or an escape of the JSON around it.
  bare: String.raw`(?:[^\s"'\`,;&\\<]|<(?!/)|\\(?!["'nrtu\\/]))`,
} as const;

/** Reads the value that begins at `from`, or says null when nothing or a structure begins there. */
export function readValue(text: string, from: number): ReadValue | null {
  const opening = matchAt(OPENING, text, from);
  if (opening === null) return readBare(text, from);
  const units = UNITS[opening.groups?.['escapes'] === '' ? 'plain' : 'escaped'];
  const unit = opening.groups?.['quote'] === '"' ? units['"'] : units["'"];
  const start = from + opening[0].length;
  const head = matchAt(new RegExp(unit + HEAD, 'y'), text, start)?.[0];
  if (head === undefined) return null;
  return { head, quoted: true, start, findEnd: () => start + lengthAt(`${unit}+`, text, start) };
}

function readBare(text: string, start: number): ReadValue | null {
  const head = trimEnd(matchAt(new RegExp(UNITS.bare + HEAD, 'y'), text, start)?.[0] ?? '');
  if (head === '' || /^[([{]/.test(head)) return null;
  const findEnd = (): number =>
    start + trimEnd(text.slice(start, start + lengthAt(`${UNITS.bare}+`, text, start))).length;
  return { head, quoted: false, start, findEnd };
}

/** Without what closes the sentence or the bracket around a value. */
function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && ')]}>.:|'.includes(value.charAt(end - 1))) end -= 1;
  return value.slice(0, end);
}

function lengthAt(pattern: string, text: string, from: number): number {
  return matchAt(new RegExp(pattern, 'y'), text, from)?.[0].length ?? 0;
}

function matchAt(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = from;
  return sticky.exec(text);
}
