import { Stack, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { ArchivePlace } from './archive-place.ts';

/** Tells cdk-nag why each wildcard in the function's rights is there; it finds each other one. */
export function acknowledgeWildcards(
  role: Role,
  bucket: Bucket | IBucket,
  { reports, latest }: ArchivePlace,
  inVpc: boolean,
): void {
  for (const prefix of [reports, latest]) {
    acknowledge(
      role,
      `${nameBucket(bucket)}/${prefix}*`,
      `The keys below ${prefix} bear the slots of runs to come: no list of them can be written down.`,
    );
  }
  if (!inVpc) return;
  acknowledge(
    role,
    'arn:<AWS::Partition>:ec2:<AWS::Region>:*:*/*',
    'Lambda makes its network interfaces itself, under ids that nobody knows before, and in subnets that may be shared by another account.',
  );
  acknowledge(role, '*', 'EC2 has no resource for ec2:DescribeNetworkInterfaces and ec2:DescribeSubnets.');
}

function acknowledge(role: Role, resource: string, reason: string): void {
  Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
}

/** As cdk-nag writes a bucket's ARN. */
function nameBucket(bucket: Bucket | IBucket): string {
  const resource = bucket.node.defaultChild;
  return resource instanceof CfnBucket
    ? `<${Stack.of(bucket).getLogicalId(resource)}.Arn>`
    : `arn:<AWS::Partition>:s3:::${bucket.bucketName}`;
}
