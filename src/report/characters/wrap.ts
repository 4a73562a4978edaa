import { breakText, countCharacters, measureText } from './width.ts';
import { endColours } from './visible.ts';

const FIELD = /^ *[A-Z][^:]*: +(?=\S)/;
const MOST_LINES = 6;
/** In a narrower terminal lines are longer than it: there is no use in breaking them letter by letter. */
const FEWEST_COLUMNS = 20;

/** Fits a line of the report into so many columns: wrapped between words behind its label, and what is too long is told. */
export function wrapLine(line: string, terminalColumns: number): readonly string[] {
  const columns = Math.max(FEWEST_COLUMNS, terminalColumns);
  if (measureText(line) <= columns) return [line];
  const label = FIELD.exec(line)?.[0] ?? /^ */.exec(line)?.[0] ?? '';
  const isField = label.trim() !== '' && measureText(label) < columns / 2;
  const width = isField ? measureText(label) : label.length - label.trimStart().length + 2;
  const indent = ' '.repeat(Math.min(width, Math.floor(columns / 2)));
  const [first = '', ...rest] = breakWords(line.slice(isField ? label.length : 0), columns - indent.length);
  const lines = [`${isField ? label : ''}${first}`, ...rest.map((each) => `${indent}${each}`)];
  const shown = lines.slice(0, MOST_LINES);
  const last = shown.at(-1) ?? '';
  return lines.length <= MOST_LINES
    ? lines
    : [...shown.slice(0, -1), cutLine(`${last} ${rest.slice(MOST_LINES - 1).join(' ')}`, columns)];
}

/** Cuts a line to so many columns; how many characters were left out stands at its end. */
export function cutLine(line: string, columns: number): string {
  if (measureText(line) <= columns) return line;
  const room = columns - markCut(line.length).length;
  const [kept = ''] = room < 1 ? [] : breakText(line, room);
  return `${endColours(kept)}${markCut(countCharacters(line.slice(kept.length)))}`;
}

function markCut(characters: number): string {
  return `… +${characters} characters`;
}

/** Greedily, at spaces; a word that is too long is broken. */
function breakWords(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (measureText(joined) <= columns) {
      current = joined;
      continue;
    }
    if (current.trim() !== '') lines.push(current);
    current = current.trim() === '' ? joined : word;
    const pieces = breakText(current, columns);
    lines.push(...pieces.slice(0, -1));
    current = pieces.at(-1) ?? '';
  }
  return current === '' ? lines : [...lines, current];
}
