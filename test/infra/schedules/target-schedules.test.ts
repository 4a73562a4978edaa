import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eventAgeSeconds, spreadMinutes } from '../../../infra/targets/timing.ts';
import { parseScheduleEvent } from '../../../lambda/event.ts';
import { SECRET, SMALL_CONFIG } from '../small-config.ts';
import { findResource, listResources, synthesizeStack } from '../synthesized-stack.ts';

const small = synthesizeStack(SMALL_CONFIG);
const two = synthesizeStack(`
name: reporter
schedule: { rate: 15 minutes }
targets:
  - { name: trading-bots, namespace: trading-bots, labelSelector: app=tuning, kubeconfigSecretArn: '${SECRET}' }
  - name: nightly
    context: prod
    namespace: batch
    labelSelector: ''
    maxLogLines: 500
    kubeconfigSecretArn: ${SECRET}
    kubeconfigKeyArn: arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
    schedule: { cron: 0 2 ? * MON-FRI *, timeZone: Europe/Berlin }
`);

describe('the schedule of a target', () => {
  it('hands the target’s name and its slot to the function, tries again for a while, and keeps what got lost', () => {
    const { properties } = findResource(small, 'AWS::Scheduler::Schedule');

    const { Target, ...schedule } = readSchedule(properties);
    const group: unknown = expect.stringMatching(/^reporter-JobReporter-Schedules-/);
    expect(schedule).toEqual({
      Name: 'trading-bots',
      Description: 'Looks at the Jobs of target trading-bots',
      GroupName: group,
      ScheduleExpression: 'rate(15 minutes)',
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
    expect(Target).toEqual({
      Arn: 'arn:aws:lambda:eu-central-1:123456789012:function:Function',
      RoleArn: 'arn:aws:iam::123456789012:role/ScheduleRole',
      DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-central-1:123456789012:UndeliveredSlots' },
      RetryPolicy: { MaximumEventAgeInSeconds: 450, MaximumRetryAttempts: 5 },
      Input: JSON.stringify({
        target: 'trading-bots',
        scheduledTime: '<aws.scheduler.scheduled-time>',
      }),
    });
  });

  it('is one for each target, with the expression and the time zone of its own', () => {
    const schedules = listResources(two, 'AWS::Scheduler::Schedule').map(({ properties }) =>
      readSchedule(properties),
    );

    expect(
      schedules.map(({ Name, ScheduleExpression, ScheduleExpressionTimezone, Target }) => [
        Name,
        ScheduleExpression,
        ScheduleExpressionTimezone,
        Target.RetryPolicy,
      ]),
    ).toEqual([
      [
        'trading-bots',
        'cron(5/15 * * * ? *)',
        'UTC',
        { MaximumEventAgeInSeconds: 450, MaximumRetryAttempts: 5 },
      ],
      [
        'nightly',
        'cron(0 2 ? * MON-FRI *)',
        'Europe/Berlin',
        { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 5 },
      ],
    ]);
  });

  it('sends what the function accepts, once EventBridge Scheduler has put in the slot', () => {
    const inputs = listResources(two, 'AWS::Scheduler::Schedule').map(
      ({ properties }) => readSchedule(properties).Target.Input,
    );

    const events = inputs.map((input): unknown =>
      JSON.parse(input.replace('<aws.scheduler.scheduled-time>', '2026-11-22T19:00:00Z')),
    );

    const accepted = events.map((event) => parseScheduleEvent(event, new Date('2026-11-22T19:00:03Z')));
    expect(accepted).toEqual([
      { target: 'trading-bots', scheduledTime: new Date('2026-11-22T19:00:00Z') },
      { target: 'nightly', scheduledTime: new Date('2026-11-22T19:00:00Z') },
    ]);
  });

  it('starts on time where no other starts in its minute', () => {
    const windows = listResources(two, 'AWS::Scheduler::Schedule').map(
      ({ properties }) => readSchedule(properties).FlexibleTimeWindow,
    );

    expect(windows).toEqual([{ Mode: 'OFF' }, { Mode: 'OFF' }]);
  });

  it('goes when the stack goes, and its group with it: the next one has the same names', () => {
    const { deletionPolicy } = findResource(small, 'AWS::Scheduler::ScheduleGroup');

    expect(deletionPolicy).toBe('Delete');
  });
});

describe('spreadMinutes', () => {
  it.each<[targets: number, shortestMinutes: number, minutes: number]>([
    [1, 15, 0],
    [2, 15, 1],
    [20, 15, 1],
    [21, 15, 2],
    [100, 15, 3],
    [100, 60, 5],
    [100, 2, 1],
  ])('of %i targets %i minutes apart is %i', (targets, shortestMinutes, minutes) => {
    expect(spreadMinutes(targets, shortestMinutes)).toBe(minutes);
  });
});

describe('eventAgeSeconds', () => {
  it.each<[shortestMinutes: number, seconds: number]>([
    [2, 60],
    [5, 150],
    [15, 450],
    [60, 1800],
    [24 * 60, 3600],
  ])(
    'of slots %i minutes apart is %i: twice that is no more than the time between them',
    (minutes, seconds) => {
      expect(eventAgeSeconds(minutes)).toBe(seconds);
      expect(2 * seconds).toBeLessThanOrEqual(minutes * 60);
    },
  );
});

const scheduleSchema = z.looseObject({
  Name: z.string(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string(),
  FlexibleTimeWindow: z.unknown(),
  Target: z.looseObject({ Input: z.string(), RetryPolicy: z.unknown() }),
});

function readSchedule(properties: unknown) {
  return scheduleSchema.parse(properties);
}
