import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseScheduleEvent } from '../../lambda/event.ts';
import { loadReporterConfig, parseReporterConfig } from '../../src/config/file.ts';
import { reporterConfigSchema, selectScheduledTarget } from '../../src/config/schema.ts';
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
      retention: { reportDays: 400, colderAfterDays: 60, oldVersionDays: 7, functionLogDays: 90 },
      alarms: {},
      function: { memoryMegabytes: 1024, timeoutSeconds: 300 },
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
      retention: { reportDays: 90, colderAfterDays: 30, oldVersionDays: 3, functionLogDays: 14 }
      alarms: { email: ops@example.com, runbook: 'https://git.example.com/runbook.md' }
      function: { memoryMegabytes: 2048, timeoutSeconds: 600, reservedConcurrency: 5 }
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
          schedule: { rate: 1 hour }
    `;

    const config = parseReporterConfig(text);

    expect(config).toEqual({
      name: 'nightly-reports',
      retention: { reportDays: 90, colderAfterDays: 30, oldVersionDays: 3, functionLogDays: 14 },
      alarms: { email: 'ops@example.com', runbook: 'https://git.example.com/runbook.md' },
      function: { memoryMegabytes: 2048, timeoutSeconds: 600, reservedConcurrency: 5 },
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

  it('reads JSON, and a file that begins with a byte order mark', () => {
    const text = `\uFEFF{"schedule": {"rate": "1 hour"}, "targets": [{"name": "a", "namespace": "b", "labelSelector": "", "kubeconfigSecretArn": "${SECRET}"}]}`;

    const { targets } = parseReporterConfig(text);

    expect(targets.map((target) => target.name)).toEqual(['a']);
  });
});

describe('a target on its way to the function', () => {
  it('is what the function accepts, with all that the config says of it but its schedule and its key', () => {
    const { targets } = parseReporterConfig(`
      schedule: { rate: 1 hour }
      targets:
        - name: trading-bots
          context: prod
          namespace: trading-bots
          labelSelector: app=tuning
          maxLogLines: 10
          redaction: { patterns: [{ name: order-id, pattern: 'order=(?P<secret>\\w+)' }] }
          limits: { lineBytes: 4096 }
          kubeconfigSecretArn: ${SECRET}
          kubeconfigKeyArn: arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
    `);
    const [target] = targets.map(selectScheduledTarget);

    const { target: accepted } = parseScheduleEvent({ target }, new Date('2026-11-22T19:00:00Z'));

    expect(accepted).toEqual(target);
    expect(accepted).toEqual({
      name: 'trading-bots',
      context: 'prod',
      namespace: 'trading-bots',
      labelSelector: 'app=tuning',
      maxLogLines: 10,
      redaction: {
        enabled: true,
        patterns: [{ name: 'order-id', pattern: String.raw`order=(?P<secret>\w+)` }],
      },
      limits: { lineBytes: 4096 },
      kubeconfigSecretArn: SECRET,
    });
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
