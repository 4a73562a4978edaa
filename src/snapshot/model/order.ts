/** By code unit, never by locale: the same order on every machine, and ISO times in UTC in the order of time. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
