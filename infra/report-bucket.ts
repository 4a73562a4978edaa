import { Annotations, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, StarPrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey, Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
  type BucketProps,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { skipCheck } from './checks/skip.ts';
import type { JobReporterOwnBucket, JobReporterRetention } from './targets/props.ts';

export interface ReportBucketProps extends JobReporterOwnBucket {
  readonly retention: JobReporterRetention;
  readonly encryptionKey: Key | IKey | undefined;
  /** Where reports lie, which are written once. */
  readonly reportsPrefix: string;
}

const REPORT_DAYS = 400;

/** The archive. It outlives its stack: who removes the reporter may still want its reports. */
export function createReportBucket(scope: Construct, props: ReportBucketProps): Bucket {
  const { retention, encryptionKey, bucketName, accessLogs, lock, reportsPrefix } = props;
  const { reports = Duration.days(REPORT_DAYS) } = retention;
  const bucket = new Bucket(scope, 'Reports', {
    ...describeEncryption(encryptionKey),
    ...(bucketName === undefined ? {} : { bucketName }),
    ...(lock === undefined
      ? {}
      : { objectLockEnabled: true, objectLockDefaultRetention: LOCKS[lock](reports) }),
    ...(accessLogs === undefined
      ? {}
      : {
          serverAccessLogsBucket: accessLogs.bucket,
          ...(accessLogs.prefix === undefined ? {} : { serverAccessLogsPrefix: accessLogs.prefix }),
        }),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: listLifecycleRules({ ...retention, reports }, reportsPrefix),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  bucket.addToResourcePolicy(refuseOverwriting(bucket, reportsPrefix));
  if (accessLogs === undefined) acknowledgeNoAccessLogs(bucket);
  warnOfGlacier(scope, { ...retention, reports });
  return bucket;
}

const LOCKS = {
  governance: (duration: Duration) => ObjectLockRetention.governance(duration),
  compliance: (duration: Duration) => ObjectLockRetention.compliance(duration),
};

/**
 * Whoever writes a report says by If-None-Match that there is none yet: no one overwrites it, the function included. What begins an
 * upload in parts has no such header, and creates nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
 */
function refuseOverwriting(bucket: Bucket, reportsPrefix: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'ReportsAreWrittenOnce',
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(`${reportsPrefix}*`)],
    conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
  });
}

function acknowledgeNoAccessLogs(bucket: Bucket): void {
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason:
      'One function writes here under a role of its own, and nobody else may: access logs would be a second bucket that grows with every run. ' +
      'Who must know who read a report names a bucket for them (accessLogs), or turns on CloudTrail data events.',
  });
  skipCheck(
    bucket,
    'CKV_AWS_18',
    'They would be a second bucket that grows with every run; the setting bucket.accessLogs names one.',
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/glacier-storage-classes.html */
function warnOfGlacier(scope: Construct, { reports, colderAfter }: JobReporterRetention): void {
  if (reports === undefined || colderAfter === undefined) return;
  const days = reports.toDays() - colderAfter.toDays();
  if (days >= LEAST_COLD_DAYS) return;
  Annotations.of(scope).addWarningV2(
    'k8s-job-reporter:glacier-minimum',
    `retention: reports are deleted ${days} days after they have moved to Glacier Instant Retrieval, which charges for ${LEAST_COLD_DAYS} days all the same: raise reportDays, or leave colderAfterDays out`,
  );
}

function describeEncryption(encryptionKey: Key | IKey | undefined): BucketProps {
  if (encryptionKey === undefined) return { encryption: BucketEncryption.S3_MANAGED };
  return { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true };
}

/** What is smaller costs more to move than it ever saves, and S3 leaves it where it is unless told. */
const LEAST_COLD_BYTES = 128 * 1024;
const LEAST_COLD_DAYS = 90;

/** What holds for reports/ does not hold for latest/: a target that has not run for a year still has its latest report. */
function listLifecycleRules(
  { reports, colderAfter, oldVersions = Duration.days(7) }: JobReporterRetention,
  prefix: string,
): LifecycleRule[] {
  return [
    { id: 'reports-end', prefix, ...(reports === undefined ? {} : { expiration: reports }) },
    ...(colderAfter === undefined ? [] : [growCold(colderAfter, prefix)]),
    {
      id: 'leftovers-end',
      noncurrentVersionExpiration: oldVersions,
      expiredObjectDeleteMarker: true,
      abortIncompleteMultipartUploadAfter: Duration.days(1),
    },
  ];
}

/** Colder by price only: every report can still be read at once. */
function growCold(transitionAfter: Duration, prefix: string): LifecycleRule {
  return {
    id: 'large-reports-grow-cold',
    prefix,
    objectSizeGreaterThan: LEAST_COLD_BYTES - 1,
    transitions: [
      {
        storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
        transitionAfter,
      },
    ],
  };
}
