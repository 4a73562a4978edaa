import { Cron, type CronOptions } from 'croner';

/** The times and days that a cron expression names, in its own time zone. */
export interface CronSlots {
  /** Minutes from midnight, ascending. */
  readonly minutesOfDay: readonly number[];
  /** Days from 1970-01-01, ascending: the first few hundred. */
  readonly days: readonly number[];
}

interface Field {
  readonly name: string;
  readonly allowed: string;
  readonly characters: RegExp;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
const FIELDS: readonly Field[] = [
  { name: 'minutes', allowed: '0-59 and , - * /', characters: /^[0-9,*/-]+$/ },
  { name: 'hours', allowed: '0-23 and , - * /', characters: /^[0-9,*/-]+$/ },
  { name: 'day of month', allowed: '1-31 and , - * ? / L W', characters: /^[0-9,*?/LW-]+$/i },
  { name: 'month', allowed: '1-12 or JAN-DEC and , - * /', characters: /^[0-9A-Z,*/-]+$/i },
  { name: 'day of week', allowed: '1-7 or SUN-SAT and , - * ? L #', characters: /^[0-9A-Z,*?/L#-]+$/i },
  { name: 'year', allowed: '1970-2199 and , - * /', characters: /^[0-9,*/-]+$/ },
];

// As EventBridge Scheduler counts: 1 is Sunday, and "0/15" is every 15 from 0 on.
const OPTIONS: CronOptions = { utcOffset: 0, alternativeWeekdays: true, sloppyRanges: true };
/** Any day does, but always the same one: a template must not differ from day to day. */
const START = new Date('2025-12-31T23:59:59Z');
const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Enough to meet the longest gap of a schedule that skips weekends, months or years. */
const MOST_DAYS = 400;

/** What is wrong with a cron expression of EventBridge Scheduler, in words that do not quote it; null when nothing is. */
export function findCronMistake(expression: string): string | null {
  const fields = splitFields(expression);
  if (fields.length !== FIELDS.length) {
    return `six fields with a space between: ${FIELDS.map((field) => field.name).join(', ')}; as "0 6 ? * MON-FRI *"`;
  }
  const wrong = FIELDS.filter((field, index) => !isField(field, index, fields[index] ?? ''));
  if (wrong.length > 0) {
    return wrong.map((field) => `the ${field.name} field may hold ${field.allowed}`).join('; ');
  }
  if ((fields[2] === '?') === (fields[4] === '?')) {
    return 'exactly one of day of month and day of week must be "?"';
  }
  return null;
}

/** Of an expression without a mistake. */
export function listCronSlots(expression: string): CronSlots {
  const [minutes, hours, ...date] = splitFields(expression);
  const minutesOfHour = listFirst(`0 ${minutes} * * * *`, HOUR).map((time) => time / MINUTE);
  const hoursOfDay = listFirst(`0 0 ${hours} * * *`, DAY).map((time) => time / HOUR);
  const calendar = new Cron(['0 0 0', ...date].join(' '), OPTIONS);
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

/** A last day of the week is a Saturday: croner knows the last one of a month only. */
function splitFields(expression: string): readonly string[] {
  const fields = expression.trim().split(/\s+/);
  return fields.map((field, index) => (index === 4 && /^L$/i.test(field) ? '7' : field));
}

/** A field stands or falls alone: the others are "*" while it is tried. */
function isField(field: Field, index: number, text: string): boolean {
  if (!field.characters.test(text)) return false;
  const others = FIELDS.map((_, place) => (place === index ? text : '*'));
  try {
    void new Cron(['0', ...others].join(' '), OPTIONS);
    return true;
  } catch {
    return false;
  }
}
