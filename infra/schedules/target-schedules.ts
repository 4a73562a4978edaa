// oxlint-disable eslint/no-new -- a construct adds itself to its scope
import { Aws, Duration, RemovalPolicy, TimeZone } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { PlannedTarget } from '../targets/planned-target.ts';
import { useKey } from './key-right.ts';
import { eventAgeSeconds } from '../targets/timing.ts';

export interface TargetSchedulesProps {
  readonly targets: readonly PlannedTarget[];
  readonly handler: LambdaFunction;
  /** Takes the slots that could not be handed to the function. */
  readonly deadLetters: Queue;
}

/** Of the hand-off to Lambda alone: a run that fails is Lambda's to try again. */
const RETRIES = 5;

/** One schedule a target, of the target's name: many targets are many schedules, and the service does the fan-out. */
export function addTargetSchedules(
  scope: Construct,
  { targets, handler, deadLetters }: TargetSchedulesProps,
): void {
  const scheduleGroup = new ScheduleGroup(scope, 'Schedules', {
    // Of a fixed name: what stayed behind would be in the way of the next deployment.
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const role = createScheduleRole(scope, scheduleGroup, handler, deadLetters);
  for (const { settings, schedule, start } of targets) {
    const { timeZone, shortestMinutes } = schedule;
    new Schedule(scope, `Schedule-${settings.name}`, {
      scheduleName: settings.name,
      scheduleGroup,
      description: `Looks at the Jobs of target ${settings.name}`,
      schedule: ScheduleExpression.expression(start.expression, TimeZone.of(timeZone)),
      timeWindow: describeWindow(start.windowMinutes),
      target: new LambdaInvoke(handler, {
        input: ScheduleTargetInput.fromObject({
          target: settings.name,
          // The slot, the same for every attempt at it: the run's identity.
          scheduledTime: ContextAttribute.scheduledTime,
        }),
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: deadLetters,
        maxEventAge: Duration.seconds(eventAgeSeconds(shortestMinutes)),
        retryAttempts: RETRIES,
      }),
    });
  }
}

function describeWindow(minutes: number): TimeWindow {
  return minutes === 0 ? TimeWindow.off() : TimeWindow.flexible(Duration.minutes(minutes));
}

/** It may invoke this function, and only for schedules of this group. */
function createScheduleRole(
  scope: Construct,
  group: ScheduleGroup,
  handler: LambdaFunction,
  deadLetters: Queue,
): Role {
  const keyArn = deadLetters.encryptionMasterKey?.keyArn;
  return new Role(scope, 'ScheduleRole', {
    description: 'What the schedules of k8s-job-reporter may do',
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID, 'aws:SourceArn': group.scheduleGroupArn },
      },
    }),
    inlinePolicies: {
      InvokeTheReporter: new PolicyDocument({
        statements: [
          new PolicyStatement({
            sid: 'Invoke',
            actions: ['lambda:InvokeFunction'],
            resources: [handler.functionArn],
          }),
          new PolicyStatement({
            sid: 'KeepLostSlots',
            actions: ['sqs:SendMessage'],
            resources: [deadLetters.queueArn],
          }),
          ...(keyArn === undefined ? [] : [useKey('EncryptLostSlots', keyArn, 'sqs')]),
        ],
      }),
    },
  });
}
