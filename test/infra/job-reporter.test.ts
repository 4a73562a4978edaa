import { type App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { JobReporter } from '../../infra/job-reporter.ts';
import type { JobReporterProps, JobReporterTarget } from '../../infra/targets/props.ts';
import { deployTemplate } from './deployed-template.ts';
import { listAlarms } from './deployed-alarm.ts';
import { SECRET } from './small-config.ts';
import { buildStack, findResource, listResources, makeApp } from './synthesized-stack.ts';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = 'arn:aws:iam::999999999999:role/eks-reader';

const FULL_CONFIG = `
name: reporter
schedule: { rate: 15 minutes }
retention: { reportDays: 90, colderAfterDays: 30, oldVersionDays: 3, functionLogDays: 14 }
alarms: { email: ops@example.com, runbook: 'https://git.example.com/runbook.md' }
function: { memoryMegabytes: 2048, timeoutSeconds: 600, reservedConcurrency: 5 }
reportsKmsKeyArn: ${KEY}
vpc: { id: vpc-0123456789abcdef0, subnetIds: [subnet-0123456789abcdef0], securityGroupIds: [sg-0123456789abcdef0] }
targets:
  - name: trading-bots
    namespace: trading-bots
    labelSelector: app=tuning
    kubeconfigSecretArn: ${SECRET}
  - name: nightly
    namespace: batch
    allJobs: true
    context: prod
    maxLogLines: 500
    redaction: { patterns: [{ name: order-id, pattern: 'order=(?P<secret>\\w+)' }] }
    limits: { lineBytes: 4096 }
    kubeconfigSecretName: kubeconfigs/nightly
    kubeconfigKeyArn: ${KEY}
    kubeconfigVersionStage: AWSPREVIOUS
    eksRoleArn: ${ROLE}
    eksClusterName: nightly
    insecureSkipTlsVerify: true
    schedule: { cron: 0 2 ? * MON-FRI *, timeZone: Europe/Berlin }
  - name: edge
    namespace: edge
    allJobs: true
    kubeconfigParameter: /kubeconfigs/edge:3
`;

describe('the construct', () => {
  it('makes the template that reporter.yaml makes of the same settings', () => {
    const ofFile = buildStack(FULL_CONFIG, readReporter);

    const ofProps = inStack((stack) => {
      void new JobReporter(stack, 'JobReporter', {
        reporterName: 'reporter',
        schedule: Schedule.rate(Duration.minutes(15)),
        targets: [
          {
            name: 'trading-bots',
            namespace: 'trading-bots',
            labelSelector: 'app=tuning',
            kubeconfig: Secret.fromSecretCompleteArn(stack, 'Trading', SECRET),
          },
          {
            name: 'nightly',
            namespace: 'batch',
            allJobs: true,
            context: 'prod',
            maxLogLines: 500,
            redaction: { patterns: [{ name: 'order-id', pattern: String.raw`order=(?P<secret>\w+)` }] },
            limits: { lineBytes: 4096 },
            kubeconfig: Secret.fromSecretNameV2(stack, 'Nightly', 'kubeconfigs/nightly'),
            kubeconfigKey: Key.fromKeyArn(stack, 'NightlyKey', KEY),
            kubeconfigVersionStage: 'AWSPREVIOUS',
            eksRole: Role.fromRoleArn(stack, 'NightlyRole', ROLE),
            eksClusterName: 'nightly',
            insecureSkipTlsVerify: true,
            schedule: ScheduleExpression.cron({
              minute: '0',
              hour: '2',
              weekDay: 'MON-FRI',
              timeZone: TimeZone.EUROPE_BERLIN,
            }),
          },
          {
            name: 'edge',
            namespace: 'edge',
            allJobs: true,
            kubeconfig: { parameterName: '/kubeconfigs/edge:3' },
          },
        ],
        retention: {
          reports: Duration.days(90),
          colderAfter: Duration.days(30),
          oldVersions: Duration.days(3),
          functionLog: 14,
        },
        reportsKey: Key.fromKeyArn(stack, 'Key', KEY),
        notify: { emails: ['ops@example.com'] },
        runbook: 'https://git.example.com/runbook.md',
        vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
          vpcId: 'vpc-0123456789abcdef0',
          availabilityZones: ['eu-central-1a'],
        }),
        vpcSubnets: {
          subnets: [
            Subnet.fromSubnetAttributes(stack, 'Subnet', {
              subnetId: 'subnet-0123456789abcdef0',
              routeTableId: 'rtb-0123456789abcdef0',
            }),
          ],
        },
        securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
        memorySize: 2048,
        timeout: Duration.minutes(10),
        reservedConcurrentExecutions: 5,
      });
      return readReporter(stack);
    });

    expect(Object.keys(ofFile).length).toBeGreaterThan(30);
    expect(ofProps).toEqual(ofFile);
  });

  it('takes secrets and a key that the same app makes', () => {
    const template = inStack((stack) => {
      const key = new Key(stack, 'Key');
      makeReporter(stack, { kubeconfig: new Secret(stack, 'Kubeconfig', { encryptionKey: key }) });
      return Template.fromStack(stack).toJSON();
    });

    const text = JSON.stringify(template);
    expect(text).toMatch(/"REFERENCE_1":\{"Ref":"Kubeconfig[0-9A-F]{8}"\}/);
    expect(text).toMatch(
      /\{"Action":"secretsmanager:GetSecretValue","Effect":"Allow","Resource":\{"Ref":"Kubeconfig[0-9A-F]{8}"\}\}/,
    );
    expect(text).toMatch(
      /"Action":"kms:Decrypt","Condition":\{"StringEquals":\{"kms:ViaService":\{"Fn::Join":\["",\["secretsmanager\.",\{"Ref":"AWS::Region"\},"\.",\{"Ref":"AWS::URLSuffix"\}\]\]\}\}\},"Effect":"Allow","Resource":\{"Fn::GetAtt":\["Key/,
    );
  });

  it('refuses in words more references than the function’s environment has room for', () => {
    expect(() => inStack(makeReferences)).toThrowError(
      "describing the targets of reporter/Reporter: 26 kubeconfigs and roles are known at deployment only, and the function's environment has room for 25. Give the secrets names and refer to them by Secret.fromSecretNameV2, or by their complete ARNs; or make several reporters",
    );
  });

  it('archives in a bucket that is given, and leaves that bucket as it is', () => {
    const template = inStack((stack) => {
      const key = Key.fromKeyArn(stack, 'Key', KEY);
      const bucket = Bucket.fromBucketAttributes(stack, 'Archive', {
        bucketName: 'central-archive',
        encryptionKey: key,
      });
      makeReporter(stack, {}, { bucket });
      return deployTemplate(Template.fromStack(stack).toJSON());
    });

    expect(listResources(template, 'AWS::S3::Bucket')).toEqual([]);
    const rights = JSON.stringify(findResource(template, 'AWS::IAM::Policy').properties);
    expect(rights).toContain(
      '"Resource":["arn:aws:s3:::central-archive/reports/*","arn:aws:s3:::central-archive/latest/*"]',
    );
    expect(rights).toContain(KEY);
  });

  it('sends its alarms to a topic that is given', () => {
    const alarms = inStack((stack) => {
      const topic = Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-central-1:123456789012:on-call');
      makeReporter(stack, {}, { notify: { topic } });
      return listAlarms(deployTemplate(Template.fromStack(stack).toJSON()));
    });

    expect(alarms.length).toBeGreaterThan(5);
    expect(
      new Set(alarms.map((alarm) => JSON.stringify(alarm)).filter((alarm) => !alarm.includes('on-call'))),
    ).toEqual(new Set());
  });

  it('leaves out an alarm that is switched off for a reason, and shows the reason', () => {
    const template = inStack((stack) => {
      makeReporter(stack, { alarms: { failedJobs: { off: 'Jobs here fail by design' } } });
      return deployTemplate(Template.fromStack(stack).toJSON());
    });

    const names = listAlarms(template).map((alarm) => alarm.AlarmName);
    expect(names.filter((name) => name.includes('trading'))).toEqual([
      'reporter/trading/no-report',
      'reporter/trading/partial-reports',
    ]);
    expect(JSON.stringify(findResource(template, 'AWS::CloudWatch::Dashboard').properties)).toContain(
      'trading: no alarm of failedJobs: Jobs here fail by design',
    );
  });

  it('grants reading of the archive, and nothing else', () => {
    const policy = inStack((stack) => {
      makeReporter(stack).grantRead(
        new Role(stack, 'Reader', { assumedBy: new AccountPrincipal('123456789012') }),
      );
      return findResource(
        deployTemplate(Template.fromStack(stack).toJSON()),
        'AWS::IAM::Policy',
        'ReaderDefaultPolicy',
      );
    });

    expect(policy.properties).toMatchObject({
      PolicyDocument: {
        Statement: [
          {
            Action: 's3:ListBucket',
            Resource: 'arn:aws:s3:::reports',
            Condition: { StringLike: { 's3:prefix': ['reports/*', 'latest/*'] } },
          },
          {
            Action: 's3:GetObject',
            Resource: ['arn:aws:s3:::reports/reports/*', 'arn:aws:s3:::reports/latest/*'],
          },
        ],
      },
    });
  });

  it('grants reading to another account by the bucket’s own policy', () => {
    const template = inStack((stack) => {
      makeReporter(stack).grantRead(new AccountPrincipal('999999999999'));
      return deployTemplate(Template.fromStack(stack).toJSON());
    });

    const policy = JSON.stringify(findResource(template, 'AWS::S3::BucketPolicy').properties);
    expect(policy).toContain('"Principal":{"AWS":"arn:aws:iam::999999999999:root"}');
  });

  it('has its metrics as methods, for alarms of one’s own', () => {
    const metric = inStack((stack) => {
      const reporter = makeReporter(stack);
      return stack.resolve(
        [
          reporter.metricReportsStored('trading'),
          reporter.metricReportsIncomplete('trading'),
          reporter.metricJobsFailed('trading', { period: Duration.hours(1) }),
        ].map((each) => each.toMetricConfig().metricStat),
      ) as unknown;
    });

    const of = { namespace: 'K8sJobReporter/reporter', dimensions: [{ name: 'target', value: 'trading' }] };
    expect(metric).toMatchObject([
      { ...of, metricName: 'ReportsStored', statistic: 'Sum' },
      { ...of, metricName: 'ReportsIncomplete', statistic: 'Maximum' },
      { ...of, metricName: 'JobsFailed', statistic: 'Maximum' },
    ]);
  });

  it('is called by its place in the app unless told, so that two in one stack do not meet', () => {
    const names = inStack((stack) => {
      for (const id of ['One', 'Two']) {
        void new JobReporter(stack, id, {
          targets: [describeTarget(stack, { name: id })],
          schedule: EVERY_HOUR,
        });
      }
      return listAlarms(deployTemplate(Template.fromStack(stack).toJSON())).map((alarm) => alarm.AlarmName);
    });

    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('reporter-One-3BD5027B/One/no-report');
  });

  it('names every mistake in its props at once, by its path', () => {
    expect(() => inStack(makeMistakes)).toThrowError(
      [
        'reading the props of reporter/Reporter: they have 9 mistakes. Correct each of them:',
        'targets[0].name: letters, digits, ".", "_" and "-", at most 63, a letter or digit first',
        'targets[0].namespace: not a name of Kubernetes',
        'targets[0].schedule: slots must lie at least 2 minutes apart',
        'targets[1].maxLogLines: Too small: expected number to be >=1',
        'targets[1].schedule: a rate or a cron expression: a slot that comes once is none',
        'targets[2].labelSelector: give it, or allJobs: true for every Job of the namespace',
        'targets[2].schedule: give it, or schedule beside targets for all of them',
        'targets[3].alarms.noReport.off: the reason why nobody is to be told',
        'targets[2].name: the name of targets[1]; each target needs its own',
      ].join('\n  '),
    );
  });

  it('gives no warning but what its props are worth one for', () => {
    const warnings = inStack((stack) => {
      makeReporter(stack, {}, { notify: { emails: ['ops@example.com'] } });
      return stack.node
        .findAll()
        .flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning'));
    });

    expect(warnings).toEqual([]);
  });

  it('is refused in words where CloudFormation has no room for it', () => {
    expect(() => inStack(makeLarge)).toThrowError(
      'making reporter/Reporter: targets: 130 of them are 545 resources, and a stack has room for 500. Share them out over reporters in several stacks, each with a name of its own and with the bucket of the first one; reporter.yaml does so by itself',
    );
  });
});

const EVERY_HOUR = Schedule.rate(Duration.hours(1));

/** All that a stack has, by its logical ids. */
function readReporter(stack: Stack): Readonly<Record<string, unknown>> {
  const schema = z.object({ Resources: z.record(z.string(), z.unknown()) });
  return schema.parse(Template.fromStack(stack).toJSON()).Resources;
}

function describeTarget(stack: Stack, target: Partial<JobReporterTarget> = {}): JobReporterTarget {
  const id = `Secret-${target.name ?? 'trading'}`;
  return {
    name: 'trading',
    namespace: 'trading',
    ...('labelSelector' in target ? {} : { labelSelector: 'app=tuning' }),
    kubeconfig: Secret.fromSecretCompleteArn(stack, id.replaceAll('/', '-'), SECRET),
    ...target,
  };
}

function makeReporter(
  stack: Stack,
  target: Partial<JobReporterTarget> = {},
  props: Partial<JobReporterProps> = {},
): JobReporter {
  return new JobReporter(stack, 'JobReporter', {
    reporterName: 'reporter',
    schedule: EVERY_HOUR,
    targets: [describeTarget(stack, target)],
    ...props,
  });
}

function inStack<T>(act: (stack: Stack) => T): T {
  return makeApp((app: App) => act(new Stack(app, 'reporter')));
}

/** A reporter with something wrong in each target. */
function makeMistakes(stack: Stack): void {
  const given = (target: Partial<JobReporterTarget>) => describeTarget(stack, target);
  void new JobReporter(stack, 'Reporter', {
    targets: [
      given({ name: 'a/b', namespace: 'Not_A_Name', schedule: Schedule.rate(Duration.minutes(1)) }),
      given({ name: 'b', maxLogLines: 0, schedule: Schedule.expression('at(2026-11-22T19:00:00)') }),
      { ...given({ name: 'B', labelSelector: 'app=x' }), allJobs: true },
      given({ name: 'c', schedule: EVERY_HOUR, alarms: { noReport: { off: ' ' } } }),
    ],
  });
}

/** With more targets than a stack has room for. */
function makeLarge(stack: Stack): void {
  const targets = Array.from({ length: 130 }, (_, index) =>
    describeTarget(stack, { name: `target-${index}` }),
  );
  void new JobReporter(stack, 'Reporter', { targets, schedule: EVERY_HOUR });
}

/** With secrets that the same stack makes, and so many that they are too many. */
function makeReferences(stack: Stack): void {
  const targets = Array.from({ length: 26 }, (_, index) =>
    describeTarget(stack, { name: `target-${index}`, kubeconfig: new Secret(stack, `Made-${index}`) }),
  );
  void new JobReporter(stack, 'Reporter', { targets, schedule: EVERY_HOUR });
}
