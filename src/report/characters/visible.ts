// Text of a cluster's may hold control characters: written to a terminal as they are, they could rub out or forge
// lines of the report. Colours (SGR) only colour their line; all else is shown as an escape. The JSON keeps every
// character. https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters
const SGR = /\u001B\[[\d;:]*m/g;
const SGR_OR_CONTROL =
  /\u001B\[[\d;:]*m|[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;
const RESET = '\u001B[0m';
const ANY_CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/;

/** The text on one line, with nothing in it that a terminal would act on but colours, which end with it, and tabs. */
export function makeVisible(text: string): string {
  if (!ANY_CONTROL.test(text)) return text;
  return endColours(
    text.replaceAll(SGR_OR_CONTROL, (match) => (match.length > 1 ? match : escapeCharacter(match))),
  );
}

/** The lines of a log, each made visible. In nearly every log there is nothing to do, which is found out for all lines at once. */
export function makeLinesVisible(lines: readonly string[]): readonly string[] {
  return ANY_CONTROL.test(lines.join('')) ? lines.map(makeVisible) : lines;
}

/** A message on one line: what broke it into lines is white space. */
export function foldMessage(text: string): string {
  return makeVisible(text.replaceAll(/\s+/g, ' ').trim());
}

/** Colours that the text leaves on would go on into the report. */
export function endColours(text: string): string {
  const last = text.match(SGR)?.at(-1);
  return last === undefined || last === RESET || last === '\u001B[m' ? text : `${text}${RESET}`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
