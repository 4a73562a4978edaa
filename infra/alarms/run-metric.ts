import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** What lambda/telemetry/run-metrics.ts sends of each run whose report is stored, as far as alarms and graphs ask for it. */
export type RunMetricName =
  | 'ReportsStored'
  | 'ReportsIncomplete'
  | 'JobsRunning'
  | 'JobsFailed'
  | 'Problems'
  | 'Duration';

/** The one dimension, which each of them has. */
export const TARGET_DIMENSION = 'target';

interface RunMetricOptions {
  readonly name: RunMetricName;
  readonly target: string;
  readonly statistic: 'Sum' | 'Maximum';
  readonly period: Duration;
}

/** The metrics of one reporter. */
export interface RunMetrics {
  readonly namespace: string;
  readonly of: (options: RunMetricOptions) => Metric;
}

/** @param name of the reporter: two of them may have targets of one name. */
export function runMetrics(name: string): RunMetrics {
  const namespace = `K8sJobReporter/${name}`;
  return {
    namespace,
    of: ({ name: metricName, target, statistic, period }) =>
      new Metric({ namespace, metricName, dimensionsMap: { [TARGET_DIMENSION]: target }, statistic, period }),
  };
}
