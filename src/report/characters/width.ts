/** What stands in one or two columns of a terminal, or, as colours do, in none. */
const CHARACTER = /\u001B\[[\d;:]*m|./gsu;
const NO_COLUMN = /^\u001B\[|^[\p{Mark}\p{Format}]$/u;
/** The characters that East Asian Width calls wide, as far as JavaScript can tell. https://www.unicode.org/reports/tr11/ */
const TWO_COLUMNS =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]$/u;
/** At most: how many it takes depends on where it stands. */
const TAB_COLUMNS = 8;

/** How many columns of a terminal the text takes at most. */
export function measureText(text: string): number {
  // Most text is plain.
  if (/^[\u0020-\u007E]*$/.test(text)) return text.length;
  return splitCharacters(text).reduce((columns, character) => columns + measureCharacter(character), 0);
}

/** The text in pieces that take no more than so many columns each, at least one character a piece. */
export function breakText(text: string, columns: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let taken = 0;
  for (const character of splitCharacters(text)) {
    const width = measureCharacter(character);
    if (taken + width > columns && piece !== '') {
      pieces.push(piece);
      piece = '';
      taken = 0;
    }
    piece += character;
    taken += width;
  }
  return [...pieces, piece];
}

/** How many characters the text has; colours are none. */
export function countCharacters(text: string): number {
  return splitCharacters(text).filter((character) => character.length < 3).length;
}

function splitCharacters(text: string): readonly string[] {
  return text.match(CHARACTER) ?? [];
}

function measureCharacter(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (character === '\t') return TAB_COLUMNS;
  if (NO_COLUMN.test(character)) return 0;
  return TWO_COLUMNS.test(character) ? 2 : 1;
}
