import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { useKey } from '../schedules/key-right.ts';
import type { ArchivePlace } from './archive-place.ts';

export interface FunctionRights {
  readonly bucket: Bucket | IBucket;
  readonly place: ArchivePlace;
  /** Of a customer, under which the reports lie. */
  readonly reportsKeyArn: string | undefined;
  readonly isInVpc: boolean;
  readonly logGroup: LogGroup;
  readonly failedRuns: Queue;
}

/** What the function may do beside reading its targets' kubeconfigs, written out: CDK's grants give more than a run uses. */
export function listFunctionRights(rights: FunctionRights): readonly PolicyStatement[] {
  const { bucket, place, reportsKeyArn, isInVpc, logGroup, failedRuns } = rights;
  const queueKeyArn = failedRuns.encryptionMasterKey?.keyArn;
  return [
    ...listArchiveRights(bucket, place),
    ...(reportsKeyArn === undefined ? [] : [useKey('EncryptReportsAndReadThemBack', reportsKeyArn, 's3')]),
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
    ...(queueKeyArn === undefined ? [] : [useKey('EncryptFailedRuns', queueKeyArn, 'sqs')]),
    ...(isInVpc ? listVpcRights() : []),
  ];
}

function listArchiveRights(
  bucket: Bucket | IBucket,
  { reports, latest }: ArchivePlace,
): readonly PolicyStatement[] {
  return [
    // Not without the header that says that there is none yet: a bucket of somebody else's has no policy that would refuse it.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
    new PolicyStatement({
      sid: 'WriteReportsOnce',
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${reports}*`)],
      conditions: { Null: { 's3:if-none-match': 'false' } },
    }),
    new PolicyStatement({
      sid: 'MoveLatest',
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(`${latest}*`)],
    }),
    new PolicyStatement({
      sid: 'ReadBoth',
      actions: ['s3:GetObject'],
      resources: [reports, latest].map((prefix) => bucket.arnForObjects(`${prefix}*`)),
    }),
    // Else S3 answers 403 for a report that is not there yet; it takes the key that was asked for as the prefix.
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, https://github.com/ceph/ceph/pull/68577
    new PolicyStatement({
      sid: 'TellMissingReportFromDenied',
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': [reports, latest].map((prefix) => `${prefix}*`) } },
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
