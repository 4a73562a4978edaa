import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { addRunbookAlarm, type AlarmSettings, type RunbookSection } from './runbook-alarm.ts';

export interface QueueAlarmsProps {
  readonly failedRuns: Queue;
  readonly undeliveredSlots: Queue;
}

/** Something lies in a dead-letter queue; over when a person has taken it out. */
export function addQueueAlarms(
  scope: Construct,
  settings: AlarmSettings,
  { failedRuns, undeliveredSlots }: QueueAlarmsProps,
): readonly Alarm[] {
  const add = (section: RunbookSection, queue: Queue, says: string) =>
    addRunbookAlarm(scope, settings, {
      section,
      says,
      metric: queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // SQS stops counting an empty queue that nobody uses.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  return [
    add('failed-runs', failedRuns, 'A run has failed for good: all its attempts are used up.'),
    add('undelivered-slots', undeliveredSlots, 'A slot of a schedule has not reached the function.'),
  ];
}
