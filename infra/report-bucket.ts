import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
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
import type { ReporterConfig } from '../src/config/schema.ts';
import { REPORTS_PREFIX } from './function/key-prefix.ts';

/** The archive. It outlives its stack: who removes the reporter may still want its reports. */
export function createReportBucket(
  scope: Construct,
  { retention, reportsKmsKeyArn }: ReporterConfig,
): Bucket {
  const bucket = new Bucket(scope, 'Reports', {
    ...describeEncryption(scope, reportsKmsKeyArn),
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

function describeEncryption(scope: Construct, keyArn: string | undefined): BucketProps {
  if (keyArn === undefined) return { encryption: BucketEncryption.S3_MANAGED };
  return {
    encryption: BucketEncryption.KMS,
    encryptionKey: Key.fromKeyArn(scope, 'ReportsKey', keyArn),
    bucketKeyEnabled: true,
  };
}

/** What holds for reports/ does not hold for latest/: a target that has not run for a year still has its latest report. */
function listLifecycleRules(retention: ReporterConfig['retention']): LifecycleRule[] {
  return [
    {
      id: 'reports-grow-cold-and-end',
      prefix: REPORTS_PREFIX,
      transitions: [
        {
          // Colder by price only: every report can still be read at once.
          storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
          transitionAfter: Duration.days(retention.colderAfterDays),
        },
      ],
      expiration: Duration.days(retention.reportDays),
    },
    {
      id: 'leftovers-end',
      noncurrentVersionExpiration: Duration.days(retention.oldVersionDays),
      expiredObjectDeleteMarker: true,
      abortIncompleteMultipartUploadAfter: Duration.days(1),
    },
  ];
}
