import { describe, expect, it } from 'vitest';
import { parseScheduleEvent } from '../../lambda/event.ts';
import { NOW, SCHEDULED, SECRET_ARN } from './function-world.ts';

const { target } = SCHEDULED;

describe('the event of a schedule', () => {
  it('becomes a target with its defaults, and the slot as a time', () => {
    const event = {
      target: { ...target, context: 'prod', maxLogLines: 250 },
      scheduledTime: '2026-11-22T19:00:00Z',
    };

    const parsed = parseScheduleEvent(event, NOW);

    expect(parsed).toEqual({
      target: {
        name: 'trading-bots',
        kubeconfigSecretArn: SECRET_ARN,
        context: 'prod',
        namespace: 'trading-bots',
        labelSelector: 'app=arbitrage-tuning',
        allowLocalServer: true,
        maxLogLines: 250,
        redaction: { enabled: true, patterns: [] },
      },
      scheduledTime: new Date('2026-11-22T19:00:00Z'),
    });
  });

  it('may come without a slot, and its slot may be told in another zone', () => {
    const manual = parseScheduleEvent({ target }, NOW);
    const elsewhere = parseScheduleEvent({ target, scheduledTime: '2026-11-22T20:00:00+01:00' }, NOW);

    expect(manual.scheduledTime).toBeUndefined();
    expect(elsewhere.scheduledTime).toEqual(new Date('2026-11-22T19:00:00Z'));
  });

  it.each([
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kubeconfigs/trading-AbCdEf',
    'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:trading_bots+a=b.c@d-9zZ0aB',
    'arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:k-abcdef',
  ])('may name the secret %s', (kubeconfigSecretArn) => {
    const parsed = parseScheduleEvent({ target: { ...target, kubeconfigSecretArn } }, NOW);

    expect(parsed.target.kubeconfigSecretArn).toBe(kubeconfigSecretArn);
  });

  const { kubeconfigSecretArn: _arn, ...placeless } = target;

  it.each([
    { kubeconfigSecretName: 'kubeconfigs/trading', kubeconfigVersionStage: 'AWSPREVIOUS' },
    { kubeconfigParameter: '/kubeconfigs/trading:3' },
    { kubeconfigParameter: 'arn:aws:ssm:eu-central-1:123456789012:parameter/kubeconfigs/trading' },
    { kubeconfigSecretName: 'trading', insecureSkipTlsVerify: true },
  ])('may name the place of the kubeconfig by %j', (place) => {
    const parsed = parseScheduleEvent({ target: { ...placeless, ...place } }, NOW);

    expect(parsed.target).toMatchObject(place);
  });

  const ARN_WANTED =
    'target.kubeconfigSecretArn: the complete ARN of a secret: arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>';
  const TIME_WANTED = 'scheduledTime: a time with its zone, as 2026-11-22T19:00:00Z';

  it.each<[title: string, event: unknown, why: string]>([
    ['that is no object', 'trading-bots', 'the whole: Invalid input: expected object, received string'],
    ['that is missing', undefined, 'the whole: Invalid input: expected object, received undefined'],
    ['without a target', {}, 'target: Invalid input: expected object, received undefined'],
    [
      'of the console’s test button',
      { key1: 'value1' },
      'target: Invalid input: expected object, received undefined; the whole: Unrecognized key: "key1"',
    ],
    [
      'with nothing in its target',
      { target: {} },
      [
        'target.name: Invalid input: expected string, received undefined',
        'target.namespace: Invalid input: expected string, received undefined',
        'target.labelSelector: Invalid input: expected string, received undefined',
        'target.kubeconfigSecretArn: give it, or kubeconfigSecretName, or kubeconfigParameter',
      ].join('; '),
    ],
    [
      'with a field that is not known',
      { target: { ...target, kubeconfig: 'apiVersion: v1' } },
      'target: Unrecognized key: "kubeconfig"',
    ],
    [
      'with a kubeconfig where the ARN belongs',
      { target: { ...target, kubeconfigSecretArn: 'users: [{user: {token: s3cr3t}}]' } },
      ARN_WANTED,
    ],
    [
      'with the ARN of something else',
      {
        target: {
          ...target,
          kubeconfigSecretArn: 'arn:aws:ssm:eu-central-1:123456789012:parameter/kubeconfig',
        },
      },
      ARN_WANTED,
    ],
    [
      'with an ARN that lacks its last six characters',
      {
        target: {
          ...target,
          kubeconfigSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:trading',
        },
      },
      ARN_WANTED,
    ],
    [
      'with two places of a kubeconfig',
      { target: { ...target, kubeconfigParameter: '/trading' } },
      'target.kubeconfigSecretArn: give one of kubeconfigSecretArn, kubeconfigSecretName and kubeconfigParameter',
    ],
    [
      'with a version stage of a parameter',
      { target: { ...placeless, kubeconfigParameter: '/trading', kubeconfigVersionStage: 'AWSCURRENT' } },
      'target.kubeconfigVersionStage: a parameter has none: write its version or label behind its name, after ":"',
    ],
    [
      'whose slot the scheduler did not fill in',
      { target, scheduledTime: '<aws.scheduler.scheduled-time>' },
      TIME_WANTED,
    ],
    ['with a slot of no zone', { target, scheduledTime: '2026-11-22T19:00:00' }, TIME_WANTED],
    ['with a slot on no day', { target, scheduledTime: '2026-02-30T19:00:00Z' }, TIME_WANTED],
    ['with a slot in seconds', { target, scheduledTime: 1_795_374_000 }, TIME_WANTED],
    [
      'with a slot that is yet to come',
      { target, scheduledTime: '2026-11-22T19:05:04Z' },
      'scheduledTime: it lies in the future',
    ],
    [
      'with no lines wanted',
      { target: { ...target, maxLogLines: 0 } },
      'target.maxLogLines: Too small: expected number to be >=1',
    ],
  ])('%s is refused by the name of each bad field', (_title, event, why) => {
    const parse = () => parseScheduleEvent(event, NOW);

    expect(parse).toThrowError(
      expect.objectContaining({
        name: 'ConfigurationError',
        code: 'SETTINGS_INVALID',
        message: `reading the event: ${why}. Correct each field named`,
      }),
    );
  });
});
