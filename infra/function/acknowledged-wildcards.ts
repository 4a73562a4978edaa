import { Stack, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { CfnBucket, type Bucket } from 'aws-cdk-lib/aws-s3';
import { LATEST_PREFIX, REPORTS_PREFIX } from './key-prefix.ts';

/** Tells cdk-nag why each wildcard in the function's rights is there; it finds each other one. */
export function acknowledgeWildcards(role: Role, bucket: Bucket, inVpc: boolean): void {
  for (const prefix of [REPORTS_PREFIX, LATEST_PREFIX]) {
    acknowledge(
      role,
      `<${nameBucket(bucket)}.Arn>/${prefix}*`,
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

function nameBucket(bucket: Bucket): string {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket))
    throw new Error(`${bucket.node.path} is no bucket of CloudFormation's`);
  return Stack.of(bucket).getLogicalId(resource);
}
