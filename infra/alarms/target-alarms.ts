import { Annotations, Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ReporterConfig, ReporterTarget } from '../../src/config/schema.ts';
import type { RunMetricName, RunMetrics } from './run-metric.ts';
import { eventAgeSeconds, spreadMinutes } from '../schedules/timing.ts';
import { addRunbookAlarm, type AlarmSettings, type RunbookSection } from './runbook-alarm.ts';
import { measureSilence, type SilencePeriods } from './silence.ts';

export interface TargetAlarmsProps {
  readonly config: ReporterConfig;
  readonly metrics: RunMetrics;
}

/** For each target: no report, failed Jobs, a report that is not complete. */
export function addTargetAlarms(
  scope: Construct,
  settings: AlarmSettings,
  { config, metrics }: TargetAlarmsProps,
): readonly Alarm[] {
  const look = (target: ReporterTarget, name: RunMetricName, section: RunbookSection, says: string) =>
    addRunbookAlarm(scope, settings, {
      section,
      target: target.name,
      says,
      metric: metrics.of({ name, target: target.name, statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // What the last report said holds until the next one.
      treatMissingData: TreatMissingData.IGNORE,
    });
  return config.targets.flatMap((target) => [
    ...addSilenceAlarm(scope, settings, metrics, target, measureSilenceOf(target, config)),
    look(target, 'JobsFailed', 'failed-jobs', `Jobs of target ${target.name} have failed.`),
    look(
      target,
      'ReportsIncomplete',
      'partial-reports',
      `The report of target ${target.name} is not complete.`,
    ),
  ]);
}

/** A dead man's switch: the sign of life is the metric of a stored report. */
function addSilenceAlarm(
  scope: Construct,
  settings: AlarmSettings,
  metrics: RunMetrics,
  target: ReporterTarget,
  silence: SilencePeriods | null,
): readonly Alarm[] {
  if (silence === null) {
    Annotations.of(scope).addWarningV2(
      'k8s-job-reporter:no-silence-alarm',
      `targets.${target.name}: its slots lie too far apart for an alarm when a report stays away: CloudWatch looks back a week`,
    );
    return [];
  }
  const period = Duration.seconds(silence.seconds);
  const reports = metrics.of({ name: 'ReportsStored', target: target.name, statistic: 'Sum', period });
  const alarm = addRunbookAlarm(scope, settings, {
    section: 'no-report',
    target: target.name,
    says: `A slot of target ${target.name} has produced no report.`,
    // Gaps as zeros: left as gaps, CloudWatch would look for older data in their place, and tell periods later.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
    metric: new MathExpression({
      expression: 'FILL(reports, 0)',
      usingMetrics: { reports },
      period,
      label: 'Reports',
    }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: silence.count,
    // Where nothing at all has ever come, there is nothing to fill.
    treatMissingData: TreatMissingData.BREACHING,
  });
  return [alarm];
}

function measureSilenceOf({ schedule }: ReporterTarget, config: ReporterConfig): SilencePeriods | null {
  return measureSilence({
    ...schedule,
    spreadMinutes: spreadMinutes(config.targets.length, schedule.shortestMinutes),
    eventAgeSeconds: eventAgeSeconds(schedule.shortestMinutes),
    timeoutSeconds: config.function.timeoutSeconds,
  });
}
