import type { Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { SMALL_CONFIG } from './small-config.ts';
import { buildStack } from './synthesized-stack.ts';

const IN_VPC = `${SMALL_CONFIG}vpc: { id: vpc-0123456789abcdef0, subnetIds: [subnet-0123456789abcdef0], securityGroupIds: [sg-0123456789abcdef0] }`;

describe('what cdk-nag finds and is accepted', () => {
  it.each<[title: string, config: string, ids: readonly string[]]>([
    [
      'a small stack',
      SMALL_CONFIG,
      [
        'FailedRuns: AwsSolutions::AwsSolutions-SQS3',
        'UndeliveredSlots: AwsSolutions::AwsSolutions-SQS3',
        'Reports: AwsSolutions::AwsSolutions-S1',
        'FunctionRole: AwsSolutions::AwsSolutions-IAM5[Resource::<JobReporterReports618FC6DB.Arn>/reports/*]',
        'FunctionRole: AwsSolutions::AwsSolutions-IAM5[Resource::<JobReporterReports618FC6DB.Arn>/latest/*]',
      ],
    ],
    [
      'a function in a VPC',
      IN_VPC,
      [
        'subnet-0123456789abcdef0: Annotation::@aws-cdk/aws-ec2:noSubnetRouteTableId',
        'FailedRuns: AwsSolutions::AwsSolutions-SQS3',
        'UndeliveredSlots: AwsSolutions::AwsSolutions-SQS3',
        'Reports: AwsSolutions::AwsSolutions-S1',
        'FunctionRole: AwsSolutions::AwsSolutions-IAM5[Resource::<JobReporterReports618FC6DB.Arn>/reports/*]',
        'FunctionRole: AwsSolutions::AwsSolutions-IAM5[Resource::<JobReporterReports618FC6DB.Arn>/latest/*]',
        'FunctionRole: AwsSolutions::AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ec2:<AWS::Region>:*:*/*]',
        'FunctionRole: AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      ],
    ],
  ])('in %s is this, each for a reason', (_title, config, ids) => {
    const acknowledged = buildStack(config, listAcknowledged);

    expect(acknowledged.map(({ place, id }) => `${place}: ${id}`)).toEqual(ids);
    expect(acknowledged.filter(({ reason }) => !/^[A-Z].{30,}\.$/.test(reason))).toEqual([]);
  });
});

function listAcknowledged(stack: Stack) {
  const schema = z.record(z.string(), z.string());
  return stack.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
      .flatMap(({ data }) =>
        Object.entries(schema.parse(data)).map(([id, reason]) => ({
          place: construct.node.id,
          id,
          reason,
        })),
      ),
  );
}
