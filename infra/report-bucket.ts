import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
  StorageClass,
  type BucketProps,
  type LifecycleRule,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { REPORTS_PREFIX } from './function/key-prefix.ts';
import type { JobReporterRetention } from './targets/props.ts';

export interface ReportBucketProps {
  readonly retention: JobReporterRetention;
  readonly encryptionKey: IKey | undefined;
}

/** The archive. It outlives its stack: who removes the reporter may still want its reports. */
export function createReportBucket(
  scope: Construct,
  { retention, encryptionKey }: ReportBucketProps,
): Bucket {
  const bucket = new Bucket(scope, 'Reports', {
    ...describeEncryption(encryptionKey),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    lifecycleRules: listLifecycleRules(retention),
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions::AwsSolutions-S1',
    reason:
      'One function writes here under a role of its own, and nobody else may: access logs would be a second bucket that grows with every run. ' +
      'Who must know who read a report turns on CloudTrail data events for this bucket.',
  });
  return bucket;
}

function describeEncryption(encryptionKey: IKey | undefined): BucketProps {
  if (encryptionKey === undefined) return { encryption: BucketEncryption.S3_MANAGED };
  return { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true };
}

/** What is smaller costs more to move than it ever saves, and S3 leaves it where it is unless told. */
const LEAST_COLD_BYTES = 128 * 1024;

/** What holds for reports/ does not hold for latest/: a target that has not run for a year still has its latest report. */
function listLifecycleRules({
  reports = Duration.days(400),
  colderAfter,
  oldVersions = Duration.days(7),
}: JobReporterRetention): LifecycleRule[] {
  return [
    { id: 'reports-end', prefix: REPORTS_PREFIX, expiration: reports },
    ...(colderAfter === undefined ? [] : [growCold(colderAfter)]),
    {
      id: 'leftovers-end',
      noncurrentVersionExpiration: oldVersions,
      expiredObjectDeleteMarker: true,
      abortIncompleteMultipartUploadAfter: Duration.days(1),
    },
  ];
}

/** Colder by price only: every report can still be read at once. */
function growCold(transitionAfter: Duration): LifecycleRule {
  return {
    id: 'large-reports-grow-cold',
    prefix: REPORTS_PREFIX,
    objectSizeGreaterThan: LEAST_COLD_BYTES - 1,
    transitions: [
      {
        storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
        transitionAfter,
      },
    ],
  };
}
