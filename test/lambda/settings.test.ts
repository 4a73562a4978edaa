import { describe, expect, it } from 'vitest';
import { readTarget } from '../../lambda/settings.ts';
import { makeContext, SCHEDULED, SECRET_ARN, startFunctionWorld } from './function-world.ts';

const { name, ...target } = SCHEDULED.target;
const { kubeconfigSecretArn: _arn, ...placeless } = target;

const read = (settings: object, variables = {}) =>
  readTarget(JSON.stringify({ targets: { [name]: settings } }), name, variables);

describe('the settings that are deployed with the function', () => {
  it('are the targets by their names, each with its defaults', () => {
    const found = read({ ...target, context: 'prod', maxLogLines: 250 });

    expect(found).toEqual({
      name: 'trading-bots',
      kubeconfigSecretArn: SECRET_ARN,
      context: 'prod',
      namespace: 'trading-bots',
      labelSelector: 'app=arbitrage-tuning',
      allowLocalServer: true,
      maxLogLines: 250,
      redaction: { enabled: true, patterns: [] },
    });
  });

  it.each([
    {
      kubeconfigSecretArn:
        'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:trading_bots+a=b.c@d-9zZ0aB',
    },
    { kubeconfigSecretArn: 'arn:aws-us-gov:secretsmanager:us-gov-west-1:123456789012:secret:k-abcdef' },
    { kubeconfigSecretName: 'kubeconfigs/trading', kubeconfigVersionStage: 'AWSPREVIOUS' },
    { kubeconfigParameter: '/kubeconfigs/trading:3' },
    { kubeconfigParameter: 'arn:aws:ssm:eu-central-1:123456789012:parameter/kubeconfigs/trading' },
    { kubeconfigSecretName: 'trading', insecureSkipTlsVerify: true },
    {
      kubeconfigSecretName: 'trading',
      eksClusterName: 'trading',
      eksRoleArn: 'arn:aws:iam::123456789012:role/r',
    },
  ])('may have the kubeconfig at %j', (place) => {
    expect(read({ ...placeless, ...place })).toMatchObject(place);
  });

  it('may refer to variables for what is known in the deployed stack only', () => {
    const found = read(
      { ...target, kubeconfigSecretArn: 'env:REFERENCE_1', eksRoleArn: 'env:REFERENCE_2' },
      { REFERENCE_1: SECRET_ARN, REFERENCE_2: 'arn:aws:iam::123456789012:role/r' },
    );

    expect(found).toMatchObject({
      kubeconfigSecretArn: SECRET_ARN,
      eksRoleArn: 'arn:aws:iam::123456789012:role/r',
    });
  });

  const ARN_WANTED =
    'kubeconfigSecretArn: the complete ARN of a secret: arn:aws:secretsmanager:<region>:<account>:secret:<name>-<6 characters>';

  it.each<[title: string, settings: object, why: string]>([
    [
      'with nothing in it',
      {},
      [
        'namespace: Invalid input: expected string, received undefined',
        'labelSelector: Invalid input: expected string, received undefined',
        'kubeconfigSecretArn: give it, or kubeconfigSecretName, or kubeconfigParameter',
      ].join('; '),
    ],
    [
      'with a field that is not known',
      { ...target, kubeconfig: 'apiVersion: v1' },
      'the whole: Unrecognized key: "kubeconfig"',
    ],
    [
      'with a kubeconfig where the ARN belongs',
      { ...target, kubeconfigSecretArn: 'users: [{user: {token: s3cr3t}}]' },
      ARN_WANTED,
    ],
    [
      'with the ARN of something else',
      { ...target, kubeconfigSecretArn: 'arn:aws:ssm:eu-central-1:123456789012:parameter/kubeconfig' },
      ARN_WANTED,
    ],
    [
      'with an ARN that lacks its last six characters',
      { ...target, kubeconfigSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:trading' },
      ARN_WANTED,
    ],
    [
      'with two places of a kubeconfig',
      { ...target, kubeconfigParameter: '/trading' },
      'kubeconfigSecretArn: give one of kubeconfigSecretArn, kubeconfigSecretName and kubeconfigParameter',
    ],
    [
      'with a version stage of a parameter',
      { ...placeless, kubeconfigParameter: '/trading', kubeconfigVersionStage: 'AWSCURRENT' },
      'kubeconfigVersionStage: a parameter has none: write its version or label behind its name, after ":"',
    ],
    [
      'with no lines wanted',
      { ...target, maxLogLines: 0 },
      'maxLogLines: Too small: expected number to be >=1',
    ],
    [
      'with a reference to nothing',
      { ...target, kubeconfigSecretArn: 'env:REFERENCE_9' },
      'kubeconfigSecretArn: Invalid input: expected string, received undefined; kubeconfigSecretArn: give it, or kubeconfigSecretName, or kubeconfigParameter',
    ],
  ])('%s are refused by the name of each bad field, and no value', (_title, settings, why) => {
    expect(() => read(settings)).toThrowError(
      expect.objectContaining({
        name: 'ConfigurationError',
        code: 'SETTINGS_INVALID',
        message: `reading the settings of target trading-bots: ${why}. Correct each field named`,
      }),
    );
  });

  it.each<[title: string, text: string | null, message: string]>([
    [
      'that are not there',
      null,
      'reading the function\'s settings: there is neither settings.json beside its code nor JOB_REPORTER_SETTINGS. Deploy it with its targets: {"targets": {"NAME": {…}}}',
    ],
    [
      'that are no JSON',
      'token: s3cr3t',
      'reading the function\'s settings: they are not {"targets": {"NAME": {…}}} in JSON. Deploy the stack again',
    ],
    [
      'without the target',
      JSON.stringify({ targets: { nightly: target } }),
      'reading the event: target: none of that name is deployed; there is 1. Name one of them, as the schedules do',
    ],
    [
      'without a target of what every object has',
      JSON.stringify({ targets: {} }),
      'reading the event: target: none of that name is deployed; there are 0. Name one of them, as the schedules do',
    ],
  ])('%s are told', (title, text, message) => {
    const asked = title.includes('every object') ? 'constructor' : name;

    expect(() => readTarget(text, asked, {})).toThrowError(message);
  });

  it('hold for whoever invokes the function: what the event would change is refused before anybody is asked', async () => {
    const { handler, store, secretsManager, cluster } = await startFunctionWorld();
    const event = { target: 'trading-bots', namespace: 'kube-system' };

    const invocation = handler(event, makeContext());

    await expect(invocation).rejects.toMatchObject({ code: 'SETTINGS_INVALID' });
    expect([store.requests, secretsManager.calls, cluster.requests]).toEqual([[], [], []]);
  });
});
