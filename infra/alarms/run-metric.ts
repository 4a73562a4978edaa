import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/** What lambda/telemetry/run-metrics.ts sends of each run whose report is stored: each costs a metric a target. */
export type RunMetricName = 'ReportsStored' | 'ReportsIncomplete' | 'JobsFailed';

/** The one dimension, which each of them has. */
export const TARGET_DIMENSION = 'target';

/** The metrics of one reporter. */
export interface RunMetrics {
  readonly namespace: string;
  readonly of: (name: RunMetricName, target: string, options: MetricOptions) => Metric;
}

/** @param reporterName of the reporter: two of them may have targets of one name. */
export function runMetrics(reporterName: string): RunMetrics {
  const namespace = `K8sJobReporter/${reporterName}`;
  return {
    namespace,
    of: (metricName, target, options) =>
      new Metric({ ...options, namespace, metricName, dimensionsMap: { [TARGET_DIMENSION]: target } }),
  };
}
