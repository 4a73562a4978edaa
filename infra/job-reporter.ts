import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { ReporterConfig } from '../src/config/schema.ts';
import { createAlarmTopic } from './alarms/alarm-topic.ts';
import { addFunctionAlarms } from './alarms/function-alarms.ts';
import { addQueueAlarms } from './alarms/queue-alarms.ts';
import type { AlarmSettings } from './alarms/runbook-alarm.ts';
import { addTargetAlarms } from './alarms/target-alarms.ts';
import { createDashboard } from './dashboard.ts';
import { createDeadLetterQueue } from './schedules/dead-letter-queue.ts';
import { createReportBucket } from './report-bucket.ts';
import { createReporterFunction } from './function/reporter-function.ts';
import { runMetrics } from './alarms/run-metric.ts';
import { addTargetSchedules } from './schedules/target-schedules.ts';

export interface JobReporterProps {
  /** Its name must be the only one of the account and region: alarms and metrics are called by it. */
  readonly config: ReporterConfig;
}

/** Reports of a config's targets, on their schedules, in a bucket of their own: for any stack. */
export class JobReporter extends Construct {
  readonly bucket: Bucket;
  readonly handler: LambdaFunction;
  /** Whose rights a run has. */
  readonly role: IRole;

  constructor(scope: Construct, id: string, { config }: JobReporterProps) {
    super(scope, id);
    const metrics = runMetrics(config.name);
    const failedRuns = createDeadLetterQueue(this, 'FailedRuns');
    const undeliveredSlots = createDeadLetterQueue(this, 'UndeliveredSlots');
    this.bucket = createReportBucket(this, config);
    const { handler, role, logGroup } = createReporterFunction(this, {
      config,
      bucket: this.bucket,
      failedRuns,
      metricsNamespace: metrics.namespace,
    });
    this.handler = handler;
    this.role = role;
    addTargetSchedules(this, { targets: config.targets, handler, deadLetters: undeliveredSlots });
    const settings: AlarmSettings = {
      name: config.name,
      runbook: config.alarms.runbook ?? 'docs/runbook.md',
      topic: createAlarmTopic(this, config.alarms.email),
    };
    const alarms = [
      ...addTargetAlarms(this, settings, { config, metrics }),
      ...addFunctionAlarms(this, settings, handler),
      ...addQueueAlarms(this, settings, { failedRuns, undeliveredSlots }),
    ];
    createDashboard(this, { name: config.name, metrics, handler, logGroup, alarms });
  }
}
