import { describe, expect, it } from 'vitest';
import { scheduleSchema } from '../../../src/config/schedule/expression.ts';

const DAY = 24 * 60;

describe('a schedule', () => {
  it.each([
    ['2 minutes', 2],
    ['15 minutes', 15],
    ['1 hour', 60],
    ['36 hours', 2160],
    ['1 day', DAY],
    ['90 days', 90 * DAY],
  ])('at a rate of %s has its slots %i minutes apart', (rate, minutes) => {
    const schedule = scheduleSchema.parse({ rate });

    expect(schedule).toEqual({
      expression: `rate(${rate})`,
      timeZone: 'UTC',
      shortestMinutes: minutes,
      longestMinutes: minutes,
    });
  });

  it.each<[cron: string, timeZone: string, what: string, shortest: number, longest: number]>([
    ['0 6 * * ? *', 'Europe/Berlin', 'a day of 23 h and one of 25 h', 23 * 60, 25 * 60],
    ['30 2 * * ? *', 'Europe/Berlin', 'a slot that spring leaves out', DAY, 47 * 60],
    ['30 2 * * ? *', 'America/New_York', 'the same, on another day of March', DAY, 47 * 60],
    ['30 3 * * ? *', 'America/New_York', 'a slot behind the change', 23 * 60, 25 * 60],
    ['0 * * * ? *', 'Europe/Berlin', 'an hour that comes twice, and one slot in it', 60, 120],
    ['0/15 * * * ? *', 'Europe/Berlin', 'four slots of it', 15, 75],
    ['45 1,3 * * ? *', 'Europe/Berlin', 'two slots with the change between', 60, 22 * 60],
    ['0 6 * * ? *', 'Australia/Lord_Howe', 'a change of half an hour', 23 * 60 + 30, 24 * 60 + 30],
    ['0 6 * * ? *', 'Asia/Kolkata', 'no change at all', DAY, DAY],
    ['0/15 9-17 ? * MON-FRI *', 'Europe/Berlin', 'a weekend in October', 15, 64 * 60 + 15],
  ])('of cron %s in %s meets %s: %s', (cron, timeZone, _what, shortestMinutes, longestMinutes) => {
    const schedule = scheduleSchema.parse({ cron, timeZone });

    expect(schedule).toEqual({ expression: `cron(${cron})`, timeZone, shortestMinutes, longestMinutes });
  });

  it.each<[cron: string, meaning: string, shortest: number, longest: number]>([
    ['0/15 * * * ? *', 'each quarter of an hour', 15, 15],
    ['*/10 * ? * * *', 'each ten minutes', 10, 10],
    ['0 6 * * ? *', 'each day', DAY, DAY],
    ['0 6 ? * MON-FRI *', 'each working day', DAY, 3 * DAY],
    ['0 6 ? * 2-6 *', 'each working day, by numbers from Sunday on', DAY, 3 * DAY],
    ['0,30 8-17 ? * MON-FRI *', 'each half of an hour at work', 30, 2 * DAY + 14 * 60 + 30],
    ['15 3 ? * SUN *', 'each Sunday', 7 * DAY, 7 * DAY],
    ['15 3 ? * 1 *', 'each Sunday, which is the first day', 7 * DAY, 7 * DAY],
    ['0 0 ? * L *', 'each Saturday, which is the last day', 7 * DAY, 7 * DAY],
    ['0 0 1 * ? *', 'each first of a month', 28 * DAY, 31 * DAY],
    ['0 0 L * ? *', 'each last of a month', 28 * DAY, 31 * DAY],
    ['0 8 1W * ? *', 'each first weekday of a month', 28 * DAY, 33 * DAY],
    ['0 8 ? * 6L *', 'each last Friday of a month', 28 * DAY, 35 * DAY],
    ['0 8 ? * 2#1 *', 'each first Monday of a month', 28 * DAY, 35 * DAY],
    ['0 0 1 1 ? *', 'each New Year', 365 * DAY, 366 * DAY],
    ['0 6,18 1 1 ? 2030', 'twice on one day', 12 * 60, 12 * 60],
    ['0 6 * jan ? 2030-2031', 'each day of two Januaries', DAY, 335 * DAY],
  ])('of cron %s comes %s', (cron, _meaning, shortestMinutes, longestMinutes) => {
    const schedule = scheduleSchema.parse({ cron });

    expect(schedule).toEqual({
      expression: `cron(${cron})`,
      timeZone: 'UTC',
      shortestMinutes,
      longestMinutes,
    });
  });

  it.each([
    ['1 hours', 'rate(1 hour)'],
    ['90 minute', 'rate(90 minutes)'],
  ])('at a rate of %s is put right to %s', (rate, expression) => {
    const schedule = scheduleSchema.parse({ rate });

    expect(schedule.expression).toBe(expression);
  });

  it('goes by UTC unless told', () => {
    const { timeZone } = scheduleSchema.parse({ cron: '0 6 * * ? *' });

    expect(timeZone).toBe('UTC');
  });

  const SIX_FIELDS =
    'cron: six fields with a space between: minutes, hours, day of month, month, day of week, year; as "0 6 ? * MON-FRI *"';
  const RATE = 'rate: a number and minutes, hours or days, as "15 minutes"';
  const ONE_QUESTION_MARK = 'cron: exactly one of day of month and day of week must be "?"';
  const WEEKDAY =
    'cron: the day of week field may hold 1-7 or SUN-SAT and , - *, or alone ?, L (Saturday), 6L (the last Friday of a month) or 2#1 (its first Monday)';
  const MONTHDAY =
    'cron: the day of month field may hold 1-31 and , - * /, or alone ?, L (the last day) or 15W (the weekday nearest the 15th)';
  const TOO_CLOSE = 'slots must lie at least 2 minutes apart';
  const NEVER = 'cron: these days do not come, or come once: there must be a next slot';
  const ZONE = 'timeZone: a time zone of the IANA database, as Europe/Berlin or UTC';

  it.each<[schedule: object, mistakes: readonly string[]]>([
    [{}, [': give either rate or cron']],
    [{ rate: '1 hour', cron: '0 6 * * ? *' }, [': give either rate or cron']],
    [{ rate: '1 hour', timeZone: 'UTC' }, ['timeZone: a time zone goes with cron only']],
    [{ rate: '1 minute' }, [`rate: ${TOO_CLOSE}`]],
    [{ rate: '0 minutes' }, [RATE]],
    [{ rate: 'rate(5 minutes)' }, [RATE]],
    [{ rate: '5 weeks' }, [RATE]],
    [{ cron: '* * * * ? *' }, [`cron: ${TOO_CLOSE}`]],
    [{ cron: '59,0 * * * ? *' }, [`cron: ${TOO_CLOSE}`]],
    [{ cron: '0 6 * * MON-FRI' }, [SIX_FIELDS]],
    [{ cron: '@daily' }, [SIX_FIELDS]],
    [{ cron: '0 0 6 * * ? *' }, [SIX_FIELDS]],
    [{ cron: '0 6 * * * *' }, [ONE_QUESTION_MARK]],
    [{ cron: '0 6 ? * ? *' }, [ONE_QUESTION_MARK]],
    [{ cron: '60 6 * * ? *' }, ['cron: the minutes field may hold 0-59 and , - * /']],
    [
      { cron: '0 24 * 13 ? *' },
      [
        'cron: the hours field may hold 0-23 and , - * /; the month field may hold 1-12 or JAN-DEC and , - * /',
      ],
    ],
    [{ cron: '0 6 ? * 0 *' }, [WEEKDAY]],
    [{ cron: '0 6 ? * 8 *' }, [WEEKDAY]],
    [{ cron: '0 6 ? * ?,1 *' }, [WEEKDAY]],
    [{ cron: '0 6 ? * MON#1,FRI#2 *' }, [WEEKDAY]],
    [{ cron: '0 6 ? * MON#6 *' }, [WEEKDAY]],
    [{ cron: '0 6 ? * MON/2 *' }, [WEEKDAY]],
    [{ cron: '0 6 ? * FRI-MON *' }, [WEEKDAY]],
    [{ cron: '0 6 ? * MONDAY *' }, [WEEKDAY]],
    [{ cron: '0 6 32 * ? *' }, [MONTHDAY]],
    [{ cron: '0 6 1,L * ? *' }, [MONTHDAY]],
    [{ cron: '0 6 32W * ? *' }, [MONTHDAY]],
    [{ cron: '0 6 ?/2 * ? *' }, [MONTHDAY]],
    [{ cron: '0/0 6 * * ? *' }, ['cron: the minutes field may hold 0-59 and , - * /']],
    [{ cron: '0/15/2 6 * * ? *' }, ['cron: the minutes field may hold 0-59 and , - * /']],
    [{ cron: '0 22-2 * * ? *' }, ['cron: the hours field may hold 0-23 and , - * /']],
    [{ cron: '0 6, * * ? *' }, ['cron: the hours field may hold 0-23 and , - * /']],
    [{ cron: '0 6 * * ? 2200' }, ['cron: the year field may hold 1970-2199 and , - * /']],
    [{ cron: '0 6 * * ? 2190-2200' }, ['cron: the year field may hold 1970-2199 and , - * /']],
    [{ cron: '0 6 * * ? next' }, ['cron: the year field may hold 1970-2199 and , - * /']],
    [{ cron: '0 6 30 2 ? *' }, [NEVER]],
    [{ cron: '0 6 1 1 ? 2030' }, [NEVER]],
    [{ cron: '0 6 * * ? 2020' }, [NEVER]],
    [{ cron: '0 6 * * ? *', timeZone: 'Mars/Olympus' }, [ZONE]],
    [{ cron: '0 6 * * ? *', timeZone: '+01:00' }, [ZONE]],
    [{ cron: '0 6 * * ? *', timeZone: 'IST' }, [ZONE]],
    [{ cron: '0 6 * * ? *', timeZone: 'SystemV/AST4' }, [ZONE]],
    [{ cron: '0 6 * * ? *', timeZone: 'europe/berlin' }, ['timeZone: capitals count: write Europe/Berlin']],
    [{ cron: '0 6 * * ? *', timeZone: 'US/EASTERN' }, ['timeZone: capitals count: write America/New_York']],
  ])('refuses %j in words of its own', (given, mistakes) => {
    const parsed = scheduleSchema.safeParse(given);

    expect(parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual(
      mistakes,
    );
  });
});
