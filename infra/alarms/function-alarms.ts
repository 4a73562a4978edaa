import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData, type Alarm, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { addRunbookAlarm, type AlarmSettings, type RunbookSection } from './runbook-alarm.ts';

/** Of all targets together: Lambda counts by function. */
export function addFunctionAlarms(
  scope: Construct,
  settings: AlarmSettings,
  handler: LambdaFunction,
): readonly Alarm[] {
  const add = (section: RunbookSection, metric: Metric, says: string) =>
    addRunbookAlarm(scope, settings, {
      section,
      says,
      metric,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  const options = { period: Duration.minutes(5), statistic: 'Sum' };
  return [
    add('function-errors', handler.metricErrors(options), 'A run has failed; Lambda tries it twice more.'),
    add('function-throttles', handler.metricThrottles(options), 'Lambda has made runs wait.'),
  ];
}
