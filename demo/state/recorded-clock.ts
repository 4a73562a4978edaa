/** About when the recording was made: `running-long` began at 18:55:05 and had slept 138 times for a second, and a little more. */
const RECORDED_AT = Date.parse('2026-11-22T18:57:24Z');

/** The revision of the recorded lists. */
const RECORDED_REVISION = 1329;

/** RFC 3339, whole seconds, as Kubernetes writes a `metav1.Time`; `elapsed` in seconds since the recording. */
export function writeTimestamp(elapsed: number): string {
  return new Date(RECORDED_AT + elapsed * 1000).toISOString().replace('.000Z', 'Z');
}

/** Seconds from the recording to an RFC 3339 time. */
export function readTimestamp(timestamp: string): number {
  return (Date.parse(timestamp) - RECORDED_AT) / 1000;
}

/** One revision a second: made up, so that the state of each revision can be computed again from its number. */
export function revisionAt(elapsed: number): number {
  return RECORDED_REVISION + elapsed;
}

/** Seconds from the recording to a revision. */
export function elapsedAt(revision: number): number {
  return revision - RECORDED_REVISION;
}
