const FIELD = /^ *[A-Z][^:]*: +(?=\S)/;
const MOST_LINES = 6;

/** Fits a line of the report into so many columns: wrapped between words behind its label, and what is too long is told. */
export function wrapLine(line: string, columns: number): readonly string[] {
  if (line.length <= columns) return [line];
  const label = FIELD.exec(line)?.[0] ?? /^ */.exec(line)?.[0] ?? '';
  const isField = label.trim() !== '' && label.length < columns / 2;
  const indent = ' '.repeat(isField ? label.length : label.length - label.trimStart().length + 2);
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
  if (line.length <= columns) return line;
  const kept = columns - markCut(line.length).length;
  return `${line.slice(0, kept)}${markCut(line.length - kept)}`;
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
    if (joined.length <= columns) {
      current = joined;
      continue;
    }
    if (current.trim() !== '') lines.push(current);
    current = current.trim() === '' ? joined : word;
    for (; current.length > columns; current = current.slice(columns)) lines.push(current.slice(0, columns));
  }
  return current === '' ? lines : [...lines, current];
}
