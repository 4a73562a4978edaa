import { Annotations, Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { PlannedTarget } from '../targets/planned-target.ts';
import type { RunMetricName, RunMetrics } from './run-metric.ts';
import { eventAgeSeconds, spreadMinutes } from '../schedules/timing.ts';
import { addRunbookAlarm, type AlarmSettings, type RunbookSection } from './runbook-alarm.ts';
import { measureSilence, type SilencePeriods } from './silence.ts';

export interface TargetAlarmsProps {
  readonly targets: readonly PlannedTarget[];
  readonly timeout: Duration;
  readonly metrics: RunMetrics;
}

/** For each target, unless switched off: no report, failed Jobs, a report that is not complete. */
export function addTargetAlarms(
  scope: Construct,
  settings: AlarmSettings,
  { targets, timeout, metrics }: TargetAlarmsProps,
): readonly Alarm[] {
  const look = (target: string, name: RunMetricName, section: RunbookSection, says: string) => [
    addRunbookAlarm(scope, settings, {
      section,
      target,
      says,
      metric: metrics.of(name, target, { statistic: 'Maximum', period: Duration.minutes(5) }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      // What the last report said holds until the next one.
      treatMissingData: TreatMissingData.IGNORE,
    }),
  ];
  return targets.flatMap(({ settings: { name }, schedule, alarms }) => {
    const { noReport = 'on', failedJobs = 'on', partialReports = 'on' } = alarms;
    const silence = measureSilence({
      longestMinutes: schedule.longestMinutes,
      spreadMinutes: spreadMinutes(targets.length, schedule.shortestMinutes),
      eventAgeSeconds: eventAgeSeconds(schedule.shortestMinutes),
      timeoutSeconds: timeout.toSeconds(),
    });
    return [
      ...(noReport === 'on' ? addSilenceAlarm(scope, settings, metrics, name, silence) : []),
      ...(failedJobs === 'on'
        ? look(name, 'JobsFailed', 'failed-jobs', `Jobs of target ${name} have failed.`)
        : []),
      ...(partialReports === 'on'
        ? look(name, 'ReportsIncomplete', 'partial-reports', `The report of target ${name} is not complete.`)
        : []),
    ];
  });
}

/** `trading: no alarm of failedJobs: REASON`, for people. */
export function listSilenced(targets: readonly PlannedTarget[]): readonly string[] {
  return targets.flatMap(({ settings: { name }, alarms }) =>
    Object.entries(alarms).flatMap(([alarm, choice]) =>
      choice === 'on' ? [] : [`${name}: no alarm of ${alarm}: ${choice.off.trim()}`],
    ),
  );
}

/** A dead man's switch: the sign of life is the metric of a stored report. */
function addSilenceAlarm(
  scope: Construct,
  settings: AlarmSettings,
  metrics: RunMetrics,
  target: string,
  silence: SilencePeriods | null,
): readonly Alarm[] {
  if (silence === null) {
    Annotations.of(scope).addWarningV2(
      'k8s-job-reporter:no-silence-alarm',
      `targets.${target}: its slots lie too far apart for an alarm when a report stays away: CloudWatch looks back a week`,
    );
    return [];
  }
  const period = Duration.seconds(silence.seconds);
  const reports = metrics.of('ReportsStored', target, { statistic: 'Sum', period });
  const alarm = addRunbookAlarm(scope, settings, {
    section: 'no-report',
    target,
    says: `A slot of target ${target} has produced no report.`,
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
