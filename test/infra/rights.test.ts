import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { isAllowed, listGrants } from './policy-evaluation.ts';
import type { DeployedTemplate } from './deployed-template.ts';
import { SECRET, SMALL_CONFIG } from './small-config.ts';
import { findResource, listResources, synthesizeStack } from './synthesized-stack.ts';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_KEY = 'arn:aws:kms:eu-west-1:123456789012:key/5678abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:kubeconfigs/batch-FeDcBa';

const ROLE = 'arn:aws:iam::999999999999:role/eks-reader';

const FULL_CONFIG = `
name: reporter
schedule: { rate: 15 minutes }
reportsKmsKeyArn: ${KEY}
vpc: { id: vpc-0123456789abcdef0, subnetIds: [subnet-0123456789abcdef0], securityGroupIds: [sg-0123456789abcdef0] }
targets:
  - { name: trading-bots, namespace: trading-bots, labelSelector: app=tuning, kubeconfigSecretArn: '${SECRET}' }
  - { name: trading-jobs, namespace: trading-jobs, labelSelector: '', kubeconfigSecretArn: '${SECRET}' }
  - { name: batch, namespace: batch, labelSelector: '', kubeconfigSecretArn: '${OTHER_SECRET}', kubeconfigKeyArn: '${OTHER_KEY}' }
  - { name: edge, namespace: batch, labelSelector: '', kubeconfigSecretName: kubeconfigs/edge, kubeconfigKeyArn: '${KEY}' }
  - { name: eks, namespace: batch, labelSelector: '', kubeconfigParameter: '/kubeconfigs/eks:3', kubeconfigKeyArn: '${KEY}', eksRoleArn: '${ROLE}' }
  - { name: far, namespace: batch, labelSelector: '', kubeconfigParameter: 'arn:aws:ssm:eu-west-1:123456789012:parameter/kubeconfigs/far:stable', eksRoleArn: '${ROLE}' }
`;

const small = synthesizeStack(SMALL_CONFIG);
const full = synthesizeStack(FULL_CONFIG);

const REPORTS = [
  {
    Sid: 'WriteReportsOnce',
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::reports/reports/*',
    Condition: { Null: { 's3:if-none-match': 'false' } },
  },
  {
    Sid: 'MoveLatest',
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::reports/latest/*',
  },
  {
    Sid: 'ReadBoth',
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: ['arn:aws:s3:::reports/reports/*', 'arn:aws:s3:::reports/latest/*'],
  },
  {
    Sid: 'TellMissingReportFromDenied',
    Effect: 'Allow',
    Action: 's3:ListBucket',
    Resource: 'arn:aws:s3:::reports',
    Condition: { StringLike: { 's3:prefix': ['reports/*', 'latest/*'] } },
  },
];
const LOG_AND_QUEUE = [
  {
    Sid: 'WriteOwnLog',
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: 'arn:aws:logs:eu-central-1:123456789012:log-group:FunctionLog:*',
  },
  {
    Sid: 'KeepFailedRuns',
    Effect: 'Allow',
    Action: 'sqs:SendMessage',
    Resource: 'arn:aws:sqs:eu-central-1:123456789012:FailedRuns',
  },
];

describe("the function's role", () => {
  it('may write and read back reports, write its log and keep what failed', () => {
    const policies = listResources(small, 'AWS::IAM::Policy').map((policy) => policy.properties);

    const name: unknown = expect.stringMatching(/^JobReporterFunctionRoleDefaultPolicy/);
    expect(policies).toEqual([
      {
        PolicyName: name,
        Roles: ['FunctionRole'],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [...REPORTS, ...LOG_AND_QUEUE],
        },
      },
    ]);
  });

  it('may use the key of the reports and network interfaces just where the config names them', () => {
    const { properties } = findResource(full, 'AWS::IAM::Policy');

    expect(properties).toMatchObject({
      Roles: ['FunctionRole'],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          ...REPORTS,
          {
            Sid: 'EncryptReportsAndReadThemBack',
            Effect: 'Allow',
            Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
            Resource: KEY,
            Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
          },
          ...LOG_AND_QUEUE,
          {
            Sid: 'JoinVpc',
            Effect: 'Allow',
            Action: [
              'ec2:CreateNetworkInterface',
              'ec2:DeleteNetworkInterface',
              'ec2:AssignPrivateIpAddresses',
              'ec2:UnassignPrivateIpAddresses',
            ],
            Resource: 'arn:aws:ec2:eu-central-1:*:*/*',
          },
          {
            Sid: 'LookAroundInVpc',
            Effect: 'Allow',
            Action: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'],
            Resource: '*',
          },
        ],
      },
    });
  });

  it('may read the secret of its target by its complete ARN', () => {
    const policies = listResources(small, 'AWS::IAM::ManagedPolicy').map((policy) => policy.properties);

    expect(policies).toEqual([
      {
        Description: 'Which kubeconfigs a run of k8s-job-reporter may read',
        Path: '/',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'secretsmanager:GetSecretValue',
              Resource: SECRET,
            },
          ],
        },
      },
    ]);
  });

  it('may read each kubeconfig where it is, use its key for the service that keeps it, and assume a role, just where a target says so', () => {
    const { properties } = findResource(full, 'AWS::IAM::ManagedPolicy');

    const edge = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/edge-??????';
    const eks = 'arn:aws:ssm:eu-central-1:123456789012:parameter/kubeconfigs/eks';
    const far = 'arn:aws:ssm:eu-west-1:123456789012:parameter/kubeconfigs/far';
    expect(properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          allow('secretsmanager:GetSecretValue', [SECRET, OTHER_SECRET, edge]),
          allow('ssm:GetParameter', [eks, far]),
          allowDecryption(OTHER_KEY, 'secretsmanager.eu-west-1'),
          allowDecryption(KEY, 'secretsmanager.eu-central-1'),
          allowDecryption(KEY, 'ssm.eu-central-1'),
          allow('sts:AssumeRole', ROLE),
        ],
      },
    });
  });

  it('may read a secret that the config calls by its name, whatever six characters stand behind it', () => {
    const { properties } = findResource(full, 'AWS::IAM::ManagedPolicy');
    const grants = listGrants(policySchema.parse(properties).PolicyDocument);
    const action = 'secretsmanager:GetSecretValue';
    const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/edge';

    const allowed = [`${secret}-AbCdEf`, `${secret}-other-AbCdEf`, secret].map((resource) =>
      isAllowed(grants, { action, resource }),
    );

    expect(allowed).toEqual([true, false, false]);
  });

  it('is assumed by Lambda alone, with no policy of AWS’s own', () => {
    const { properties } = findResource(small, 'AWS::IAM::Role', 'FunctionRole');

    expect(properties).toEqual({
      Description: 'What a run of k8s-job-reporter may do',
      ManagedPolicyArns: ['arn:aws:iam::123456789012:policy/KubeconfigRights1'],
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
        ],
      },
    });
  });

  it.each([
    ['a key and a role of their own each', 100, (index: number) => index],
    ['one key and one role for all', 100, () => 0],
  ])(
    'reads the secrets of a hundred clusters with %s, in policies that IAM has room for',
    (_title, count, of) => {
      const template = synthesizeStack(describeClusters(count, of));

      const policies = listResources(template, 'AWS::IAM::ManagedPolicy').map(readPolicy);
      const resources = new Set(policies.flatMap(({ resources: each }) => each));
      expect([...resources].filter((arn) => arn.includes(':secret:'))).toHaveLength(count);
      expect([...resources].filter((arn) => arn.includes(':key/'))).toHaveLength(of(count - 1) + 1);
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
      expect(policies.length).toBeLessThanOrEqual(10);
      expect(Math.max(...policies.map(({ characters }) => characters))).toBeLessThanOrEqual(6_144);
    },
  );

  it('is refused in words where IAM has no room for it', () => {
    const config = describeClusters(100, (index) => index, 'of-a-team-with-a-long-name/'.repeat(16));

    expect(() => synthesizeStack(config)).toThrowError(
      'granting the kubeconfigs of reporter/JobReporter: their ARNs take 14 policies, and a role has room for 10. ' +
        'Let targets of one cluster share a secret, or secrets share a key and a role, or share the targets out over several reporters, each with a name of its own',
    );
  });
});

describe("the schedules' role", () => {
  it('may invoke this function and keep what did not reach it, for the schedules of this group', () => {
    const { properties } = findResource(small, 'AWS::IAM::Role', 'ScheduleRole');

    expect(properties).toEqual({
      Description: 'What the schedules of k8s-job-reporter may do',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: {
                'aws:SourceAccount': '123456789012',
                'aws:SourceArn': 'arn:aws:scheduler:eu-central-1:123456789012:schedule-group/Schedules',
              },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyName: 'InvokeTheReporter',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'Invoke',
                Effect: 'Allow',
                Action: 'lambda:InvokeFunction',
                Resource: 'arn:aws:lambda:eu-central-1:123456789012:function:Function',
              },
              {
                Sid: 'KeepLostSlots',
                Effect: 'Allow',
                Action: 'sqs:SendMessage',
                Resource: 'arn:aws:sqs:eu-central-1:123456789012:UndeliveredSlots',
              },
            ],
          },
        },
      ],
    });
  });

  it.each([
    ['small', small],
    ['full', full],
  ])('stands beside the function’s alone: a %s stack has two roles', (_size, template) => {
    const roles = listResources(template, 'AWS::IAM::Role').map((role) => role.name);

    expect(roles).toEqual(['FunctionRole', 'ScheduleRole']);
  });
});

describe('what others may do with the resources', () => {
  it('is to publish alarms, for CloudWatch alone, and nothing without TLS', () => {
    const statements = listResourceStatements(small);

    const overTls = { Bool: { 'aws:SecureTransport': 'false' } };
    expect(statements).toEqual([
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: 'arn:aws:sqs:eu-central-1:123456789012:FailedRuns',
        Condition: overTls,
      },
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sqs:*',
        Resource: 'arn:aws:sqs:eu-central-1:123456789012:UndeliveredSlots',
        Condition: overTls,
      },
      {
        Sid: 'AllowPublishThroughSSLOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Resource: 'arn:aws:sns:eu-central-1:123456789012:Alarms',
        Condition: overTls,
      },
      {
        Sid: 'AlarmsPublish',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: 'arn:aws:sns:eu-central-1:123456789012:Alarms',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:*' },
        },
      },
    ]);
  });
});

/** Targets with a secret of their own each, and with the key and the role of that number. */
function describeClusters(count: number, of: (index: number) => number, folder = ''): string {
  const targets = Array.from({ length: count }, (_, index) => {
    const secret = `${SECRET.slice(0, -7)}/${folder}${index}-AbCdEf`;
    const number = String(of(index)).padStart(12, '0');
    const key = `arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-${number}`;
    return `  - { name: cluster-${index}, namespace: batch, allJobs: true, kubeconfigSecretArn: '${secret}', kubeconfigKeyArn: '${key}', eksRoleArn: '${ROLE}-${number}' }`;
  });
  return ['name: reporter', 'schedule: { rate: 1 hour }', 'targets:', ...targets].join('\n');
}

/** A statement without conditions, as IAM writes it. */
function allow(action: string, resource: string | readonly string[]) {
  return { Effect: 'Allow', Action: action, Resource: resource };
}

function allowDecryption(resource: string, service: string) {
  const via = { 'kms:ViaService': `${service}.amazonaws.com` };
  return { ...allow('kms:Decrypt', resource), Condition: { StringEquals: via } };
}

const policySchema = z.object({
  PolicyDocument: z.looseObject({
    Statement: z.array(z.looseObject({ Action: z.unknown(), Resource: z.unknown() })),
  }),
});

function readPolicy({ properties }: { readonly properties: unknown }) {
  const { PolicyDocument } = policySchema.parse(properties);
  return {
    resources: PolicyDocument.Statement.flatMap(({ Resource }) =>
      z.union([z.string(), z.array(z.string())]).parse(Resource),
    ),
    characters: JSON.stringify(PolicyDocument).length,
  };
}

function listResourceStatements(template: DeployedTemplate): readonly unknown[] {
  const types = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy'];
  const policies = types.flatMap((type) => listResources(template, type));
  return policies.flatMap(({ properties }) => policySchema.parse(properties).PolicyDocument.Statement);
}
