/** Shares out lines of a screen: first what each must have, in the order given, then what is left in the same order. */
export function shareRoom(
  room: number,
  sections: readonly { readonly wanted: number; readonly least: number }[],
): readonly number[] {
  let left = Math.max(0, room);
  const take = (wanted: number) => {
    const taken = Math.min(left, Math.max(0, wanted));
    left -= taken;
    return taken;
  };
  const given = sections.map(({ wanted, least }) => take(Math.min(wanted, least)));
  return given.map((got, index) => got + take((sections[index]?.wanted ?? 0) - got));
}

/** As many of the lines as there is room for; the last one tells how many are left out. */
export function fitLines<T>(
  lines: readonly T[],
  room: number,
  tellHidden: (hidden: readonly T[]) => T,
): readonly T[] {
  if (lines.length <= room) return lines;
  const shown = Math.max(0, room - 1);
  return [...lines.slice(0, shown), tellHidden(lines.slice(shown))].slice(0, room);
}
