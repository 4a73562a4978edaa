import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchV1Api, KubeConfig } from '@kubernetes/client-node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { startEmbeddedCluster, type EmbeddedCluster } from '../demo/embedded-cluster.ts';
import { ConfigurationError } from '../src/errors.ts';
import { K8sJobMonitor, type K8sJobMonitorOptions } from '../src/k8s-job-monitor.ts';
import { makeKubeConfig } from '../src/kubeconfig/kube-config.ts';
import { generateMonitorReportText, isReport } from '../src/monitor-report.ts';

const SAMPLE = { namespace: 'trading-bots', labelSelector: 'session_id=d29-k8s-demo-session' };

async function startCluster(): Promise<EmbeddedCluster> {
  const cluster = await startEmbeddedCluster({ now: () => new Date() });
  onTestFinished(() => cluster.close());
  return cluster;
}

async function writeFolder(files: Readonly<Record<string, string>>): Promise<string> {
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

describe('K8sJobMonitor', () => {
  test.each<[string, (text: string) => Promise<K8sJobMonitorOptions['kubeconfig']> | KubeConfig | string]>([
    ['the path of one', async (text) => join(await writeFolder({ config: text }), 'config')],
    ['the text of one', (text) => text],
    ['the text of one in JSON', (text) => JSON.stringify(parse(text))],
    ['a KubeConfig of client-node', loadConfig],
    [
      'a source of its own',
      (text) => Promise.resolve({ name: 'my vault', read: () => Promise.resolve(text), readFile: null }),
    ],
  ])('takes as its kubeconfig %s', async (_what, give) => {
    const cluster = await startCluster();
    const kubeconfig = await give(cluster.kubeconfig({ as: 'reporter' }));

    const snapshot = await new K8sJobMonitor({ ...SAMPLE, kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([]);
    expect(snapshot.jobs.map(({ jobName, phase }) => `${jobName} ${phase}`)).toEqual([
      'arb-tuning-d29-k8s--worker-1-0 SUCCEEDED',
    ]);
    expect(isReport(snapshot)).toBe(true);
  });

  test('keeps the last lines of a log, as many as it is told, and masks credentials unless told otherwise', async () => {
    const cluster = await startCluster();
    const kubeconfig = cluster.kubeconfig({ as: 'reporter' });
    const look = async (options: Partial<K8sJobMonitorOptions>) => {
      const monitor = new K8sJobMonitor({
        namespace: 'trading-bots',
        labelSelector: '',
        kubeconfig,
        ...options,
      });
      const { podsLogs } = await monitor.loadSnapshot();
      return podsLogs;
    };

    const [masked, plain, short] = await Promise.all([
      look({}),
      look({ redaction: { enabled: false } }),
      look({ maxLogLines: 1 }),
    ]);

    const count = (logs: typeof masked) =>
      logs.filter(({ lines }) => lines.join('\n').includes('[REDACTED')).length;
    expect([count(masked) > 0, count(plain)]).toEqual([true, 0]);
    expect(Math.max(...short.map(({ lines }) => lines.length))).toBe(1);
  });

  test('looks again and again over one connection more, until it is told to stop, and says what an abort cut short', async () => {
    const cluster = await startCluster();
    const kubeconfig = cluster.kubeconfig({ as: 'reporter' });
    const stop = new AbortController();
    const seen: number[] = [];

    await using monitor = new K8sJobMonitor({ ...SAMPLE, kubeconfig, keepsConnections: true });
    while (!stop.signal.aborted) {
      const snapshot = await monitor.loadSnapshot({ signal: stop.signal });
      seen.push(snapshot.jobs.length);
      if (seen.length === 3) stop.abort();
    }
    const connections = cluster.countConnections();
    const late = await monitor.loadSnapshot({ signal: stop.signal });

    expect(seen).toEqual([1, 1, 1]);
    expect(connections).toBeLessThanOrEqual(3);
    expect(late).toMatchObject({ jobs: [], completeness: { verdict: 'EMPTY' } });
    expect(late.errors).not.toEqual([]);
  });
});

describe('an error that D32 names is in the snapshot, and nothing is thrown:', () => {
  test.each<[string, Partial<K8sJobMonitorOptions>, RegExp]>([
    [
      'no kubeconfig',
      { kubeconfig: '/no/such/kubeconfig' },
      /^KUBECONFIG_UNREADABLE: .*there is no such file/,
    ],
    ['an empty one', { kubeconfig: '' }, /^KUBECONFIG_INVALID: /],
    ['one that is none', { kubeconfig: 'kind: Config\nclusters: 5\n' }, /^KUBECONFIG_INVALID: /],
    ['a KubeConfig without anything', { kubeconfig: new KubeConfig() }, /^KUBECONFIG_INVALID: /],
    ['no such context', { context: 'staging' }, /^KUBECONFIG_INVALID: .*staging/],
    ['no namespace', { namespace: 'Trading_Bots' }, /^REQUEST_REFUSED: .*Trading_Bots/],
    ['a bad selector', { labelSelector: 'a in (' }, /^REQUEST_REFUSED: /],
    ['nothing that answers', { kubeconfig: atServer('https://127.0.0.1:9') }, /^CONNECTION_REFUSED: /],
    ['a name that nobody has', { kubeconfig: atServer('https://cluster.invalid') }, /^NAME_NOT_RESOLVED: /],
    [
      'a source that rejects with another copy’s error',
      { kubeconfig: failingSource() },
      /^KUBECONFIG_UNREADABLE: .*the vault is shut/,
    ],
  ])('%s', async (_what, options, expected) => {
    const cluster = await startCluster();
    const kubeconfig = cluster.kubeconfig({ as: 'reporter' });

    const snapshot = await new K8sJobMonitor({ ...SAMPLE, kubeconfig, ...options }).loadSnapshot();

    expect(snapshot).toMatchObject({
      jobs: [],
      podsLogs: [],
      selector: options.labelSelector ?? SAMPLE.labelSelector,
    });
    expect(snapshot.errors[0]).toMatch(expected);
    expect(generateMonitorReportText(snapshot)).toContain(`[ERRORS (${snapshot.errors.length})]`);
  });

  test.each([
    ['who is nobody', 'invalid', /^UNAUTHORIZED: /],
    ['who may not', 'anonymous', /^FORBIDDEN: /],
    ['who may not read logs', 'reporter-no-logs', /^FORBIDDEN: /],
  ] as const)('%s', async (_what, as, expected) => {
    const cluster = await startCluster();

    const snapshot = await new K8sJobMonitor({
      ...SAMPLE,
      kubeconfig: cluster.kubeconfig({ as }),
    }).loadSnapshot();

    expect(snapshot.errors[0]).toMatch(expected);
  });
});

describe('an option that is none', () => {
  test.each([
    [{ maxLogLines: -1 }, 'maxLogLines: Too small: expected number to be >=1'],
    [{ maxLogLines: Number.NaN }, 'maxLogLines: Invalid input: expected number, received NaN'],
    [
      { redaction: { patterns: [{ name: 'own', pattern: '(' }] } },
      'redaction.patterns.0.pattern: no regular expression of RE2',
    ],
  ])('is the program’s mistake, and said at once: %j', (options, why) => {
    const make = () => new K8sJobMonitor({ ...SAMPLE, ...options });

    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(`reading the options of K8sJobMonitor: ${why}`);
  });
});

describe('makeKubeConfig', () => {
  test('gives client-node what the monitor uses', async () => {
    const cluster = await startCluster();

    const config = await makeKubeConfig({ kubeconfig: cluster.kubeconfig({ as: 'reporter' }) });

    const { items } = await config
      .makeApiClient(BatchV1Api)
      .listNamespacedJob({ namespace: SAMPLE.namespace, labelSelector: SAMPLE.labelSelector });
    expect(items.map(({ metadata }) => metadata?.name)).toEqual(['arb-tuning-d29-k8s--worker-1-0']);
  });
});

function atServer(server: string): string {
  return JSON.stringify({
    'current-context': 'there',
    clusters: [{ name: 'there', cluster: { server } }],
    users: [{ name: 'there', user: { token: 'fake-token-of-reporter' } }],
    contexts: [{ name: 'there', context: { cluster: 'there', user: 'there' } }],
  });
}

/** As a second copy of the package makes it: an error of no class known here. */
function failingSource(): NonNullable<K8sJobMonitorOptions['kubeconfig']> {
  const detail = {
    code: 'KUBECONFIG_UNREADABLE',
    attempted: 'opening',
    object: 'my vault',
    why: 'the vault is shut',
    advice: 'Open it',
  };
  const error = Object.assign(new Error('opening my vault: the vault is shut. Open it'), {
    code: detail.code,
    detail,
    [Symbol.for('k8s-job-reporter.error')]: true,
  });
  return { name: 'my vault', read: () => Promise.reject(error), readFile: null };
}
