import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { makeClientNode, readClientNode } from '../../src/kubeconfig/client-node.ts';
import { logIn } from '../../src/kubeconfig/login.ts';
import { openMachine } from '../../src/kubeconfig/kubectl-files.ts';
import type { KubeconfigSource } from '../../src/kubeconfig/source.ts';
import { monitorOf, TEST_TIME, textSource } from '../doubles/cluster-monitor.ts';
import { writeYaml } from '../doubles/kubeconfig-text.ts';

const NOTHING = { readFile: null };
const MACHINE = openMachine({ env: {}, isTerminal: false });
const now = () => TEST_TIME;

async function startCluster(): Promise<EmbeddedCluster> {
  const cluster = await startEmbeddedCluster({ now });
  onTestFinished(() => cluster.close());
  return cluster;
}

async function makeFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'job-reporter-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

function loadConfig(text: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(text);
  return config;
}

async function findHeaders(source: KubeconfigSource): Promise<object> {
  const { headers } = await logIn({ source, context: undefined, refresh: false, now: TEST_TIME });
  return headers;
}

describe('a KubeConfig of client-node as a source', () => {
  test('reads the cluster that it is of', async () => {
    const cluster = await startCluster();
    const kubeconfig = readClientNode(loadConfig(cluster.kubeconfig({ as: 'reporter' })), NOTHING);

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(snapshot.jobs.map(({ jobName, phase }) => `${jobName} ${phase}`)).toEqual([
      'arb-tuning-d29-k8s--worker-1-0 SUCCEEDED',
    ]);
  });

  test('is read as it stands at the moment of reading', async () => {
    const config = loadConfig(writeYaml());
    const source = readClientNode(config, NOTHING);
    config.users = [{ name: 'reporter', token: 'fake-token-of-later' }];

    const headers = await findHeaders(source);

    expect(headers).toEqual({ authorization: 'Bearer fake-token-of-later' });
  });

  test('asks with the token of the file that loadFromCluster names, read anew each time', async () => {
    const folder = await makeFolder({ token: 'fake-token-of-one-hour\n' });
    const config = loadConfig(writeYaml());
    const authProvider = { name: 'tokenFile', config: { tokenFile: join(folder, 'token') } };
    config.users = [{ name: 'reporter', authProvider }];
    const source = readClientNode(config, MACHINE);

    const before = await findHeaders(source);
    await writeFile(join(folder, 'token'), 'fake-token-of-the-next');
    const after = await findHeaders(source);

    expect([before, after]).toEqual([
      { authorization: 'Bearer fake-token-of-one-hour' },
      { authorization: 'Bearer fake-token-of-the-next' },
    ]);
  });

  test('keeps whom it asks to be taken for', async () => {
    const source = readClientNode(loadConfig(writeYaml({ user: ['as: auditor'] })), NOTHING);

    const headers = await findHeaders(source);

    expect(headers).toEqual({ 'impersonate-user': 'auditor' });
  });

  test('executes nothing where nothing may be executed, wherever the plugin stands', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'sign-in' };
    const config = loadConfig(writeYaml());
    config.users = [{ name: 'reporter', authProvider: { name: 'exec', config: { exec } } }];
    const source = readClientNode(config, NOTHING);

    await expect(findHeaders(source)).rejects.toThrow(
      'using context "prod" of the kubeconfig: its user runs the plugin "sign-in", and nothing of a kubeconfig is executed here',
    );
  });

  test('says what is wrong with it in the words for a kubeconfig', async () => {
    const source = readClientNode({ clusters: [], users: [], contexts: [], currentContext: 'prod' }, NOTHING);

    await expect(findHeaders(source)).rejects.toThrow(
      'reading the kubeconfig: context "prod" is asked for, which is not in the file. Its context should be one of: (the file has none)',
    );
  });
});

describe('a source as a KubeConfig of client-node', () => {
  test('lists Jobs and pods as a program does that knows nothing of us', async () => {
    const cluster = await startCluster();
    const config = await makeClientNode(textSource(cluster.kubeconfig({ as: 'reporter' })), { now });

    const { items: jobs } = await config
      .makeApiClient(BatchV1Api)
      .listNamespacedJob({ namespace: 'trading-bots', labelSelector: 'session_id=d29-k8s-demo-session' });
    const { items: pods } = await config.makeApiClient(CoreV1Api).listNamespacedPod({
      namespace: 'trading-bots',
      labelSelector: 'session_id=d29-k8s-demo-session',
    });

    expect(jobs.map(({ metadata }) => metadata?.name)).toEqual(['arb-tuning-d29-k8s--worker-1-0']);
    expect(pods).toHaveLength(1);
  });

  test('asks with the token of a tokenFile, which client-node does not know, and with the next one when that is there', async () => {
    const cluster = await startCluster();
    const folder = await makeFolder({ token: 'fake-token-of-nobody' });
    const text = cluster
      .kubeconfig({ as: 'reporter' })
      .replace('token: fake-token-of-reporter', `tokenFile: ${join(folder, 'token')}`);
    let time = TEST_TIME.getTime();
    const clock = () => new Date(time);
    const config = await makeClientNode({ ...textSource(text, text), ...MACHINE }, { now: clock });
    const list = () => config.makeApiClient(BatchV1Api).listNamespacedJob({ namespace: 'trading-bots' });

    const refused = await list().catch((error: unknown) => error);
    await writeFile(join(folder, 'token'), 'fake-token-of-reporter');
    time += 60_000;
    const { items } = await list();

    expect(refused).toMatchObject({ code: 401 });
    expect(items.length).toBeGreaterThan(0);
  });

  test('says who it is to be taken for, with uid and group', async () => {
    const user = ['token: fake-token', 'as: auditor', 'as-uid: u-17', 'as-groups: [readers]'];
    const config = await makeClientNode(textSource(writeYaml({ user })), { now });
    const options: RequestOptions = {};

    await config.applyToHTTPSOptions(options);

    expect(options.headers).toEqual({
      authorization: 'Bearer fake-token',
      'impersonate-user': 'auditor',
      'impersonate-uid': 'u-17',
      'impersonate-group': ['readers'],
    });
    expect(options.rejectUnauthorized).toBe(true);
  });

  test('refuses several groups, of which client-node would make one', async () => {
    const user = ['token: fake-token', 'as: auditor', 'as-groups: [readers, writers]'];
    const source = textSource(writeYaml({ user }));

    await expect(makeClientNode(source, { now })).rejects.toThrow(
      'using context "prod" of the kubeconfig: its user is to be taken for one of several groups, which @kubernetes/client-node cannot say. Keep one of as-groups, or read with k8s-job-reporter alone',
    );
  });

  test('holds no credential itself, so that nothing it exports does', async () => {
    const config = await makeClientNode(textSource(writeYaml()), { now });

    const exported = config.exportConfig();

    expect(exported).not.toContain('fake-token');
    expect(JSON.parse(exported)).toMatchObject({ 'current-context': 'prod' });
  });
});
