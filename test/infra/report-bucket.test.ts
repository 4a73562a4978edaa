import { describe, expect, it } from 'vitest';
import { SMALL_CONFIG } from './small-config.ts';
import { findResource, synthesizeStack } from './synthesized-stack.ts';

const small = synthesizeStack(SMALL_CONFIG);

describe('the bucket of the reports', () => {
  it('is closed, encrypted, owned by its account, versioned, and lets go of what is old', () => {
    const { properties } = findResource(small, 'AWS::S3::Bucket');

    expect(properties).toEqual({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'reports-end',
            Prefix: 'reports/',
            Status: 'Enabled',
            ExpirationInDays: 400,
          },
          {
            Id: 'leftovers-end',
            Status: 'Enabled',
            NoncurrentVersionExpiration: { NoncurrentDays: 7 },
            ExpiredObjectDeleteMarker: true,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
          },
        ],
      },
    });
  });

  it('stays when the stack goes', () => {
    const { deletionPolicy } = findResource(small, 'AWS::S3::Bucket');

    expect(deletionPolicy).toBe('Retain');
  });

  it('refuses what does not come over TLS, and whoever would write a report a second time', () => {
    const { properties } = findResource(small, 'AWS::S3::BucketPolicy');

    expect(properties).toEqual({
      Bucket: 'reports',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 's3:*',
            Resource: ['arn:aws:s3:::reports', 'arn:aws:s3:::reports/*'],
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Sid: 'ReportsAreWrittenOnce',
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:PutObject',
            Resource: 'arn:aws:s3:::reports/reports/*',
            Condition: {
              Null: { 's3:if-none-match': 'true' },
              Bool: { 's3:ObjectCreationOperation': 'true' },
            },
          },
        ],
      },
    });
  });

  it('keeps what the config says, under the key that it names', () => {
    const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const config = `
      ${SMALL_CONFIG}
      retention: { reportDays: 90, colderAfterDays: 30, oldVersionDays: 3 }
      reportsKmsKeyArn: ${keyArn}
    `.replaceAll(/^ {6}/gm, '');

    const { properties } = findResource(synthesizeStack(config), 'AWS::S3::Bucket');

    expect(properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
          },
        ],
      },
      LifecycleConfiguration: {
        Rules: [
          { ExpirationInDays: 90 },
          {
            Prefix: 'reports/',
            // S3 moves what is above it: 128 KB and more.
            ObjectSizeGreaterThan: 131_071,
            Transitions: [{ StorageClass: 'GLACIER_IR', TransitionInDays: 30 }],
          },
          { NoncurrentVersionExpiration: { NoncurrentDays: 3 } },
        ],
      },
    });
  });
});

describe('the stack', () => {
  it('says where the reports are, how to read the latest one, and whom to ask', () => {
    const { outputs } = small;

    expect(outputs).toEqual({
      ReportBucket: 'reports',
      FunctionName: 'Function',
      FunctionRoleArn: 'arn:aws:iam::123456789012:role/FunctionRole',
      AlarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:Alarms',
      DashboardName: 'reporter-eu-central-1',
      LatestReportCommand: 'aws s3 cp s3://reports/latest/trading-bots.txt -',
    });
  });
});
