import { Token } from 'aws-cdk-lib';
import type { Schedule as EventsSchedule } from 'aws-cdk-lib/aws-events';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { scheduleSchema, type Schedule } from '../../src/config/schedule/expression.ts';

/** The schedule as the reporter counts with it; undefined, once it has said why, when it is none for EventBridge Scheduler. */
export type ReadSchedule = (
  schedule: EventsSchedule | ScheduleExpression,
  say: (why: string) => void,
) => Schedule | undefined;

/** Many targets have one schedule: each is read once. */
export function createScheduleReader(): ReadSchedule {
  const known = new Map<string, ReturnType<typeof parse>>();
  return (schedule, say) => {
    const { expressionString } = schedule;
    const timeZone = 'timeZone' in schedule ? schedule.timeZone?.timezoneName : undefined;
    const key = `${expressionString} ${timeZone ?? ''}`;
    const read = known.get(key) ?? parse(expressionString, timeZone);
    known.set(key, read);
    if ('mistakes' in read) read.mistakes.forEach(say);
    return 'schedule' in read ? read.schedule : undefined;
  };
}

function parse(
  expression: string,
  timeZone: string | undefined,
): { readonly schedule: Schedule } | { readonly mistakes: readonly string[] } {
  if (Token.isUnresolved(expression)) return { mistakes: ['it must be known at synthesis'] };
  const [, kind, inner = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === undefined)
    return { mistakes: ['a rate or a cron expression: a slot that comes once is none'] };
  // A rate has no use for the zone that CDK gives it.
  const given =
    kind === 'rate' ? { rate: inner } : { cron: inner, ...(timeZone === undefined ? {} : { timeZone }) };
  const parsed = scheduleSchema.safeParse(given);
  return parsed.success
    ? { schedule: parsed.data }
    : { mistakes: parsed.error.issues.map(({ message }) => message) };
}
