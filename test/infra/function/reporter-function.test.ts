import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../lambda/environment.ts';
import * as z from 'zod';
import { SECRET, SMALL_CONFIG } from '../small-config.ts';
import { findResource, listResources, synthesizeStack } from '../synthesized-stack.ts';

const small = synthesizeStack(SMALL_CONFIG);
const full = synthesizeStack(`
name: reporter
schedule: { rate: 1 hour }
function: { memoryMegabytes: 2048, timeoutSeconds: 600, reservedConcurrency: 5 }
retention: { functionLogDays: 14 }
vpc:
  id: vpc-0123456789abcdef0
  subnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1]
  securityGroupIds: [sg-0123456789abcdef0]
targets:
  - { name: hourly, namespace: batch, labelSelector: '', kubeconfigSecretArn: '${SECRET}' }
  - { name: often, namespace: batch, labelSelector: '', kubeconfigSecretArn: '${SECRET}', schedule: { rate: 4 minutes } }
`);

describe('the function', () => {
  it('is made for Node.js 24 on arm64, writes JSON to a log of its own, and reserves nothing', () => {
    const { properties } = findResource(small, 'AWS::Lambda::Function');

    const code: unknown = expect.any(Object);
    expect(properties).toEqual({
      Description: 'Looks at the Jobs of one target and stores a report',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 1024,
      Timeout: 300,
      Role: 'arn:aws:iam::123456789012:role/FunctionRole',
      LoggingConfig: { LogFormat: 'JSON', LogGroup: 'FunctionLog' },
      Environment: {
        Variables: {
          REPORT_ARCHIVE: 's3://reports',
          POWERTOOLS_METRICS_NAMESPACE: 'K8sJobReporter/reporter',
          NODE_OPTIONS: '--enable-source-maps --max-semi-space-size=16',
        },
      },
      Code: code,
    });
  });

  it('understands its environment', () => {
    const { properties } = findResource(small, 'AWS::Lambda::Function');
    const { Environment } = z
      .object({ Environment: z.object({ Variables: z.record(z.string(), z.string()) }) })
      .parse(properties);

    const environment = readEnvironment({ ...Environment.Variables, AWS_REGION: 'eu-central-1' });

    expect(environment).toEqual({
      archive: { kind: 's3', bucket: 'reports', prefix: '' },
      region: 'eu-central-1',
      s3Endpoint: undefined,
      secretsManagerEndpoint: undefined,
      metricsNamespace: 'K8sJobReporter/reporter',
    });
  });

  it('has the memory, the time, the reservation and the place in a VPC that the config gives it', () => {
    const { properties } = findResource(full, 'AWS::Lambda::Function');

    expect(properties).toMatchObject({
      MemorySize: 2048,
      Timeout: 600,
      ReservedConcurrentExecutions: 5,
      VpcConfig: {
        SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
        SecurityGroupIds: ['sg-0123456789abcdef0'],
      },
    });
  });

  it('gives up an event before the next slot of the target that comes round soonest, and keeps it', () => {
    const configs = [small, full].map((template) => findResource(template, 'AWS::Lambda::EventInvokeConfig'));

    const keep = { OnFailure: { Destination: 'arn:aws:sqs:eu-central-1:123456789012:FailedRuns' } };
    const always = { FunctionName: 'Function', Qualifier: '$LATEST', MaximumRetryAttempts: 2 };
    expect(configs.map(({ properties }) => properties)).toEqual([
      { ...always, MaximumEventAgeInSeconds: 450, DestinationConfig: keep },
      { ...always, MaximumEventAgeInSeconds: 120, DestinationConfig: keep },
    ]);
  });

  it('has a log that ends', () => {
    const logs = [small, full].map((template) => findResource(template, 'AWS::Logs::LogGroup'));

    expect(logs.map(({ properties, deletionPolicy }) => [properties, deletionPolicy])).toEqual([
      [{ RetentionInDays: 90 }, 'Delete'],
      [{ RetentionInDays: 14 }, 'Delete'],
    ]);
  });
});

describe('the dead-letter queues', () => {
  it('keep what came to nothing for two weeks, encrypted', () => {
    const queues = listResources(small, 'AWS::SQS::Queue').map(({ name, properties }) => [name, properties]);

    const properties = { MessageRetentionPeriod: 14 * 24 * 60 * 60, SqsManagedSseEnabled: true };
    expect(queues).toEqual([
      ['FailedRuns', properties],
      ['UndeliveredSlots', properties],
    ]);
  });
});
