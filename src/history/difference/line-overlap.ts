/**
 * How many lines at the end of `earlier` are the first of `later`: the most that are, but no more than `most`. In linear time,
 * since a log may be one line a hundred thousand times.
 * https://en.wikipedia.org/wiki/Knuth%E2%80%93Morris%E2%80%93Pratt_algorithm
 */
export function findOverlap(earlier: readonly string[], later: readonly string[], most: number): number {
  const shorter = measureBorders(later);
  let matched = 0;
  for (const line of earlier.slice(-later.length)) {
    matched = extend(later, shorter, matched, line);
  }
  while (matched > most) matched = shorter[matched - 1] ?? 0;
  return matched;
}

/** For each start of the lines, the length of the longest shorter one that it also ends with. */
function measureBorders(lines: readonly string[]): readonly number[] {
  const borders: number[] = [0];
  for (const line of lines.slice(1)) borders.push(extend(lines, borders, borders.at(-1) ?? 0, line));
  return borders;
}

function extend(lines: readonly string[], borders: readonly number[], from: number, line: string): number {
  let matched = from;
  while (matched > 0 && lines[matched] !== line) matched = borders[matched - 1] ?? 0;
  return lines[matched] === line ? matched + 1 : 0;
}
