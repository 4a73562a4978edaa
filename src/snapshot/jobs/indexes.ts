/** Indexes of an Indexed Job from one to another, both included. */
type Interval = readonly [first: number, last: number];

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

/** How many of the indexes are below `end`. */
export function countIndexes(intervals: readonly Interval[], end = Infinity): number {
  return intervals.reduce(
    (sum, [first, last]) => sum + Math.max(0, Math.min(last + 1, end) - Math.min(first, end)),
    0,
  );
}
