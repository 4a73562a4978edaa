import { describe, expect, it } from 'vitest';
import { planStarts, settleRate } from '../../../infra/targets/start.ts';
import { scheduleSchema } from '../../../src/config/schedule/expression.ts';

describe('the start of a rate', () => {
  it.each([
    ['rate(15 minutes)', 'cron(5/15 * * * ? *)'],
    ['rate(1 hour)', 'cron(35 * * * ? *)'],
    ['rate(60 minutes)', 'cron(35 * * * ? *)'],
    ['rate(6 hours)', 'cron(35 3/6 * * ? *)'],
    ['rate(1 day)', 'cron(35 3 * * ? *)'],
  ])('%s is a minute of the target’s own: %s', (rate, cron) => {
    expect(settleRate(rate, 'trading-bots')).toBe(cron);
  });

  it.each(['rate(7 minutes)', 'rate(90 minutes)', 'rate(5 hours)', 'rate(2 days)', 'cron(0 6 * * ? *)'])(
    'stays %s, which no cron keeps over the end of a day, or is one',
    (expression) => {
      expect(settleRate(expression, 'trading-bots')).toBe(expression);
    },
  );

  it.each([2, 3, 5, 10, 15, 20, 30, 60, 120, 360, 720, 1440])(
    'keeps %i minutes between its slots, and is an expression that EventBridge Scheduler takes',
    (minutes) => {
      const names = Array.from({ length: 40 }, (_, index) => `cluster-${index}`);

      const schedules = names.map((name) => {
        const [, cron = ''] = /^cron\((.*)\)$/.exec(settleRate(`rate(${minutes} minutes)`, name)) ?? [];
        return scheduleSchema.parse({ cron });
      });

      expect(new Set(schedules.flatMap((each) => [each.shortestMinutes, each.longestMinutes]))).toEqual(
        new Set([minutes]),
      );
    },
  );
});

describe('the starts of many targets', () => {
  const daily = scheduleSchema.parse({ cron: '0 6 * * ? *', timeZone: 'Europe/Berlin' });
  const often = scheduleSchema.parse({ rate: '15 minutes' });

  it('leave one that is alone as it is', () => {
    expect(planStarts([{ name: 'a', schedule: often }])).toEqual([
      { expression: 'rate(15 minutes)', windowMinutes: 0 },
    ]);
  });

  it('give a window to those of one minute, and to no other', () => {
    const starts = planStarts([
      { name: 'a', schedule: daily },
      { name: 'b', schedule: daily },
      { name: 'c', schedule: often },
    ]);

    expect(starts).toEqual([
      { expression: 'cron(0 6 * * ? *)', windowMinutes: 1 },
      { expression: 'cron(0 6 * * ? *)', windowMinutes: 1 },
      { expression: 'cron(8/15 * * * ? *)', windowMinutes: 0 },
    ]);
  });
});
