import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { parseReporterConfig } from '../../src/config/file.ts';
import { listAlarms } from './deployed-alarm.ts';
import { SECRET, SMALL_CONFIG } from './small-config.ts';
import { buildStack, findResource, listResources, synthesizeStack } from './synthesized-stack.ts';

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const TOLD = 'alarms: { email: ops@example.com }';

describe('the bucket of a config', () => {
  it('is one of the stack with the name that it gives, locked, with its access logs kept', () => {
    const template = synthesizeStack(`${SMALL_CONFIG}
bucket: { name: my-archive, accessLogs: { bucket: my-logs, prefix: archive/ } }
retention: { lock: compliance, reportDays: 30 }`);

    const { properties } = findResource(template, 'AWS::S3::Bucket');

    expect(properties).toMatchObject({
      BucketName: 'my-archive',
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 30 } },
      },
      LoggingConfiguration: { DestinationBucketName: 'my-logs', LogFilePrefix: 'archive/' },
    });
  });

  it('is one that is there already, with a prefix and a key, when it says so', () => {
    const template = synthesizeStack(
      `${SMALL_CONFIG}bucket: { existing: central-archive, prefix: team-a/eu, keyArn: '${KEY}' }`,
    );

    const rights = JSON.stringify(findResource(template, 'AWS::IAM::Policy').properties);
    expect(listResources(template, 'AWS::S3::Bucket')).toEqual([]);
    expect(findResource(template, 'AWS::Lambda::Function').properties).toMatchObject({
      Environment: { Variables: { REPORT_ARCHIVE: 's3://central-archive/team-a/eu' } },
    });
    expect(rights).toContain(
      '"Resource":"arn:aws:s3:::central-archive/team-a/eu/reports/*","Sid":"WriteReportsOnce"',
    );
    expect(rights).toContain('"s3:prefix":["team-a/eu/reports/*","team-a/eu/latest/*"]');
    expect(rights).toContain(`"Resource":"${KEY}"`);
    expect(template.outputs).toMatchObject({
      LatestReportCommand: 'aws s3 cp s3://central-archive/team-a/eu/latest/trading-bots.txt -',
    });
  });

  it.each<[settings: string, mistakes: readonly string[]]>([
    [
      'bucket: { existing: a-bucket, name: b-bucket }',
      ['bucket.name (line 5): goes with a bucket of the stack, not with an existing one'],
    ],
    [
      `bucket: { keyArn: '${KEY}' }`,
      ['bucket.keyArn (line 5): goes with an existing bucket; that of the stack takes encryption.keyArn'],
    ],
    [
      'bucket: { existing: a-bucket }\nretention: { lock: governance }',
      [
        'retention.lock (line 6): goes with a bucket of the stack: an existing one has its own Object Lock, or none',
      ],
    ],
    [
      `bucket: { existing: a-bucket }\nreportsKmsKeyArn: '${KEY}'`,
      ['reportsKmsKeyArn (line 6): goes with a bucket of the stack: for an existing one say bucket.keyArn'],
    ],
    [
      'bucket: { name: 192.168.0.1 }',
      [
        'bucket.name (line 5): the name of a bucket: 3-63 small letters, digits, "-" and ".", a letter or digit first and last',
      ],
    ],
    [
      'bucket: { prefix: a//b }',
      ['bucket.prefix (line 5): letters, digits and _ . - with "/" between, none at its ends'],
    ],
    [
      'encryption: false',
      ['encryption (line 5): true for a key of the stack, or keyArn: the ARN of one of yours'],
    ],
    [
      'tags: { "aws:owner": me }',
      [
        'tags["aws:owner"] (line 5): its key may have letters, digits, spaces and _.:/=+-@, at most 128, and not begin with aws:',
      ],
    ],
  ])('that cannot be is refused by its path: %s', (settings, mistakes) => {
    expect(() => parseReporterConfig(`${SMALL_CONFIG.trim()}\n${settings}`)).toThrowError(
      ['reading reporter.yaml: it has a mistake. Correct each of them:', ...mistakes].join('\n  '),
    );
  });
});

describe('the encryption of a config', () => {
  it('by a key of the stack covers reports, log, queues and alarms, with the grants that each needs', () => {
    const template = synthesizeStack(`${SMALL_CONFIG}encryption: true`);

    const key = 'arn:aws:kms:eu-central-1:123456789012:key/Key';
    const { properties, deletionPolicy } = findResource(template, 'AWS::KMS::Key');
    expect({ properties, deletionPolicy }).toMatchObject({
      deletionPolicy: 'Retain',
      properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: [
            { Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*' },
            {
              Sid: 'KeepTheLog',
              Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
              Action: [
                'kms:Encrypt',
                'kms:Decrypt',
                'kms:ReEncrypt*',
                'kms:GenerateDataKey*',
                'kms:DescribeKey',
              ],
              Condition: {
                ArnLike: {
                  'kms:EncryptionContext:aws:logs:arn':
                    'arn:aws:logs:eu-central-1:123456789012:log-group:reporter-*',
                },
              },
            },
            {
              Sid: 'PublishAlarms',
              Principal: { Service: 'cloudwatch.amazonaws.com' },
              Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
              Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
            },
          ],
        },
      },
    });
    expect(findResource(template, 'AWS::S3::Bucket').properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key } },
        ],
      },
    });
    expect(findResource(template, 'AWS::Logs::LogGroup').properties).toMatchObject({ KmsKeyId: key });
    expect(listResources(template, 'AWS::SQS::Queue').map((queue) => queue.properties)).toMatchObject([
      { KmsMasterKeyId: key },
      { KmsMasterKeyId: key },
    ]);
    expect(findResource(template, 'AWS::SNS::Topic').properties).toMatchObject({ KmsMasterKeyId: key });
    expect(listKeyUses(JSON.stringify(template.resources))).toEqual([
      'EncryptFailedRuns sqs.eu-central-1.amazonaws.com',
      'EncryptLostSlots sqs.eu-central-1.amazonaws.com',
      'EncryptReportsAndReadThemBack s3.eu-central-1.amazonaws.com',
    ]);
  });

  it('by a key of one’s own makes none, and says whom its policy must let in', () => {
    const { keys, told } = buildStack(`${SMALL_CONFIG}${TOLD}\nencryption: { keyArn: '${KEY}' }`, (stack) => {
      const template = Template.fromStack(stack);
      return {
        keys: template.findResources('AWS::KMS::Key'),
        told: listTold(stack, 'aws:cdk:info'),
      };
    });

    expect(keys).toEqual({});
    expect(told).toEqual([expect.stringContaining('see that it lets CloudWatch use the key')]);
  });
});

describe('who is told', () => {
  it.each<[settings: string, subscriptions: readonly object[]]>([
    [TOLD, [{ Protocol: 'email', Endpoint: 'ops@example.com' }]],
    [
      'alarms: { webhook: https://events.example.com/sns }',
      [{ Protocol: 'https', Endpoint: 'https://events.example.com/sns' }],
    ],
    ['alarms: { topicArn: arn:aws:sns:eu-central-1:123456789012:on-call }', []],
  ])('is whom the config names, without a warning: %s', (settings, subscriptions) => {
    const config = `${SMALL_CONFIG}${settings}`;

    const template = synthesizeStack(config);

    const found = listResources(template, 'AWS::SNS::Subscription').map(({ properties }) => properties);
    expect(found).toMatchObject(subscriptions);
    expect(found).toHaveLength(subscriptions.length);
    expect(listWarnings(config)).toEqual([]);
  });

  it('is nobody, and synthesis says so, when it names none', () => {
    expect(listWarnings(SMALL_CONFIG)).toEqual([
      expect.stringMatching(/^nobody is told when an alarm goes off: give alarms\.email, /),
    ]);
  });

  it('is a topic that is there already in place of one of the stack', () => {
    const topic = 'arn:aws:sns:eu-central-1:123456789012:on-call';

    const template = synthesizeStack(`${SMALL_CONFIG}alarms: { topicArn: '${topic}' }`);

    expect(listResources(template, 'AWS::SNS::Topic')).toEqual([]);
    expect(template.outputs).toMatchObject({ AlarmTopicArn: topic });
    expect(JSON.stringify(listAlarms(template))).toContain(topic);
  });
});

describe('synthesis', () => {
  const target = (schedule: string) => `
name: reporter
${TOLD}
schedule: ${schedule}
targets:
  - { name: bots, namespace: batch, allJobs: true, kubeconfigSecretArn: '${SECRET}' }
`;

  it.each<[title: string, config: string, warnings: readonly string[]]>([
    ['an even schedule', target('{ cron: 0 6 * * ? *, timeZone: Europe/Berlin }'), []],
    [
      'an uneven one',
      target('{ cron: 0/15 9-17 ? * MON-FRI *, timeZone: Europe/Berlin }'),
      [
        'targets.bots.schedule: its slots lie 15 min to 2 d 16 h 15 min apart, and an alarm knows one length of silence: that no report came is told after 2 d 18 h, whenever that was. A run that fails is told at once',
      ],
    ],
    [
      'a slot that spring leaves out',
      target('{ cron: 30 2 * * ? *, timeZone: Europe/Berlin }'),
      [
        'targets.bots.schedule: its slots lie 1 d to 1 d 23 h apart, and an alarm knows one length of silence: that no report came is told after 2 d 3 h, whenever that was. A run that fails is told at once',
      ],
    ],
    [
      'slots a week apart',
      target('{ cron: 0 6 ? * SUN * }'),
      [
        'targets.bots.schedule: its slots lie too far apart for an alarm when a report stays away: CloudWatch looks back a week',
      ],
    ],
    [
      'reports that are deleted soon after they have grown cold',
      `${SMALL_CONFIG}${TOLD}\nretention: { reportDays: 100, colderAfterDays: 30 }`,
      [
        'retention: reports are deleted 70 days after they have moved to Glacier Instant Retrieval, which charges for 90 days all the same: raise reportDays, or leave colderAfterDays out',
      ],
    ],
  ])('says of %s what is to be said', (_title, config, warnings) => {
    expect(listWarnings(config)).toEqual(warnings);
  });
});

describe('the settings of the account', () => {
  it('are on all that the stack makes: tags, and a boundary on each role', () => {
    const boundary = 'arn:aws:iam::123456789012:policy/boundary';
    const template = synthesizeStack(`${SMALL_CONFIG}
tags: { team: trading, 'cost:centre': '42' }
permissionsBoundaryArn: ${boundary}`);

    const tags = [
      { Key: 'cost:centre', Value: '42' },
      { Key: 'team', Value: 'trading' },
    ];
    const tagged = [
      'AWS::S3::Bucket',
      'AWS::Lambda::Function',
      'AWS::SQS::Queue',
      'AWS::IAM::Role',
      'AWS::SNS::Topic',
    ];
    for (const type of tagged) {
      for (const { properties } of listResources(template, type))
        expect(properties).toMatchObject({ Tags: tags });
    }
    expect(listResources(template, 'AWS::IAM::Role').map(({ properties }) => properties)).toMatchObject([
      { PermissionsBoundary: boundary },
      { PermissionsBoundary: boundary },
    ]);
  });

  it('are the function’s processor', () => {
    const template = synthesizeStack(`${SMALL_CONFIG}function: { architecture: x86_64 }`);

    expect(findResource(template, 'AWS::Lambda::Function').properties).toMatchObject({
      Architectures: ['x86_64'],
    });
  });

  it('switch an alarm off for a reason', () => {
    const config = SMALL_CONFIG.replace(
      `'${SECRET}' }`,
      `'${SECRET}', alarms: { noReport: { off: Under repair until May } } }`,
    );

    const template = synthesizeStack(config);

    expect(listAlarms(template).map((alarm) => alarm.AlarmName)).not.toContain(
      'reporter/trading-bots/no-report',
    );
    expect(JSON.stringify(findResource(template, 'AWS::CloudWatch::Dashboard').properties)).toContain(
      'trading-bots: no alarm of noReport: Under repair until May',
    );
  });
});

function listWarnings(config: string): readonly string[] {
  return buildStack(config, (stack) => listTold(stack, 'aws:cdk:warning'));
}

/** What CDK prints of a stack when it is synthesized. */
function listTold(stack: Stack, type: 'aws:cdk:info' | 'aws:cdk:warning'): readonly string[] {
  const told = stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata.filter((entry) => entry.type === type));
  return told.map(({ data }) => String(data).replace(/ \[ack: .*\]$/, ''));
}

/** The statements that let a role use the key, with the service that it is for. */
function listKeyUses(template: string): readonly string[] {
  const uses = template.matchAll(/"kms:ViaService":"([^"]+)"[^[]*?"Sid":"(Encrypt\w+)"/g);
  return [...uses].map(([, service, sid]) => `${sid} ${service}`).toSorted();
}
