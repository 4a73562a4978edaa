/** Indexes of an Indexed Job from one to another, both included. */
export type Interval = readonly [first: number, last: number];

const FORM = /^\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*$/;

/**
 * `0-3,5` as intervals, in their order; null when it is not of that form.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobStatus (completedIndexes)
 */
export function parseIndexes(text: string): readonly Interval[] | null {
  if (text === '') return [];
  if (!FORM.test(text)) return null;
  return text.split(',').map((part): Interval => {
    const [first, last = first] = part.split('-').map(Number);
    return [first ?? 0, last ?? 0];
  });
}

/** The indexes that are below `end`. */
export function cutIndexes(intervals: readonly Interval[], end: number): readonly Interval[] {
  return intervals.flatMap(([first, last]): readonly Interval[] =>
    first < end ? [[first, Math.min(last, end - 1)]] : [],
  );
}

export function countIndexes(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [first, last]) => sum + last + 1 - first, 0);
}

export function hasIndex(intervals: readonly Interval[], index: number): boolean {
  return intervals.some(([first, last]) => first <= index && index <= last);
}
