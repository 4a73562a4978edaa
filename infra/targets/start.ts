import type { Schedule } from '../../src/config/schedule/expression.ts';
import { spreadMinutes } from './timing.ts';

/** When EventBridge Scheduler starts a target. */
export interface Start {
  readonly expression: string;
  /** Behind each slot, at a moment that the service chooses; 0: on time. */
  readonly windowMinutes: number;
}

interface Startable {
  readonly name: string;
  readonly schedule: Schedule;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/**
 * Spreads the starts of many targets: a rate begins at a minute of the target's own, the same after each deployment, and what still
 * falls into one minute is given a window. In the order of the targets.
 */
export function planStarts(targets: readonly Startable[]): readonly Start[] {
  const isAlone = targets.length === 1;
  const expressions = targets.map(({ name, schedule }) =>
    isAlone ? schedule.expression : settleRate(schedule.expression, name),
  );
  const zoned = targets.map(({ schedule }, index) => `${expressions[index]} ${schedule.timeZone}`);
  const counts = new Map<string, number>();
  for (const key of zoned) counts.set(key, (counts.get(key) ?? 0) + 1);
  return targets.map(({ schedule }, index) => ({
    expression: expressions[index] ?? schedule.expression,
    windowMinutes: spreadMinutes(counts.get(zoned[index] ?? '') ?? 1, schedule.shortestMinutes),
  }));
}

/** A rate counts from the deployment, when all begin in one second; where it divides an hour or a day, a cron does not. */
export function settleRate(expression: string, name: string): string {
  const minutes = readRate(expression);
  if (minutes === null) return expression;
  const offset = hash(name) % minutes;
  const minute = offset % HOUR;
  if (HOUR % minutes === 0)
    return minutes === HOUR ? `cron(${minute} * * * ? *)` : `cron(${minute}/${minutes} * * * ? *)`;
  const hour = Math.floor(offset / HOUR);
  if (minutes % HOUR !== 0 || DAY % minutes !== 0) return expression;
  return minutes === DAY
    ? `cron(${minute} ${hour} * * ? *)`
    : `cron(${minute} ${hour}/${minutes / HOUR} * * ? *)`;
}

function readRate(expression: string): number | null {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count === undefined) return null;
  if (unit === 'minute') return Number(count);
  return Number(count) * (unit === 'hour' ? HOUR : DAY);
}

/** FNV-1a: names that differ by a digit lie far apart. http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(name: string): number {
  return [...new TextEncoder().encode(name)].reduce(
    (value, byte) => Math.imul(value ^ byte, 0x01_00_01_93) >>> 0,
    0x81_1c_9d_c5,
  );
}
