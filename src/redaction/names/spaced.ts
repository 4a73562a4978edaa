import type { Joint } from './joint-form.ts';
import { codeAt, endOfRun } from '../rules/reading.ts';

/** What may stand between a name and the sign behind it: "API key provided: …", "password for user bot: …", "Key 1: …". */
const FILLER =
  /\s{1,2}(?:#?\d{1,3}|\([^()]{1,40}\)|(?:for|of)\s(?:user\s)?[\w@.'"%-]{1,64}|is\s\w{1,16}\sfor\s\S{1,64}?|provided|given|used|received|value|string|changed|set)(?=\s?[:=]|\s(?:is|to|=)\s)/y;
const VERB = /\s{1,4}(?:is|was|to|by|becomes|now)(?:\s?:)?\s{1,4}(?:now\s|set\sto\s|changed\sto\s)?/y;
const QUOTED = /\s{1,4}(?=[bN]?\\{0,7}["'`])/y;
const TABLE = /(?:\s{0,40}[|│║┃]\s{0,40}|\t{1,8} {0,8}| {2,80})/y;
const BRACKETED = /\s?[(<[{](?=[^\s(<[{])/y;
const LOOSE = /[,;|#](?=[^\s,;|#])/y;
const SPACE = / (?![-|])/y;

const COMMA = 44;
const SEMICOLON = 59;

/**
 * A value that hangs on its name by a space, a verb, a bracket or the line of a table.
 * @param end of the name. @param closed behind its quotes.
 */
export function readSpaced(
  text: string,
  end: number,
  closed: number,
  readSign: (text: string, from: number) => Joint | null,
): Joint | null {
  const next = codeAt(text, closed);
  if (next === COMMA || next === SEMICOLON) return joint('loose', endOfRun(LOOSE, text, closed), closed);
  const filled = closed === end ? endOfRun(FILLER, text, end) : closed;
  const signed = filled > closed ? readSign(text, filled) : null;
  if (signed !== null) return { ...signed, form: 'prose' };
  return (
    joint('prose', endOfRun(VERB, text, filled), filled) ??
    joint('listed', endOfRun(QUOTED, text, closed), closed) ??
    joint('loose', endOfRun(TABLE, text, closed), closed) ??
    joint('loose', endOfRun(BRACKETED, text, closed), closed) ??
    joint('loose', endOfRun(LOOSE, text, closed), closed) ??
    (codeAt(text, closed) === 32 ? joint('loose', endOfRun(SPACE, text, closed), closed) : null)
  );
}

function joint(form: Joint['form'], end: number, from: number): Joint | null {
  return end > from ? { form, end } : null;
}
