import { describe, expect, it } from 'vitest';
import { createKubeconfigCache } from '../../../lambda/kubeconfig/cache.ts';
import { makeContext, NOW, SCHEDULED, SECRET_ARN, startFunctionWorld } from '../function-world.ts';

const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const SAMPLE = { ...SCHEDULED.target, labelSelector: 'session_id=d29-k8s-demo-session' };

describe('the kubeconfigs that an environment has read', () => {
  it('are kept for a minute, each by its place', () => {
    const cache = createKubeconfigCache();

    cache.keep('a', { version: '1', text: 'first' }, at(0), false);

    expect([cache.find('a', at(59)), cache.find('a', at(60)), cache.find('b', at(0))]).toEqual([
      { version: '1', text: 'first', until: at(60).getTime() },
      null,
      null,
    ]);
  });

  it('are kept anew when the cluster refused one and another version is there', () => {
    const cache = createKubeconfigCache();
    cache.keep('a', { version: '1', text: 'first' }, at(0), false);

    cache.keep('a', { version: '2', text: 'second' }, at(1), true);

    expect(cache.find('a', at(2))?.text).toBe('second');
  });

  it('are not kept when the version that the cluster refused is still the one', () => {
    const cache = createKubeconfigCache();
    cache.keep('a', { version: '1', text: 'first' }, at(0), false);

    cache.keep('a', { version: '1', text: 'first' }, at(1), true);

    expect(cache.find('a', at(2))).toBeNull();
  });

  it('cost one call for all targets of a slot that share a secret, and one for each minute', async () => {
    let now = NOW;
    const clock = { now: () => now };
    const { handler, secretsManager } = await startFunctionWorld({ cluster: clock, dependencies: clock });

    await handler({ target: SAMPLE }, makeContext());
    await handler({ target: { ...SAMPLE, name: 'other' } }, makeContext());
    const within = secretsManager.calls.length;
    now = at(61);
    await handler({ target: SAMPLE }, makeContext());

    expect([within, secretsManager.calls.length]).toEqual([1, 2]);
  });

  it('are passed over on a 401: a rotated one is found at once', async () => {
    const { handler, secretsManager, cluster } = await startFunctionWorld();
    secretsManager.place(SECRET_ARN, { SecretString: cluster.kubeconfig({ as: 'invalid' }) });
    await handler({ target: { ...SAMPLE, name: 'first' } }, makeContext());
    const before = secretsManager.calls.length;
    secretsManager.place(SECRET_ARN, { SecretString: cluster.kubeconfig({ as: 'reporter' }) });

    const summary = await handler({ target: SAMPLE }, makeContext());

    expect(summary.verdict).toBe('COMPLETE');
    expect([before, secretsManager.calls.length]).toEqual([2, 3]);
  });

  it('never take the short form of a secret for less', async () => {
    const { handler, secretsManager, cluster } = await startFunctionWorld();
    const caData = Buffer.from(cluster.certificateAuthority.certificate).toString('base64');
    const secret = { server: cluster.server, token: 'fake-token-of-reporter', caData };
    secretsManager.place(SECRET_ARN, { SecretString: JSON.stringify(secret) });

    const summary = await handler({ target: SAMPLE }, makeContext());

    expect(summary.verdict).toBe('COMPLETE');
  });
});
