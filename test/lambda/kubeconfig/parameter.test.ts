import { describe, expect, it, onTestFinished } from 'vitest';
import { createSsmClient, readParameter } from '../../../lambda/kubeconfig/parameter.ts';
import type { AwsAnswer } from '../../doubles/aws/service.ts';
import { refuseParameter, startSsm, type Parameter } from '../../doubles/aws/ssm.ts';
import {
  CREDENTIALS,
  makeContext,
  readReport,
  REGION,
  SCHEDULED,
  startFunctionWorld,
} from '../function-world.ts';

const NAME = '/kubeconfigs/trading';

async function startParameterStore() {
  const ssm = await startSsm({ region: REGION, credentials: CREDENTIALS });
  onTestFinished(() => ssm.close());
  return ssm;
}

async function read(parameter?: Parameter | AwsAnswer, signal = new AbortController().signal) {
  const ssm = await startParameterStore();
  if (parameter !== undefined) ssm.place(NAME, parameter);
  const client = createSsmClient({ endpoint: ssm.endpoint, region: REGION, credentials: CREDENTIALS });
  onTestFinished(() => client.destroy());
  return await readParameter(client, { kind: 'parameter', id: NAME }, signal);
}

describe('the kubeconfig in a parameter', () => {
  it('is read decrypted, with its version', async () => {
    const found = await read({ Type: 'SecureString', Value: 'kind: Config', Version: 3 });

    expect(found).toEqual({ version: '3', text: 'kind: Config' });
  });

  it('takes a run the whole way, and costs one call of SSM and none of Secrets Manager', async () => {
    const ssm = await startParameterStore();
    const { handler, store, cluster, secretsManager } = await startFunctionWorld({
      variables: { AWS_ENDPOINT_URL_SSM: ssm.endpoint },
    });
    const { kubeconfigSecretArn: _arn, ...target } = SCHEDULED.target;
    ssm.place(NAME, { Type: 'SecureString', Value: cluster.kubeconfig({ as: 'reporter' }), Version: 1 });

    await handler({ ...SCHEDULED, target: { ...target, kubeconfigParameter: NAME } }, makeContext());

    expect(readReport(store).jobs).toHaveLength(28);
    expect(ssm.calls).toEqual([{ action: 'ssm:GetParameter', resource: NAME }]);
    expect(secretsManager.calls).toEqual([]);
  });

  it.each<[title: string, parameter: Parameter | AwsAnswer | undefined, why: string, advice: string]>([
    [
      'that does not exist',
      undefined,
      'SSM answered 400 ParameterNotFound',
      'Create the parameter, or correct kubeconfigParameter of the target: account, region, name and version',
    ],
    [
      'that is kept unencrypted, without quoting it',
      { Type: 'String', Value: 'token: fake-secret', Version: 1 },
      'it is not a SecureString: whoever may read parameters reads the credentials in it',
      'Delete it, store the kubeconfig as a SecureString, and renew the credentials',
    ],
    [
      'that the role may not read',
      refuseParameter('AccessDeniedException', 'User: role is not authorized to perform: ssm:GetParameter'),
      'SSM answered 400 AccessDeniedException: User: role is not authorized to perform: ssm:GetParameter',
      "Allow ssm:GetParameter on it in the policy of the function's role",
    ],
    [
      'whose key the role may not use',
      refuseParameter('AccessDeniedException', 'The ciphertext refers to a key that you may not access.'),
      'SSM answered 400 AccessDeniedException: The ciphertext refers to a key that you may not access',
      "Allow kms:Decrypt on the parameter's KMS key in the policy of the function's role and in the key's policy, and see that the key is enabled",
    ],
    [
      'whose answer broke off, without quoting what came',
      { status: 200, type: 'application/x-amz-json-1.1', body: '{"Parameter":{"Value":"fake-secret' },
      'the answer of SSM cannot be understood (SyntaxError)',
      'Check the parameter and kubeconfigParameter of the target',
    ],
  ])('%s is an error that says what to do', async (_title, parameter, why, advice) => {
    const error: unknown = await read(parameter).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({
      code: 'KUBECONFIG_UNREADABLE',
      message: `reading the kubeconfig from parameter ${NAME}: ${why}. ${advice}`,
    });
    expect(JSON.stringify(error)).not.toContain('fake-secret');
  });

  it('is not asked for when the time is up', async () => {
    const reading = read({ Type: 'SecureString', Value: 'x', Version: 1 }, AbortSignal.abort());

    await expect(reading).rejects.toThrow("the run's time was up before SSM answered. In a VPC, give");
  });
});
