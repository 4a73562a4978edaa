import { Duration } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  LogQueryWidget,
  MathExpression,
  TextWidget,
  type Alarm,
  type IWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { RUN_QUERIES } from './log-queries.ts';
import { TARGET_DIMENSION, type RunMetricName, type RunMetrics } from './alarms/run-metric.ts';

export interface DashboardProps {
  readonly name: string;
  readonly metrics: RunMetrics;
  readonly handler: LambdaFunction;
  readonly logGroup: ILogGroup;
  readonly alarms: readonly Alarm[];
  /** What nobody is told of, and why: a line each. */
  readonly silenced: readonly string[];
}

/** What CloudWatch takes: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const MOST_ALARMS = 100;
const WIDTH = 24;
const PERIOD = Duration.minutes(5);

/** One page: the alarms, what the reports say target by target, how the function fares, and its last complaints. */
export function createDashboard(scope: Construct, props: DashboardProps): Dashboard {
  const { name, metrics, handler, logGroup, alarms, silenced } = props;
  const graph = (title: string, metric: RunMetricName, statistic: 'Sum' | 'Maximum') =>
    new GraphWidget({ title, width: 8, left: [searchTargets(metrics, metric, statistic)] });
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: name,
    defaultInterval: Duration.days(3),
    widgets: [
      showAlarms(alarms),
      ...(silenced.length === 0 ? [] : [[showSilenced(silenced)]]),
      [
        graph('Failed Jobs', 'JobsFailed', 'Maximum'),
        graph('Reports that are not complete', 'ReportsIncomplete', 'Sum'),
        graph('Reports stored', 'ReportsStored', 'Sum'),
      ],
      [
        new LogQueryWidget({
          title: 'Runs of each target',
          width: WIDTH,
          logGroupNames: [logGroup.logGroupName],
          queryLines: [...RUN_QUERIES['runs of each target']],
        }),
      ],
      [
        new GraphWidget({
          title: 'Function',
          width: 8,
          left: [
            handler.metricInvocations({ period: PERIOD }),
            handler.metricErrors({ period: PERIOD }),
            handler.metricThrottles({ period: PERIOD }),
          ],
        }),
        new LogQueryWidget({
          title: 'Last complaints',
          width: 16,
          logGroupNames: [logGroup.logGroupName],
          queryLines: [...RUN_QUERIES['last complaints']],
        }),
      ],
    ],
  });
}

function showAlarms(alarms: readonly Alarm[]): IWidget[] {
  const pages = Math.ceil(alarms.length / MOST_ALARMS);
  return Array.from({ length: pages }, (_, page) => {
    const shown = alarms.slice(page * MOST_ALARMS, (page + 1) * MOST_ALARMS);
    return new AlarmStatusWidget({
      title: 'Alarms',
      width: WIDTH,
      height: Math.min(12, 1 + Math.ceil(shown.length / 4)),
      alarms: shown,
    });
  });
}

function showSilenced(silenced: readonly string[]): IWidget {
  return new TextWidget({
    markdown: ['**Switched off**', ...silenced.map((line) => `- ${line}`)].join('\n'),
    width: WIDTH,
    height: Math.min(6, 1 + silenced.length),
  });
}

/** A search finds targets by themselves, however many there come to be: a graph takes 500 metrics, and a widget's text has an end. */
function searchTargets({ namespace }: RunMetrics, metric: RunMetricName, statistic: string): MathExpression {
  return new MathExpression({
    expression: `SEARCH('{"${namespace}",${TARGET_DIMENSION}} MetricName="${metric}"', '${statistic}')`,
    // CloudWatch then calls each line by its target.
    label: '',
    period: PERIOD,
    usingMetrics: {},
  });
}
