/** How many targets may start in a minute: one each three seconds. */
const STARTS_A_MINUTE = 20;
/** What EventBridge Scheduler and Lambda allow at least. */
const LEAST_EVENT_AGE = 60;
/** A report of long ago is no report of now. */
const MOST_EVENT_AGE = 60 * 60;

/**
 * Minutes behind its slot within which a target starts, at a moment that EventBridge Scheduler chooses: wide enough that a hundred
 * targets of one slot do not start in the same second, and no more than a quarter of the time between slots. 0 for a target alone:
 * it starts on time. The slot itself, and so the name of the report, stays what the schedule says.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
 */
export function spreadMinutes(targets: number, shortestMinutes: number): number {
  if (targets < 2) return 0;
  return Math.max(1, Math.min(Math.ceil(targets / STARTS_A_MINUTE), Math.floor(shortestMinutes / 4)));
}

/**
 * Seconds after which an event is given up: EventBridge Scheduler's and Lambda's together never exceed the time between slots, so
 * that no slot's event is still tried when the next one's comes.
 */
export function eventAgeSeconds(shortestMinutes: number): number {
  return Math.max(LEAST_EVENT_AGE, Math.min(MOST_EVENT_AGE, Math.floor((shortestMinutes * 60) / 2)));
}
