import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { LATEST_PREFIX, REPORTS_PREFIX } from './key-prefix.ts';

export interface FunctionRights {
  readonly bucket: Bucket | IBucket;
  /** Of a customer, under which the reports lie. */
  readonly reportsKeyArn: string | undefined;
  readonly isInVpc: boolean;
  readonly logGroup: LogGroup;
  readonly failedRuns: Queue;
}

export const PREFIXES = [REPORTS_PREFIX, LATEST_PREFIX];

/** What the function may do beside reading its targets' kubeconfigs, written out: CDK's grants give more than a run uses. */
export function listFunctionRights({
  bucket,
  reportsKeyArn,
  isInVpc,
  logGroup,
  failedRuns,
}: FunctionRights): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'WriteReportsAndReadThemBack',
      actions: ['s3:PutObject', 's3:GetObject'],
      resources: PREFIXES.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
    }),
    // Else S3 answers 403 for a report that is not there yet; it takes the key that was asked for as the prefix.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, https://github.com/ceph/ceph/pull/68577
    new PolicyStatement({
      sid: 'TellMissingReportFromDenied',
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': PREFIXES.map((prefix) => `${prefix}*`) } },
    }),
    ...listReportKeyRights(reportsKeyArn),
    new PolicyStatement({
      sid: 'WriteOwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
    new PolicyStatement({
      sid: 'KeepFailedRuns',
      actions: ['sqs:SendMessage'],
      resources: [failedRuns.queueArn],
    }),
    ...(isInVpc ? listVpcRights() : []),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html */
function listReportKeyRights(keyArn: string | undefined): readonly PolicyStatement[] {
  if (keyArn === undefined) return [];
  return [
    new PolicyStatement({
      sid: 'EncryptReportsAndReadThemBack',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.${Aws.URL_SUFFIX}` } },
    }),
  ];
}

/**
 * What Lambda does with the function's role to reach into a VPC. The account is open because a shared subnet is another's.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
 */
function listVpcRights(): readonly PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'JoinVpc',
      actions: [
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      resources: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:*:*/*`],
    }),
    // EC2 knows no resource for these two.
    new PolicyStatement({
      sid: 'LookAroundInVpc',
      actions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
      resources: ['*'],
    }),
  ];
}
