// Text of a cluster's may hold control characters: written to a terminal as they are, they could rub out or forge
// lines of the report. Colours (SGR) only colour; all else is shown as an escape. The JSON keeps every character.
// https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters
const SGR_OR_CONTROL =
  /\u001B\[[\d;:]*m|[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** The text on one line, with nothing in it that a terminal would act on but colours and tabs. */
export function makeVisible(text: string): string {
  return text.replaceAll(SGR_OR_CONTROL, (match) => (match.length > 1 ? match : escapeCharacter(match)));
}

/** A message on one line: what broke it into lines is white space. */
export function foldMessage(text: string): string {
  return makeVisible(text.replaceAll(/\s+/g, ' ').trim());
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
