import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { isInCluster, openInClusterKubeconfig } from '../../src/kubeconfig/in-cluster.ts';
import { logIn, readAccess } from '../../src/kubeconfig/login.ts';
import { monitorOf, TEST_TIME } from '../doubles/cluster-monitor.ts';

const HERE = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' };

async function mountServiceAccount(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'job-reporter-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

describe('the credentials of a pod', () => {
  test('read the cluster that the pod is in', async () => {
    const cluster = await startEmbeddedCluster({ now: () => TEST_TIME });
    onTestFinished(() => cluster.close());
    const { hostname, port } = new URL(cluster.server);
    const folder = await mountServiceAccount({
      token: 'fake-token-of-reporter\n',
      'ca.crt': cluster.certificateAuthority.certificate,
      namespace: 'trading-bots',
    });
    const env = { KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port };
    const kubeconfig = openInClusterKubeconfig(env, folder);

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(snapshot.cluster).toEqual({ context: 'in-cluster', server: `${cluster.server}/` });
  });

  test('ask by an IPv6 address in brackets, in the namespace of the pod', async () => {
    const folder = await mountServiceAccount({ token: 'fake-token', namespace: 'nightly\n' });
    const env = { ...HERE, KUBERNETES_SERVICE_HOST: 'fd00:10:96::1' };

    const { server, namespace } = await readAccess(openInClusterKubeconfig(env, folder), undefined);

    expect([server.href, namespace]).toEqual(['https://[fd00:10:96::1]/', 'nightly']);
  });

  test('are read anew for each run: Kubernetes puts another token there within the hour', async () => {
    const folder = await mountServiceAccount({ token: 'fake-token-of-one-hour' });
    const source = openInClusterKubeconfig(HERE, folder);
    const login = () => logIn({ source, context: undefined, refresh: false, now: TEST_TIME });

    const before = await login();
    await writeFile(join(folder, 'token'), 'fake-token-of-the-next');
    const after = await login();

    expect([before.headers, after.headers]).toEqual([
      { authorization: 'Bearer fake-token-of-one-hour' },
      { authorization: 'Bearer fake-token-of-the-next' },
    ]);
  });

  test('are told to be missing by the file that is', async () => {
    const folder = await mountServiceAccount({});

    const reading = openInClusterKubeconfig(HERE, folder).read({ refresh: false });

    await expect(reading).rejects.toThrow(
      `reading the pod's ServiceAccount from ${folder}/token: there is no such file. Run it in a pod whose ServiceAccount is mounted (automountServiceAccountToken), or give a kubeconfig`,
    );
  });

  test('are told to be missing where no cluster is', async () => {
    const reading = openInClusterKubeconfig({ KUBERNETES_SERVICE_HOST: '' }).read({ refresh: false });

    await expect(reading).rejects.toThrow(
      "reading the pod's ServiceAccount from the environment: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set",
    );
  });

  test.each([
    [HERE, true],
    [{ ...HERE, KUBERNETES_SERVICE_PORT: '' }, false],
    [{}, false],
  ])('are looked for by the variables that a cluster sets: %j', (env, isThere) => {
    expect(isInCluster(env)).toBe(isThere);
  });
});
