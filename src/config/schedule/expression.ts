import * as z from 'zod';
import { findCronMistake } from './cron-fields.ts';
import { listCronSlots } from './cron-slots.ts';
import { isObject, settingsObject } from '../settings/object.ts';
import { measureGaps, measureZonedGaps } from './slot-gaps.ts';
import { findTimeZoneMistake } from './time-zone.ts';

/** When a target is looked at. */
export interface Schedule {
  /** As EventBridge Scheduler takes it: `rate(15 minutes)` or `cron(0 6 ? * MON-FRI *)`. */
  readonly expression: string;
  /** A name of the IANA database. */
  readonly timeZone: string;
  /** Between two slots; the days on which the clocks change are among them: a slot may be skipped then, and an hour comes twice. */
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
  .superRefine(refuseCron)
  .describe(
    'When, as EventBridge Scheduler reads it: minutes hours day-of-month month day-of-week year, as "0 6 ? * MON-FRI *".',
  );

const timeZoneSchema = z
  .string()
  .superRefine((name, context) => {
    const mistake = findTimeZoneMistake(name);
    if (mistake !== null) context.addIssue({ code: 'custom', message: mistake });
  })
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
    if (cron !== undefined) return readCron(cron, timeZone);
    return rate === undefined ? refuse(context, 'give either rate or cron') : readRate(rate);
  });

function readRate(rate: string): Schedule {
  const minutes = countMinutes(rate);
  const [, count, unit] = RATE.exec(rate) ?? [];
  const expression = `rate(${count} ${unit}${count === '1' ? '' : 's'})`;
  return { expression, timeZone: 'UTC', shortestMinutes: minutes, longestMinutes: minutes };
}

/** By the clock alone: what the changes of a zone's clocks do to single days is no mistake. */
function refuseCron(cron: string, context: z.core.$RefinementCtx): void {
  const mistake = findCronMistake(cron);
  if (mistake !== null) return refuse(context, mistake);
  const gaps = measureGaps(listCronSlots(cron));
  if (gaps === null)
    return refuse(context, 'these days do not come, or come once: there must be a next slot');
  if (gaps.shortest < LEAST_MINUTES) refuse(context, TOO_CLOSE);
}

/** Of an expression and a zone without a mistake. */
function readCron(cron: string, timeZone: string): Schedule {
  const gaps = measureZonedGaps(listCronSlots(cron), timeZone);
  return {
    expression: `cron(${cron.trim().replaceAll(/\s+/g, ' ')})`,
    timeZone,
    shortestMinutes: Math.max(LEAST_MINUTES, gaps.shortest),
    longestMinutes: gaps.longest,
  };
}

function refuse(context: z.core.$RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

function countMinutes(rate: string): number {
  const [, count, unit] = RATE.exec(rate) ?? [];
  return unit === 'minute' || unit === 'hour' || unit === 'day' ? Number(count) * MINUTES[unit] : Number.NaN;
}
