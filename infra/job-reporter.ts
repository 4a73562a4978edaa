// The room of what is deployed: a construct, its function, schedules, bucket, alarms and rights. It composes, and runs nothing.
import { Aws, Duration, Names } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { createAlarmTopic } from './alarms/alarm-topic.ts';
import { addFunctionAlarms } from './alarms/function-alarms.ts';
import { addQueueAlarms } from './alarms/queue-alarms.ts';
import { runMetrics, type RunMetricName, type RunMetrics } from './alarms/run-metric.ts';
import type { AlarmSettings } from './alarms/runbook-alarm.ts';
import { addTargetAlarms, listSilenced } from './alarms/target-alarms.ts';
import { findRunbook } from './bundle/runbook.ts';
import { createDashboard } from './dashboard.ts';
import { openKey } from './encryption.ts';
import { locateArchive, type ArchivePlace } from './function/archive-place.ts';
import { createReporterFunction } from './function/reporter-function.ts';
import { grantReading } from './function/read-grant.ts';
import { saveQueries } from './log-queries.ts';
import type { JobReporterProps } from './targets/props.ts';
import { refuseTooLarge } from './quotas.ts';
import { createReportBucket } from './report-bucket.ts';
import { createDeadLetterQueue } from './schedules/dead-letter-queue.ts';
import { addTargetSchedules } from './schedules/target-schedules.ts';
import { planTargets } from './targets/planned-target.ts';

/**
 * Reports of the Jobs of some targets, on their schedules, in a bucket: for any stack. Throws a `ConfigurationError` with a line for
 * each mistake in its props, by its path.
 */
export class JobReporter extends Construct {
  /** The archive. */
  readonly bucket: Bucket | IBucket;
  readonly handler: LambdaFunction;
  /** Whose rights a run has: what an EKS access entry, or the policy of a secret in another account, must name. */
  readonly role: IRole;
  /** Where the alarms go. */
  readonly alarmTopic: ITopic;
  /** A dashboard is of the account, in all its regions. */
  readonly dashboardName: string;
  readonly #metrics: RunMetrics;
  readonly #place: ArchivePlace;

  constructor(scope: Construct, id: string, props: JobReporterProps) {
    super(scope, id);
    const targets = planTargets(this, props);
    const name = props.reporterName ?? Names.uniqueResourceName(this, { maxLength: 40, separator: '-' });
    const timeout = props.timeout ?? Duration.minutes(5);
    this.#metrics = runMetrics(name);
    this.#place = locateArchive(props.archivePrefix);
    const key = openKey(this, props.encryption);
    const failedRuns = createDeadLetterQueue(this, 'FailedRuns', key);
    const undeliveredSlots = createDeadLetterQueue(this, 'UndeliveredSlots', key);
    this.bucket =
      props.bucket ??
      createReportBucket(this, {
        ...props.ownBucket,
        retention: props.retention ?? {},
        encryptionKey: props.reportsKey ?? key,
        reportsPrefix: this.#place.reports,
      });
    const { handler, role, logGroup } = createReporterFunction(this, {
      settings: props,
      targets,
      bucket: this.bucket,
      place: this.#place,
      key,
      timeout,
      failedRuns,
      metricsNamespace: this.#metrics.namespace,
    });
    this.handler = handler;
    this.role = role;
    addTargetSchedules(this, { targets, handler, deadLetters: undeliveredSlots });
    this.alarmTopic = createAlarmTopic(this, props.notify ?? {}, key);
    const settings: AlarmSettings = {
      name,
      runbook: props.runbook ?? findRunbook(),
      topic: this.alarmTopic,
    };
    const alarms = [
      ...addTargetAlarms(this, settings, { targets, timeout, metrics: this.#metrics }),
      ...addFunctionAlarms(this, settings, handler),
      ...addQueueAlarms(this, settings, { failedRuns, undeliveredSlots }),
    ];
    const silenced = listSilenced(targets);
    saveQueries(this, name, logGroup);
    this.dashboardName = `${name}-${Aws.REGION}`;
    createDashboard(this, {
      name: this.dashboardName,
      metrics: this.#metrics,
      handler,
      logGroup,
      alarms,
      silenced,
    });
    refuseTooLarge(this, targets.length);
  }

  /** To list the archive and to read its reports, as `job-reporter latest`, `list` and `show` do. */
  grantRead(grantee: IGrantable): Grant {
    return grantReading(this.bucket, this.#place, grantee);
  }

  /** To start a run by hand. */
  grantInvoke(grantee: IGrantable): Grant {
    return this.handler.grantInvoke(grantee);
  }

  /** One a report, of a target by its name; the sum of five minutes unless told. */
  metricReportsStored(target: string, options?: MetricOptions): Metric {
    return this.#metric('ReportsStored', target, { statistic: 'Sum', ...options });
  }

  /** One a report that is PARTIAL or EMPTY, and 0 a report that is not. */
  metricReportsIncomplete(target: string, options?: MetricOptions): Metric {
    return this.#metric('ReportsIncomplete', target, { statistic: 'Maximum', ...options });
  }

  /** Jobs that are FAILED in the report. */
  metricJobsFailed(target: string, options?: MetricOptions): Metric {
    return this.#metric('JobsFailed', target, { statistic: 'Maximum', ...options });
  }

  #metric(name: RunMetricName, target: string, options: MetricOptions): Metric {
    return this.#metrics.of(name, target, { period: Duration.minutes(5), ...options });
  }
}
