/**
 * How many of the first lines of `later` the earlier look may have had, by their text alone, fewest first: its last lines are the first
 * of `later`, or all of its lines stand in `later` behind older ones. In linear time, since a log may be one line a hundred
 * thousand times. https://en.wikipedia.org/wiki/Knuth%E2%80%93Morris%E2%80%93Pratt_algorithm
 */
export function findKnownLines(earlier: readonly string[], later: readonly string[]): readonly number[] {
  if (earlier.length === 0 || later.length === 0) return [];
  return [...findStarts(earlier, later), ...findWholes(earlier, later)];
}

/** The last lines of `earlier` as the first of `later`. */
function findStarts(earlier: readonly string[], later: readonly string[]): readonly number[] {
  const borders = measureBorders(later);
  let matched = 0;
  for (const line of earlier.slice(-later.length)) matched = extend(later, borders, matched, line);
  const sizes: number[] = [];
  for (; matched > 0; matched = borders[matched - 1] ?? 0) sizes.push(matched);
  return sizes.toReversed();
}

/** All of `earlier` within `later`, not at its start. */
function findWholes(earlier: readonly string[], later: readonly string[]): readonly number[] {
  const borders = measureBorders(earlier);
  const ends: number[] = [];
  let matched = 0;
  for (const [index, line] of later.entries()) {
    matched = extend(earlier, borders, matched, line);
    if (matched < earlier.length) continue;
    if (index + 1 > earlier.length) ends.push(index + 1);
    matched = borders[matched - 1] ?? 0;
  }
  return ends;
}

/** For each start of the lines, the length of the longest shorter one that it also ends with. */
function measureBorders(lines: readonly string[]): readonly number[] {
  const borders: number[] = [0];
  for (const line of lines.slice(1)) borders.push(extend(lines, borders, borders.at(-1) ?? 0, line));
  return borders;
}

function extend(lines: readonly string[], borders: readonly number[], from: number, line: string): number {
  let matched = from === lines.length ? (borders[from - 1] ?? 0) : from;
  while (matched > 0 && lines[matched] !== line) matched = borders[matched - 1] ?? 0;
  return lines[matched] === line ? matched + 1 : 0;
}
