import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { isReporterError } from '../../src/errors.ts';
import { LineLogger } from './line-logger.ts';
import { measureRun } from './run-metrics.ts';
import { LATEST_LEFT } from '../../src/archive/latest.ts';
import type { RunSummary } from '../../src/run-summary.ts';

/** Takes one line of output, without its newline. */
export type WriteLine = (line: string) => void;

/** A run whose report is in the archive. */
export interface StoredRun {
  readonly summary: RunSummary;
  /** The report's errors, as it words them: credentials are masked. */
  readonly errors: readonly string[];
  readonly durationMilliseconds: number;
  readonly metricsNamespace: string;
}

/** What the log keeps of a run: one line and its metrics, or one line that says why there is no report. */
export interface Telemetry {
  readonly recordRun: (run: StoredRun) => void;
  readonly recordFailure: (error: unknown) => void;
}

/** The report has all of them; a log line has room for a few. */
const MOST_ERRORS = 20;

/** `requestId` ties the lines to those that Lambda writes by itself. The event is never logged. */
export function openTelemetry(write: WriteLine, requestId: string): Telemetry {
  const logger = new LineLogger(write, requestId);
  return {
    recordRun: (run) => {
      logRun(logger, run);
      write(JSON.stringify(embedMetrics(logger, run)));
    },
    recordFailure: (error) => logger.error(...wordError(error)),
  };
}

function logRun(logger: LineLogger, { summary, errors, durationMilliseconds }: StoredRun): void {
  const left = LATEST_LEFT[summary.latest];
  const done = summary.outcome === 'stored' ? 'Report stored' : 'Report of an earlier attempt found';
  const message = left === undefined ? done : `${done}; ${left}`;
  const more = errors.length - MOST_ERRORS;
  const fields = { ...summary, durationMilliseconds };
  if (errors.length === 0 && left !== undefined) logger.warn(message, fields);
  else if (errors.length === 0) logger.info(message, fields);
  else {
    const first = errors.slice(0, MOST_ERRORS);
    logger.warn(message, { ...fields, errors: first, ...(more > 0 ? { moreErrors: more } : {}) });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function embedMetrics(
  logger: LineLogger,
  { summary, durationMilliseconds, metricsNamespace }: StoredRun,
): object {
  const metrics = new Metrics({ namespace: metricsNamespace, logger });
  // An alarm names every dimension of its metric: one says it all.
  metrics.clearDefaultDimensions();
  metrics.addDimension('target', summary.target);
  const figures = measureRun(summary, durationMilliseconds);
  for (const [name, value] of Object.entries(figures.metrics))
    metrics.addMetric(name, MetricUnit.Count, value);
  return { ...metrics.serializeMetrics(), ...figures.properties };
}

function wordError(error: unknown): readonly [message: string, fields: { readonly error: object }] {
  if (isReporterError(error)) {
    return [error.message, { error: { name: error.name, ...error.detail } }];
  }
  const thrown = error instanceof Error ? error : new Error(String(error));
  const { name, message, stack } = thrown;
  return [`The run failed: ${message}`, { error: { name, message, stack } }];
}
