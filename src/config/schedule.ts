import * as z from 'zod';
import { findCronMistake, listCronSlots, type CronSlots } from './cron-slots.ts';
import { isObject, settingsObject } from './settings.ts';

/** When a target is looked at. */
export interface Schedule {
  /** As EventBridge Scheduler takes it: `rate(15 minutes)` or `cron(0 6 ? * MON-FRI *)`. */
  readonly expression: string;
  /** A name of the IANA database. */
  readonly timeZone: string;
  /** Between two slots; a change of the clocks may shift them by an hour. */
  readonly shortestMinutes: number;
  readonly longestMinutes: number;
}

const MINUTES = { minute: 1, hour: 60, day: 24 * 60 } as const;
const RATE = /^([1-9]\d{0,4}) (minute|hour|day)s?$/;
/** EventBridge Scheduler gives an event at least a minute: two of them, its own and Lambda's, must fit between two slots. */
const LEAST_MINUTES = 2;
const TOO_CLOSE = `slots must lie at least ${LEAST_MINUTES} minutes apart`;

const rateSchema = z
  .string()
  .regex(RATE, 'a number and minutes, hours or days, as "15 minutes"')
  .refine((rate) => !(countMinutes(rate) < LEAST_MINUTES), TOO_CLOSE)
  .describe('How often, from the deployment on: "15 minutes", "1 hour", "2 days".');

const cronSchema = z
  .string()
  .transform(readCron)
  .describe(
    'When, as EventBridge Scheduler reads it: minutes hours day-of-month month day-of-week year, as "0 6 ? * MON-FRI *".',
  );

const timeZoneSchema = z
  .string()
  .refine(isTimeZone, 'a time zone of the IANA database, as Europe/Berlin or UTC')
  .describe('Time zone of cron, as Europe/Berlin; UTC unless told.');

/** `{rate}`, or `{cron, timeZone}`; read as a `Schedule`. */
export const scheduleSchema = settingsObject({
  rate: rateSchema.exactOptional(),
  cron: cronSchema.exactOptional(),
  timeZone: timeZoneSchema.exactOptional(),
})
  .refine((given) => (given.rate === undefined) !== (given.cron === undefined), {
    error: 'give either rate or cron',
    when: isObject,
  })
  .refine((given) => given.timeZone === undefined || given.cron !== undefined, {
    path: ['timeZone'],
    error: 'a time zone goes with cron only',
    when: isObject,
  })
  .meta({ oneOf: [{ required: ['rate'] }, { required: ['cron'] }] })
  .transform(({ rate, cron, timeZone = 'UTC' }, context): Schedule => {
    if (cron !== undefined) return { ...cron, timeZone };
    return rate === undefined ? refuse(context, 'give either rate or cron') : readRate(rate);
  });

function readRate(rate: string): Schedule {
  const minutes = countMinutes(rate);
  const [, count, unit] = RATE.exec(rate) ?? [];
  const expression = `rate(${count} ${unit}${count === '1' ? '' : 's'})`;
  return { expression, timeZone: 'UTC', shortestMinutes: minutes, longestMinutes: minutes };
}

function readCron(cron: string, context: z.core.$RefinementCtx): Omit<Schedule, 'timeZone'> {
  const mistake = findCronMistake(cron);
  if (mistake !== null) return refuse(context, mistake);
  const gaps = measureGaps(listCronSlots(cron));
  if (gaps.length === 0)
    return refuse(context, 'these days do not come, or come once: there must be a next slot');
  const shortestMinutes = Math.min(...gaps);
  if (shortestMinutes < LEAST_MINUTES) return refuse(context, TOO_CLOSE);
  const expression = `cron(${cron.trim().replaceAll(/\s+/g, ' ')})`;
  return { expression, shortestMinutes, longestMinutes: Math.max(...gaps) };
}

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** Minutes between neighbouring slots, within a day and over its end. */
function measureGaps({ minutesOfDay, days }: CronSlots): readonly number[] {
  if (days.length === 0) return [];
  const overnight = (minutesOfDay[0] ?? 0) - (minutesOfDay.at(-1) ?? 0);
  return [...measureSteps(minutesOfDay), ...measureSteps(days).map((step) => step * MINUTES.day + overnight)];
}

function measureSteps(ascending: readonly number[]): readonly number[] {
  return ascending.slice(1).map((each, index) => each - (ascending[index] ?? 0));
}

function countMinutes(rate: string): number {
  const [, count, unit] = RATE.exec(rate) ?? [];
  return unit === 'minute' || unit === 'hour' || unit === 'day' ? Number(count) * MINUTES[unit] : Number.NaN;
}

function isTimeZone(name: string): boolean {
  try {
    // It knows offsets too, as +01:00, which EventBridge Scheduler does not.
    return (
      /^[A-Za-z]/.test(name) &&
      new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
    );
  } catch {
    return false;
  }
}
