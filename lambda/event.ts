import * as z from 'zod';
import { parseSettings } from '../src/config/settings/object.ts';
import { targetNameSchema } from '../src/snapshot/model/names.ts';

/** Clocks differ by seconds. A slot that lies ahead would keep `latest` from moving until its time has come. */
const FUTURE_MILLISECONDS = 5 * 60 * 1000;

/** What a schedule sends, or a person who invokes the function: which of the deployed targets, and no more. */
export interface ScheduleEvent {
  readonly target: string;
  /** The slot of the schedule; undefined: now, by somebody's wish. */
  readonly scheduledTime?: Date | undefined;
}

/** Throws a `ConfigurationError` that names each bad field, and no value: it may be a secret in the wrong place. */
export function parseScheduleEvent(event: unknown, now: Date): ScheduleEvent {
  const scheduledTime = z.iso
    .datetime({ offset: true, error: 'a time with its zone, as 2026-11-22T19:00:00Z' })
    .transform((text) => new Date(text))
    .refine((time) => time.getTime() <= now.getTime() + FUTURE_MILLISECONDS, 'it lies in the future');
  const schema = z.strictObject({
    target: z
      .string('the name of a target, as "trading-bots": its settings are deployed with the function')
      .pipe(targetNameSchema),
    scheduledTime: scheduledTime.optional(),
  });
  return parseSettings(schema, event, 'the event');
}
