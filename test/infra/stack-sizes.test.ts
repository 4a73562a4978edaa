import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addReporterStack } from '../../infra/stack.ts';
import { parseReporterConfig } from '../../src/config/file.ts';
import { deployTemplate, type DeployedTemplate, type Environment } from './deployed-template.ts';
import { listResources, makeApp } from './synthesized-stack.ts';

/** Four hundred targets take CDK some seconds: they are synthesized once. */
const synthesizeMany = memoize(() => synthesizeAll(describeTargets(400)));
const MANY = 120_000;

describe('a config with many targets', () => {
  it.each<[count: number, stacks: readonly string[], templates: () => readonly SynthesizedStack[]]>([
    [1, ['reporter'], () => synthesizeAll(describeTargets(1))],
    [100, ['reporter'], () => synthesizeAll(describeTargets(100))],
    [400, ['reporter', 'reporter-2', 'reporter-3', 'reporter-4'], synthesizeMany],
  ])(
    'makes stacks that CloudFormation and IAM have room for: %i',
    (_count, stacks, synthesize) => {
      const templates = synthesize();

      expect(templates.map(({ name }) => name)).toEqual(stacks);
      for (const { text, template } of templates) {
        // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
        expect(template.resources.length).toBeLessThanOrEqual(500);
        expect(text.length).toBeLessThanOrEqual(1_000_000);
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
        const policies = listResources(template, 'AWS::IAM::ManagedPolicy').map(
          ({ properties }) => properties,
        );
        expect(policies.length).toBeLessThanOrEqual(10);
        expect(Math.max(...policies.map(measurePolicy))).toBeLessThanOrEqual(6_144);
      }
    },
    MANY,
  );

  it(
    'has one archive and one topic for all of them, and each target once',
    () => {
      const templates = synthesizeMany().map(({ template }) => template);

      const count = (type: string) => templates.map((template) => listResources(template, type).length);
      const names = templates.flatMap(listStarts).map(({ Name }) => Name);
      expect(count('AWS::S3::Bucket')).toEqual([1, 0, 0, 0]);
      expect(count('AWS::SNS::Topic')).toEqual([1, 0, 0, 0]);
      expect(count('AWS::Lambda::Function')).toEqual([1, 1, 1, 1]);
      expect(new Set(names).size).toBe(400);
      expect(names).toHaveLength(400);
    },
    MANY,
  );

  it(
    'starts them at minutes of their own, and those of one minute within a window',
    () => {
      const [starts = []] = synthesizeMany().map(({ template }) => listStarts(template));

      const minutes = [...Map.groupBy(starts, ({ ScheduleExpression }) => ScheduleExpression).values()];
      expect(minutes).toHaveLength(15);
      expect(Math.max(...minutes.map((each) => each.length))).toBeLessThan(15);
      const together = minutes.filter((each) => each.length > 1).flat();
      expect(together.filter(({ FlexibleTimeWindow }) => FlexibleTimeWindow.Mode !== 'FLEXIBLE')).toEqual([]);
    },
    MANY,
  );
});

function memoize<T>(make: () => T): () => T {
  const made: T[] = [];
  return () => {
    const [found = make()] = made;
    made.splice(0, 1, found);
    return found;
  };
}

describe('a stack in another partition', () => {
  it.each<Environment>([
    { partition: 'aws-cn', region: 'cn-north-1', suffix: 'amazonaws.com.cn' },
    { partition: 'aws-us-gov', region: 'us-gov-west-1', suffix: 'amazonaws.com' },
    { partition: 'aws-eusc', region: 'eusc-de-east-1', suffix: 'amazonaws.eu' },
    { partition: 'aws-iso', region: 'us-iso-east-1', suffix: 'c2s.ic.gov' },
    { partition: 'aws-iso-b', region: 'us-isob-east-1', suffix: 'sc2s.sgov.gov' },
    { partition: 'aws-iso-e', region: 'eu-isoe-west-1', suffix: 'cloud.adc-e.uk' },
    { partition: 'aws-iso-f', region: 'us-isof-south-1', suffix: 'csp.hci.ic.gov' },
  ])('has its ARNs and its suffix wherever they stand: $partition', (environment) => {
    const { partition, region, suffix } = environment;
    const of = (service: string, rest: string) =>
      `arn:${partition}:${service}:${region}:123456789012:${rest}`;
    const config = `
name: reporter
schedule: { rate: 1 hour }
encryption: true
alarms: { email: ops@example.com }
permissionsBoundaryArn: arn:${partition}:iam::123456789012:policy/boundary
targets:
  - { name: by-arn, namespace: a, allJobs: true, kubeconfigSecretArn: '${of('secretsmanager', 'secret:by-arn-AbCdEf')}', kubeconfigKeyArn: '${of('kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')}' }
  - { name: by-name, namespace: a, allJobs: true, kubeconfigSecretName: by-name, kubeconfigKeyArn: '${of('kms', 'key/5678abcd-12ab-34cd-56ef-1234567890ab')}' }
  - { name: parameter, namespace: a, allJobs: true, kubeconfigParameter: /by/name, kubeconfigKeyArn: '${of('kms', 'key/5678abcd-12ab-34cd-56ef-1234567890ab')}' }
  - { name: parameter-arn, namespace: a, allJobs: true, kubeconfigParameter: '${of('ssm', 'parameter/by/arn')}', eksRoleArn: 'arn:${partition}:iam::123456789012:role/reader' }
`;

    const [stack] = synthesizeAll(config, environment);

    const text = JSON.stringify(stack?.template);
    const partitions = new Set([...text.matchAll(/arn:([^:"]*):/g)].map(([, found]) => found));
    const hosts = new Set([...text.matchAll(/"kms:ViaService":"([^"]+)"/g)].map(([, found]) => found));
    expect(partitions).toEqual(new Set([partition]));
    expect(hosts).toEqual(
      new Set(['secretsmanager', 'ssm', 's3', 'sqs'].map((service) => `${service}.${region}.${suffix}`)),
    );
    expect(text).toContain(`"Service":"logs.${region}.${suffix}"`);
    expect(text).toContain(of('secretsmanager', 'secret:by-name-??????'));
    expect(text).toContain(of('ssm', 'parameter/by/name'));
  });
});

function describeTargets(count: number): string {
  const secret = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/cluster';
  const key = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const targets = Array.from(
    { length: count },
    (_, index) =>
      `  - { name: cluster-${index}, namespace: batch, labelSelector: app=tuning, kubeconfigSecretArn: '${secret}-${index}-AbCdEf', kubeconfigKeyArn: '${key}', eksRoleArn: 'arn:aws:iam::123456789012:role/reader-${index}' }`,
  );
  return ['name: reporter', 'schedule: { rate: 15 minutes }', 'targets:', ...targets].join('\n');
}

interface SynthesizedStack {
  readonly name: string;
  readonly text: string;
  readonly template: DeployedTemplate;
}

/** The stacks of a config as `cdk synth` writes them, deployed in the mind. */
function synthesizeAll(config: string, environment?: Environment): readonly SynthesizedStack[] {
  return makeApp((app) => {
    addReporterStack(app, parseReporterConfig(config));
    return app.synth().stacks.map(({ stackName, template }) => ({
      name: stackName,
      text: JSON.stringify(template),
      template: deployTemplate(template, environment),
    }));
  });
}

function listStarts(template: DeployedTemplate) {
  const schema = z.looseObject({
    Name: z.string(),
    ScheduleExpression: z.string(),
    FlexibleTimeWindow: z.object({ Mode: z.string(), MaximumWindowInMinutes: z.number().optional() }),
  });
  return listResources(template, 'AWS::Scheduler::Schedule').map(({ properties }) =>
    schema.parse(properties),
  );
}

function measurePolicy(properties: unknown): number {
  return JSON.stringify(z.looseObject({ PolicyDocument: z.unknown() }).parse(properties).PolicyDocument)
    .length;
}
