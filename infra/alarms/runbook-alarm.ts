import { Alarm, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The sections of docs/runbook.md, by their anchors. */
export type RunbookSection =
  | 'no-report'
  | 'failed-jobs'
  | 'partial-reports'
  | 'function-errors'
  | 'function-throttles'
  | 'failed-runs'
  | 'undelivered-slots';

/** What all alarms of a reporter share. */
export interface AlarmSettings {
  readonly name: string;
  /** Where docs/runbook.md is read. */
  readonly runbook: string;
  readonly topic: ITopic;
}

export interface RunbookAlarmProps extends Pick<
  AlarmProps,
  'metric' | 'threshold' | 'comparisonOperator' | 'evaluationPeriods' | 'treatMissingData'
> {
  readonly section: RunbookSection;
  /** Undefined: of the reporter as a whole. */
  readonly target?: string;
  /** A sentence. */
  readonly says: string;
}

/** An alarm that says what is wrong and where it stands what to do, when it goes off and when it is over. */
export function addRunbookAlarm(
  scope: Construct,
  { name, runbook, topic }: AlarmSettings,
  { section, target, says, ...props }: RunbookAlarmProps,
): Alarm {
  const parts = target === undefined ? [section] : [target, section];
  const alarm = new Alarm(scope, ['Alarm', ...parts].join('-'), {
    ...props,
    datapointsToAlarm: props.evaluationPeriods,
    alarmName: [name, ...parts].join('/'),
    alarmDescription: `${says} What to do: ${runbook}#${section}`,
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}
