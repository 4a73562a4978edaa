import { Cron, type CronOptions } from 'croner';
import { splitFields } from './cron-fields.ts';

/** The times and days that a cron expression names, by the clock on the wall. */
export interface CronSlots {
  /** Minutes from midnight, ascending. */
  readonly minutesOfDay: readonly number[];
  /** Days from 1970-01-01, ascending: the first few hundred. */
  readonly days: readonly number[];
}

// As EventBridge Scheduler counts: 1 is Sunday, and "0/15" is every 15 from 0 on.
const OPTIONS: CronOptions = { utcOffset: 0, alternativeWeekdays: true, sloppyRanges: true };
/** Any day does, but always the same one: a template must not differ from day to day. */
const START = new Date('2025-12-31T23:59:59Z');
const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Two years of days: enough to meet the longest gap of a schedule that skips weekends or months, and each change of the clocks. */
const MOST_DAYS = 731;

/** Of an expression without a mistake. */
export function listCronSlots(expression: string): CronSlots {
  const [minutes = '', hours = '', day = '', month = '', weekday = '', year = ''] = splitFields(expression);
  const minutesOfHour = listFirst(`0 ${minutes} * * * *`, HOUR).map((time) => time / MINUTE);
  const hoursOfDay = listFirst(`0 0 ${hours} * * *`, DAY).map((time) => time / HOUR);
  // A last day of the week is a Saturday: croner knows the last one of a month only.
  const calendar = new Cron(`0 0 0 ${day} ${month} ${/^L$/i.test(weekday) ? '7' : weekday} ${year}`, OPTIONS);
  return {
    minutesOfDay: hoursOfDay.flatMap((hour) => minutesOfHour.map((minute) => hour * 60 + minute)),
    days: calendar.nextRuns(MOST_DAYS, START).map((time) => time.getTime() / DAY),
  };
}

/** The first hour's or day's times, in milliseconds from its start. */
function listFirst(pattern: string, length: number): readonly number[] {
  const start = START.getTime() + 1000;
  const times = new Cron(pattern, OPTIONS).nextRuns(60, START).map((time) => time.getTime() - start);
  return times.filter((time) => time < length);
}
