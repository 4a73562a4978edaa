import type { IVpc, ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { Schedule } from 'aws-cdk-lib/aws-events';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Architecture } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IParameter } from 'aws-cdk-lib/aws-ssm';
import type { Duration } from 'aws-cdk-lib';
import type { KubeconfigPlaceSettings } from '../../src/config/kubeconfig-place.ts';
import type { TargetInput } from '../../src/config/target.ts';

/** `on` unless told; switched off only for a reason, which the dashboard shows. */
export type AlarmChoice = 'on' | { readonly off: string };

/** An SSM parameter that holds a kubeconfig, where CDK has no type for it: by its ARN, or at a version or label. */
export interface KubeconfigParameter {
  /** Name or ARN; may end in `:version` or `:label`. */
  readonly parameterName: string;
}

/** What stands in the place of these are objects of CDK. */
type PlaceNames = 'kubeconfigSecretArn' | 'kubeconfigSecretName' | 'kubeconfigParameter' | 'eksRoleArn';

/**
 * What to look at: one namespace of one cluster, all its Jobs or those of a selector. Beside what is named here it takes each setting
 * that a target of `reporter.yaml` has, by the same name: `context`, `maxLogLines`, `redaction`, `limits` and more.
 */
export interface JobReporterTarget extends Omit<
  TargetInput & KubeconfigPlaceSettings,
  PlaceNames | 'labelSelector'
> {
  /** Labels of the Jobs, as in `kubectl get -l`. This or `allJobs`. */
  readonly labelSelector?: string;
  readonly allJobs?: true;
  /** What holds the kubeconfig: a secret of Secrets Manager, or an SSM SecureString parameter. */
  readonly kubeconfig: Secret | ISecret | IParameter | KubeconfigParameter;
  /** The customer managed key of the kubeconfig; of a secret, its `encryptionKey` unless told. */
  readonly kubeconfigKey?: IKey;
  /** The role that the kubeconfig says to assume for EKS (`--role-arn`). */
  readonly eksRole?: IRole;
  /** `Schedule.rate(…)`, or a `ScheduleExpression` with its time zone; the reporter's own unless told. */
  readonly schedule?: Schedule | ScheduleExpression;
  readonly alarms?: {
    /** A slot has brought no report. */
    readonly noReport?: AlarmChoice;
    /** The last report has failed Jobs. */
    readonly failedJobs?: AlarmChoice;
    /** The last report is not complete. */
    readonly partialReports?: AlarmChoice;
  };
}

/** How long to keep what. */
export interface JobReporterRetention {
  /** Until a report is deleted; `latest/` never is. 400 days unless told. */
  readonly reports?: Duration;
  /** Until a report of 128 KB or more moves to S3 Glacier Instant Retrieval, which charges for 90 days at least. Never unless told. */
  readonly colderAfter?: Duration;
  /** That what was overwritten or deleted can be brought back: 7 days unless told. */
  readonly oldVersions?: Duration;
  /** Of the function's own log: three months unless told. */
  readonly functionLog?: RetentionDays;
}

/** Who is told when an alarm goes off, and when it is over. */
export interface JobReporterNotify {
  /** Each confirms the subscription first. */
  readonly emails?: readonly string[];
  /** What takes messages of SNS over https, as PagerDuty and Opsgenie do, and confirms the subscription. They stand in the template. */
  readonly webhooks?: readonly string[];
  /** A topic of your own in place of one of the reporter's; its policy must let CloudWatch publish. */
  readonly topic?: ITopic;
}

/** The archive's bucket, where it is the reporter's own. */
export interface JobReporterOwnBucket {
  /** One of CloudFormation's making unless told. */
  readonly bucketName?: string;
  /** Where S3 writes who asked for what. */
  readonly accessLogs?: { readonly bucket: IBucket; readonly prefix?: string };
  /**
   * Lets nobody delete a report before its retention is over: those with a special right may in `governance`, nobody at all in
   * `compliance`. From the first deployment on: the bucket is another one when this is switched on later.
   */
  readonly lock?: 'governance' | 'compliance';
}

export interface JobReporterProps {
  readonly targets: readonly JobReporterTarget[];
  /** Of metrics, alarms and the dashboard; the only one of the account and region. The construct's path unless told. */
  readonly reporterName?: string;
  /** Of each target that has none of its own. */
  readonly schedule?: Schedule | ScheduleExpression;
  /** An archive of yours: its encryption, lifecycle and policy stay yours. One of the reporter's own unless told. */
  readonly bucket?: Bucket | IBucket;
  readonly ownBucket?: JobReporterOwnBucket;
  /** What stands before the archive's keys: `team-a`, for a bucket that several reporters share. */
  readonly archivePrefix?: string;
  readonly retention?: JobReporterRetention;
  /** For all that the reporter keeps: reports, log, queues and topic. `true`: a key of its own; each service's own key unless told. */
  readonly encryption?: true | Key | IKey;
  /** For the reports alone, in place of `encryption`. */
  readonly reportsKey?: Key | IKey;
  readonly notify?: JobReporterNotify;
  /** Where your people read docs/runbook.md, an https URL: each alarm links its section. That of the package's version unless told. */
  readonly runbook?: string;
  /** For a cluster whose endpoint is private. */
  readonly vpc?: IVpc;
  readonly vpcSubnets?: SubnetSelection;
  readonly securityGroups?: readonly ISecurityGroup[];
  /** arm64 unless told: a fifth cheaper, and not in every region of every partition. */
  readonly architecture?: Architecture;
  /** MiB; 1024 unless told. */
  readonly memorySize?: number;
  /** That a run may take: 5 minutes unless told. */
  readonly timeout?: Duration;
  /** None unless told: a new account refuses any, and runs at once are safe without. */
  readonly reservedConcurrentExecutions?: number;
}
