/** Negative when `a` is before `b`, to the nanosecond, which a `Date` does not hold; null when one of them is not known. */
export function compareLogTimes(a: string | null, b: string | null): number | null {
  if (a === null || b === null) return null;
  // The kubelet's zone may change with summer time.
  const seconds = Date.parse(a.replace(/\.\d+/, '')) - Date.parse(b.replace(/\.\d+/, ''));
  return seconds || readFraction(a) - readFraction(b);
}

function readFraction(time: string): number {
  return Number(/\.\d+/.exec(time)?.[0] ?? 0);
}
