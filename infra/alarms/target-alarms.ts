import { Annotations, Duration } from 'aws-cdk-lib';
import { ComparisonOperator, MathExpression, TreatMissingData, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Schedule } from '../../src/config/schedule/expression.ts';
import type { PlannedTarget } from '../targets/planned-target.ts';
import type { RunMetricName, RunMetrics } from './run-metric.ts';
import { eventAgeSeconds } from '../targets/timing.ts';
import { addRunbookAlarm, type AlarmSettings, type RunbookSection } from './runbook-alarm.ts';
import { measureSilence, type SilencePeriods } from './silence.ts';

export interface TargetAlarmsProps {
  readonly targets: readonly PlannedTarget[];
  readonly timeout: Duration;
  readonly metrics: RunMetrics;
}

/** How many times the shortest gap the longest may be without a word: a day of 25 hours is none worth it. */
const UNEVEN = 1.5;

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
  return targets.flatMap(({ settings: { name }, schedule, start, alarms }) => {
    const { noReport = 'on', failedJobs = 'on', partialReports = 'on' } = alarms;
    const silence = measureSilence({
      longestMinutes: schedule.longestMinutes,
      spreadMinutes: start.windowMinutes,
      eventAgeSeconds: eventAgeSeconds(schedule.shortestMinutes),
      timeoutSeconds: timeout.toSeconds(),
    });
    return [
      ...(noReport === 'on' ? addSilenceAlarm(scope, settings, metrics, { name, schedule, silence }) : []),
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

interface SilentTarget {
  readonly name: string;
  readonly schedule: Schedule;
  readonly silence: SilencePeriods | null;
}

/** A dead man's switch: the sign of life is the metric of a stored report. */
function addSilenceAlarm(
  scope: Construct,
  settings: AlarmSettings,
  metrics: RunMetrics,
  { name, schedule, silence }: SilentTarget,
): readonly Alarm[] {
  const path = `targets.${name}.schedule`;
  if (silence === null) {
    Annotations.of(scope).addWarningV2(
      'k8s-job-reporter:no-silence-alarm',
      `${path}: its slots lie too far apart for an alarm when a report stays away: CloudWatch looks back a week`,
    );
    return [];
  }
  if (schedule.longestMinutes > UNEVEN * schedule.shortestMinutes) {
    Annotations.of(scope).addWarningV2(
      'k8s-job-reporter:late-silence-alarm',
      `${path}: its slots lie ${wordMinutes(schedule.shortestMinutes)} to ${wordMinutes(schedule.longestMinutes)} apart, and an alarm knows one length of silence: ` +
        `that no report came is told after ${wordMinutes((silence.seconds * silence.count) / 60)}, whenever that was. A run that fails is told at once`,
    );
  }
  const period = Duration.seconds(silence.seconds);
  const reports = metrics.of('ReportsStored', name, { statistic: 'Sum', period });
  const alarm = addRunbookAlarm(scope, settings, {
    section: 'no-report',
    target: name,
    says: `A slot of target ${name} has produced no report.`,
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

/** `2 d 16 h 15 min` */
function wordMinutes(minutes: number): string {
  const parts = [
    [Math.floor(minutes / (24 * 60)), 'd'],
    [Math.floor(minutes / 60) % 24, 'h'],
    [minutes % 60, 'min'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}`])).join(' ');
}
