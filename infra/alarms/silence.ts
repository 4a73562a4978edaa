/** How CloudWatch counts the time without a report: `count` periods in a row. */
export interface SilencePeriods {
  readonly seconds: 300 | 3600;
  readonly count: number;
}

export interface SilenceTiming {
  /** Between two slots, in real time. */
  readonly longestMinutes: number;
  /** Of the schedule's window. */
  readonly spreadMinutes: number;
  /** Of EventBridge Scheduler and of Lambda, each. */
  readonly eventAgeSeconds: number;
  readonly timeoutSeconds: number;
}

/** What metrics take to arrive: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const METRIC_DELAY = 120;
const HOUR = 3600;
const DAY = 24 * HOUR;

/**
 * The silence that means that a slot has no report and will get none: from the report of the slot before to the last attempt's end.
 * Null when that is more than CloudWatch can look back, which is a week.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function measureSilence(timing: SilenceTiming): SilencePeriods | null {
  const { longestMinutes, spreadMinutes, eventAgeSeconds, timeoutSeconds } = timing;
  const late = spreadMinutes * 60 + 2 * eventAgeSeconds + timeoutSeconds + METRIC_DELAY;
  const seconds = longestMinutes * 60 + late;
  return fitPeriods(seconds, 300, DAY) ?? fitPeriods(seconds, HOUR, 7 * DAY);
}

/** One period more than fits: a report may have come at the very end of the first one. */
function fitPeriods(
  silence: number,
  seconds: SilencePeriods['seconds'],
  most: number,
): SilencePeriods | null {
  const count = Math.ceil(silence / seconds) + 1;
  return count * seconds <= most ? { seconds, count } : null;
}
