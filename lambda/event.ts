import * as z from 'zod';
import { isObject, parseSettings } from '../src/config/settings/object.ts';
import { targetSchema } from '../src/config/target.ts';
import { kubeconfigPlaceShape, requireOnePlace } from '../src/config/kubeconfig-place.ts';

/** Clocks differ by seconds. A slot that lies ahead would keep `latest` from moving until its time has come. */
const FUTURE_MILLISECONDS = 5 * 60 * 1000;

const lambdaTargetSchema = targetSchema
  .extend(kubeconfigPlaceShape)
  .superRefine(requireOnePlace, { when: isObject });

/** A target, and where its kubeconfig is. */
type LambdaTarget = Readonly<z.infer<typeof lambdaTargetSchema>>;

/** What a schedule sends, or a person who invokes the function. */
export interface ScheduleEvent {
  readonly target: LambdaTarget;
  /** The slot of the schedule; undefined: now, by somebody's wish. */
  readonly scheduledTime?: Date | undefined;
}

/** Throws a `ConfigurationError` that names each bad field, and no value: it may be a secret in the wrong place. */
export function parseScheduleEvent(event: unknown, now: Date): ScheduleEvent {
  const scheduledTime = z.iso
    .datetime({ offset: true, error: 'a time with its zone, as 2026-11-22T19:00:00Z' })
    .transform((text) => new Date(text))
    .refine((time) => time.getTime() <= now.getTime() + FUTURE_MILLISECONDS, 'it lies in the future');
  const schema = z.strictObject({ target: lambdaTargetSchema, scheduledTime: scheduledTime.optional() });
  return parseSettings(schema, event, 'the event');
}
