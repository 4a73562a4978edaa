import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { loadReporterConfig, parseReporterConfig } from '../../src/config/file.ts';
import { reporterConfigSchema } from '../../src/config/schema.ts';
import { ConfigurationError } from '../../src/errors.ts';

const ROOT = new URL('../../', import.meta.url);
const EVERY_FIELD_WRONG = readFileSync(new URL('test/fixtures/config/every-field-wrong.yaml', ROOT), 'utf8');
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/trading-AbCdEf';
const TARGET = `{ name: trading-bots, namespace: trading-bots, labelSelector: app=tuning, kubeconfigSecretArn: '${SECRET}' }`;

describe('parseReporterConfig', () => {
  it('reads the file that is shipped, with what it leaves open', () => {
    const text = readFileSync(new URL('reporter.yaml', ROOT), 'utf8');

    const config = parseReporterConfig(text);

    expect(config).toEqual({
      name: 'k8s-job-reporter',
      retention: { reportDays: 400, oldVersionDays: 7, functionLogDays: 90 },
      alarms: {},
      bucket: {},
      function: { architecture: 'arm64', memoryMegabytes: 1024, timeoutSeconds: 300 },
      targets: [
        {
          name: 'trading-bots',
          namespace: 'trading-bots',
          labelSelector: 'app=arbitrage-tuning',
          maxLogLines: 100,
          redaction: { enabled: true, patterns: [] },
          kubeconfigSecretArn:
            'arn:aws:secretsmanager:eu-central-1:123456789012:secret:k8s-job-reporter/trading-bots-AbCdEf',
          schedule: {
            expression: 'rate(15 minutes)',
            timeZone: 'UTC',
            shortestMinutes: 15,
            longestMinutes: 15,
          },
        },
      ],
    });
  });

  it('reads every setting there is', () => {
    const text = `
      name: nightly-reports
      schedule: { cron: 0 2 * * ? *, timeZone: Europe/Berlin }
      retention: { reportDays: 90, colderAfterDays: 30, oldVersionDays: 3, functionLogDays: 14, lock: governance }
      alarms:
        email: ops@example.com
        topicArn: arn:aws:sns:eu-central-1:123456789012:on-call
        webhook: https://events.example.com/sns
        runbook: https://git.example.com/runbook.md
      function: { architecture: x86_64, memoryMegabytes: 2048, timeoutSeconds: 600, reservedConcurrency: 5 }
      bucket: { name: my-archive, prefix: team-a, accessLogs: { bucket: my-logs, prefix: archive/ } }
      encryption: { keyArn: arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab }
      tags: { team: a, 'cost:centre': '42' }
      permissionsBoundaryArn: arn:aws:iam::123456789012:policy/boundary
      vpc: { id: vpc-0a, subnetIds: [subnet-0a, subnet-0b], securityGroupIds: [sg-0a] }
      reportsKmsKeyArn: arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab
      targets:
        - name: trading-bots
          context: prod
          namespace: trading-bots
          labelSelector: ''
          maxLogLines: 10
          redaction: { enabled: false, patterns: [{ name: order-id, pattern: 'order=(?P<secret>\\w+)' }] }
          limits: { logMilliseconds: 5000, lineBytes: 4096, containerBytes: 65536, runBytes: 1048576 }
          kubeconfigSecretArn: ${SECRET}
          kubeconfigKeyArn: arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
          alarms: { failedJobs: { off: Jobs fail here by design }, noReport: 'on' }
          schedule: { rate: 1 hour }
    `;

    const config = parseReporterConfig(text);

    expect(config).toEqual({
      name: 'nightly-reports',
      retention: {
        reportDays: 90,
        colderAfterDays: 30,
        oldVersionDays: 3,
        functionLogDays: 14,
        lock: 'governance',
      },
      alarms: {
        email: 'ops@example.com',
        topicArn: 'arn:aws:sns:eu-central-1:123456789012:on-call',
        webhook: 'https://events.example.com/sns',
        runbook: 'https://git.example.com/runbook.md',
      },
      function: {
        architecture: 'x86_64',
        memoryMegabytes: 2048,
        timeoutSeconds: 600,
        reservedConcurrency: 5,
      },
      bucket: { name: 'my-archive', prefix: 'team-a', accessLogs: { bucket: 'my-logs', prefix: 'archive/' } },
      encryption: {
        keyArn: 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab',
      },
      tags: { team: 'a', 'cost:centre': '42' },
      permissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary',
      vpc: { id: 'vpc-0a', subnetIds: ['subnet-0a', 'subnet-0b'], securityGroupIds: ['sg-0a'] },
      reportsKmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab',
      targets: [
        {
          name: 'trading-bots',
          context: 'prod',
          namespace: 'trading-bots',
          labelSelector: '',
          maxLogLines: 10,
          redaction: {
            enabled: false,
            patterns: [{ name: 'order-id', pattern: String.raw`order=(?P<secret>\w+)` }],
          },
          limits: { logMilliseconds: 5000, lineBytes: 4096, containerBytes: 65_536, runBytes: 1_048_576 },
          kubeconfigSecretArn: SECRET,
          kubeconfigKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
          alarms: { failedJobs: { off: 'Jobs fail here by design' }, noReport: 'on' },
          schedule: {
            expression: 'rate(1 hour)',
            timeZone: 'UTC',
            shortestMinutes: 60,
            longestMinutes: 60,
          },
        },
      ],
    });
  });

  it('gives each target the schedule of all unless it has its own', () => {
    const text = `
      schedule: { rate: 2 hours }
      targets:
        - ${TARGET}
        - { name: nightly, namespace: batch, labelSelector: '', kubeconfigSecretArn: '${SECRET}', schedule: { cron: 0 2 * * ? * } }
    `;

    const { targets } = parseReporterConfig(text);

    expect(targets.map(({ name, schedule }) => [name, schedule.expression])).toEqual([
      ['trading-bots', 'rate(2 hours)'],
      ['nightly', 'cron(0 2 * * ? *)'],
    ]);
  });

  it('names every mistake of a file at once, with its line and what may stand there', () => {
    const mistakes = readFileSync(new URL('test/fixtures/config/every-field-wrong.txt', ROOT), 'utf8');

    const error = catchError(() => parseReporterConfig(EVERY_FIELD_WRONG, 'every-field-wrong.yaml'));

    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toBe(mistakes.trimEnd());
  });

  it('has a mistake for every setting there is in the file with a mistake in every field', () => {
    const settings = listSettings(z.toJSONSchema(reporterConfigSchema, { io: 'input' }), '');

    const message = catchError(() => parseReporterConfig(EVERY_FIELD_WRONG)).message;

    const lines = message.split('\n').map((line) => line.trim().replace(/(\[\d\])? \(line.*/, ''));
    const named = new Set(lines);
    const silent = settings.filter((setting) => !named.has(setting));
    // Any number of days is right by itself; the one beside it is not.
    expect(silent).toEqual(['retention.reportDays']);
  });

  it('quotes no value: it may be a secret in the wrong place', () => {
    const message = catchError(() => parseReporterConfig(EVERY_FIELD_WRONG)).message;

    expect(message).not.toContain('hunter2');
  });

  it.each<[title: string, text: string, mistakes: string]>([
    ['empty', '', 'it has a mistake. Correct each of them:\n  the whole (line 1): expected an object'],
    [
      'no YAML',
      'targets: [\n  hunter2: }',
      'it has a mistake. Correct each of them:\n  line 2: not YAML (BAD_INDENT)',
    ],
    [
      'with a key twice',
      'schedule: {rate: 1 hour}\nschedule: {rate: 2 hours}',
      'it has a mistake. Correct each of them:\n  line 2: not YAML (DUPLICATE_KEY)',
    ],
    [
      'an alias bomb',
      `a: &a [x, x, x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b, *b]`,
      'it has a mistake. Correct each of them:\n  its aliases expand without end; write it without YAML aliases',
    ],
    [
      'without a target',
      'schedule: {rate: 1 hour}\ntargets: []',
      'it has a mistake. Correct each of them:\n  targets (line 2): Too small: expected array to have >=1 items',
    ],
  ])('refuses a file that is %s', (_title, text, mistakes) => {
    const parse = () => parseReporterConfig(text);

    expect(parse).toThrowError(
      expect.objectContaining({ code: 'CONFIG_INVALID', message: `reading reporter.yaml: ${mistakes}` }),
    );
  });

  const OF_TARGET = `schedule: {rate: 1 hour}
targets:
  - name: a
    namespace: b
    kubeconfigSecretArn: ${SECRET}
`;
  const EMPTY = 'empty: for every Job of the namespace write allJobs: true in its place, or "" in quotes';
  const TAG =
    'it begins with "!", which YAML takes for a tag and drops: put the whole value in quotes when the "!" is part of it';

  it.each<[title: string, lines: string, mistakes: readonly string[]]>([
    [
      'a tag, as a selector that begins with "!"',
      '    labelSelector: !canary',
      [`targets[0].labelSelector (line 6): ${TAG}`],
    ],
    [
      'a tag with something behind it',
      '    labelSelector: !not canary',
      [`targets[0].labelSelector (line 6): ${TAG}`],
    ],
    [
      'a tag that YAML knows',
      '    labelSelector: !!str canary',
      [`targets[0].labelSelector (line 6): ${TAG}`],
    ],
    [
      'a tag of another setting',
      '    labelSelector: app=a\n    context: !Ref Prod',
      [`targets[0].context (line 7): ${TAG}`],
    ],
    [
      'a tag in a list',
      '    labelSelector: app=a\nvpc: { id: vpc-0a, subnetIds: [!Ref A, subnet-0a], securityGroupIds: [sg-0a] }',
      [`vpc.subnetIds[0] (line 7): ${TAG}`],
    ],
    ['an empty folded block', '    labelSelector: >', [`targets[0].labelSelector (line 6): ${EMPTY}`]],
    ['an empty literal block', '    labelSelector: |', [`targets[0].labelSelector (line 6): ${EMPTY}`]],
    ['nothing', '    labelSelector:', ['targets[0].labelSelector (line 6): expected a string']],
    ['spaces', "    labelSelector: '  '", ['targets[0].labelSelector (line 6): nothing but spaces']],
    [
      'a block with its line feed',
      '    labelSelector: |\n      app=a',
      ['targets[0].labelSelector (line 6): one line, without line feeds and other control characters'],
    ],
    [
      'no selector',
      '',
      ['targets[0].labelSelector (line 3): give it, or allJobs: true for every Job of the namespace'],
    ],
    [
      'two words for it',
      '    labelSelector: app=a\n    allJobs: true',
      ['targets[0].labelSelector (line 6): give either labelSelector or allJobs'],
    ],
    [
      'a word for its opposite',
      '    labelSelector: app=a\n    allJobs: false',
      [
        'targets[0].allJobs (line 7): true, or leave it out',
        'targets[0].labelSelector (line 6): give either labelSelector or allJobs',
      ],
    ],
    [
      'a second document',
      '    labelSelector: app=a\n---\ntargets: []',
      [
        'the whole (line 7): a second document begins here ("---"), and would be left out: one file is one document',
      ],
    ],
    [
      'a pattern that does not compile',
      "    labelSelector: app=a\n    redaction: { patterns: [{ name: order, pattern: 'order=(hunter2' }] }",
      ['targets[0].redaction.patterns[0].pattern (line 7): no regular expression of RE2: missing closing )'],
    ],
    [
      'a pattern that looks ahead',
      "    labelSelector: app=a\n    redaction: { patterns: [{ name: order, pattern: 'order(?=hunter2)' }] }",
      [
        'targets[0].redaction.patterns[0].pattern (line 7): no regular expression of RE2: invalid or unsupported Perl syntax',
      ],
    ],
    [
      'a pattern that matches nothing',
      "    labelSelector: app=a\n    redaction: { patterns: [{ name: order, pattern: 'x*' }] }",
      [
        'targets[0].redaction.patterns[0].pattern (line 7): it matches the empty text, so it says nothing of where a credential is',
      ],
    ],
    [
      'a pattern with the name of a rule',
      "    labelSelector: app=a\n    redaction: { patterns: [{ name: jwt, pattern: 'x+' }] }",
      ['targets[0].redaction.patterns[0].name (line 7): a built-in rule has this name'],
    ],
    [
      'two patterns of one name',
      "    labelSelector: app=a\n    redaction: { patterns: [{ name: order, pattern: 'x+' }, { name: order, pattern: 'y+' }] }",
      ['targets[0].redaction.patterns[1].name (line 7): the name of patterns[0]'],
    ],
    [
      'a subnet twice',
      '    labelSelector: app=a\nvpc: { id: vpc-0a, subnetIds: [subnet-0a, subnet-0b, subnet-0a], securityGroupIds: [sg-0a, sg-0a] }',
      [
        'vpc.subnetIds[2] (line 7): the same as subnetIds[0]',
        'vpc.securityGroupIds[1] (line 7): the same as securityGroupIds[0]',
      ],
    ],
    [
      'a zone in small letters',
      '    labelSelector: app=a\n    schedule: { cron: 0 6 * * ? *, timeZone: europe/berlin }',
      ['targets[0].schedule.timeZone (line 7): capitals count: write Europe/Berlin'],
    ],
  ])('refuses %s, beside all other mistakes', (_title, lines, mistakes) => {
    const text = `${OF_TARGET}${lines}\ncolour: blue\n`.replace(
      '---\ntargets: []\ncolour: blue',
      '---\ntargets: []',
    );

    const { message } = catchError(() => parseReporterConfig(text));

    const told = message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
    expect(told.filter((line) => !line.includes('"colour"')).toSorted()).toEqual(mistakes.toSorted());
    expect(message).not.toContain('hunter2');
  });

  it.each(['allJobs: true', "labelSelector: ''", 'labelSelector: ""'])('takes %s for every Job', (word) => {
    const { targets } = parseReporterConfig(`${OF_TARGET}    ${word}\n`);

    expect(targets[0]?.labelSelector).toBe('');
    expect(targets[0]).not.toHaveProperty('allJobs');
  });

  it('takes a selector in quotes as it stands', () => {
    const { targets } = parseReporterConfig(`${OF_TARGET}    labelSelector: '!canary'\n`);

    expect(targets[0]?.labelSelector).toBe('!canary');
  });

  it('reads JSON, and a file that begins with a byte order mark', () => {
    const text = `\uFEFF{"schedule": {"rate": "1 hour"}, "targets": [{"name": "a", "namespace": "b", "labelSelector": "", "kubeconfigSecretArn": "${SECRET}"}]}`;

    const { targets } = parseReporterConfig(text);

    expect(targets.map((target) => target.name)).toEqual(['a']);
  });
});

describe('loadReporterConfig', () => {
  it('says that there is no such file', async () => {
    const loading = loadReporterConfig('no/such/reporter.yaml');

    await expect(loading).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'CONFIG_UNREADABLE',
      message:
        'reading no/such/reporter.yaml: there is no such file. Name the file that describes your targets',
    });
  });
});

/** The settings of a schema by their paths in the fixture, where the first target has all that a target may have. */
function listSettings(schema: z.core.JSONSchema.BaseSchema, path: string): readonly string[] {
  if (schema.type === 'array' && typeof schema.items === 'object' && 'type' in schema.items) {
    return schema.items.type === 'object' ? listSettings(schema.items, `${path}[0]`) : [];
  }
  if (schema.type !== 'object') return [path];
  const all = Object.entries(schema.properties ?? {});
  return all.flatMap(([name, property]) => {
    return typeof property === 'object' ? listSettings(property, path === '' ? name : `${path}.${name}`) : [];
  });
}

function catchError(act: () => unknown): ConfigurationError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
  }
  throw new Error('no ConfigurationError was thrown');
}
