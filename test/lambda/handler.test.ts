import { describe, expect, it } from 'vitest';
import { tokenOf } from '../../demo/api/access-rules.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import {
  LATEST,
  makeContext,
  NOW,
  readLines,
  readReport,
  readText,
  REPORT,
  SCHEDULED,
  SECRET_ARN,
  startFunctionWorld,
} from './function-world.ts';

const SAMPLE = {
  ...SCHEDULED,
  target: { ...SCHEDULED.target, labelSelector: 'session_id=d29-k8s-demo-session' },
};
const KEYS = {
  archive: 's3://report-archive/prod',
  jsonKey: 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json',
  textKey: 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.txt',
};

describe('the Lambda handler', () => {
  it('stores the report of a slot and answers where it is and what it says', async () => {
    const { handler, store } = await startFunctionWorld();

    const summary = await handler(SCHEDULED, makeContext());

    expect(summary).toEqual({
      target: 'trading-bots',
      slot: '2026-11-22T19:00:00Z',
      ...KEYS,
      outcome: 'stored',
      latest: 'moved',
      verdict: 'PARTIAL',
      jobs: { PENDING: 2, RUNNING: 7, SUCCEEDED: 13, FAILED: 6, UNKNOWN: 0 },
      logs: { read: 31, notRead: 1 },
      problems: ['NODE_UNREACHABLE'],
    });
    expect(readReport(store).run).toEqual({
      id: 'scheduled-2026-11-22T19:00:00Z',
      target: 'trading-bots',
      slot: '2026-11-22T19:00:00Z',
      startedAt: '2026-11-22T19:00:03.250Z',
    });
  });

  it('leaves JSON, the text made from it, and a full copy of both as the latest', async () => {
    const { handler, store } = await startFunctionWorld();

    await handler(SCHEDULED, makeContext());

    const report = readReport(store);
    expect([...store.objects.keys()]).toEqual([
      `${REPORT}.json`,
      `${REPORT}.txt`,
      `${LATEST}.json`,
      `${LATEST}.txt`,
    ]);
    expect(report.jobs).toHaveLength(28);
    expect(readText(store, `${REPORT}.txt`)).toBe(generateMonitorReportText(report));
    expect(readText(store, `${LATEST}.json`)).toBe(readText(store, `${REPORT}.json`));
    expect(readText(store, `${LATEST}.txt`)).toBe(readText(store, `${REPORT}.txt`));
  });

  it('asks AWS for one secret, and puts and gets under the prefix of the archive', async () => {
    const { handler, store, secretsManager } = await startFunctionWorld();

    await handler(SAMPLE, makeContext());

    expect(secretsManager.calls).toEqual([{ action: 'secretsmanager:GetSecretValue', resource: SECRET_ARN }]);
    expect(store.requests).toEqual([
      { action: 's3:GetObject', key: `${REPORT}.json` },
      { action: 's3:PutObject', key: `${REPORT}.json` },
      { action: 's3:PutObject', key: `${REPORT}.txt` },
      { action: 's3:GetObject', key: `${LATEST}.txt` },
      { action: 's3:GetObject', key: `${LATEST}.json` },
      { action: 's3:PutObject', key: `${LATEST}.json` },
      { action: 's3:PutObject', key: `${LATEST}.txt` },
    ]);
  });

  it('writes one log line of a healthy run, and its metrics with the target as their one dimension', async () => {
    const { handler, lines } = await startFunctionWorld();

    const summary = await handler(SAMPLE, makeContext());

    expect(readLines(lines)).toEqual([
      {
        level: 'INFO',
        message: 'Report stored',
        service: 'k8s-job-reporter',
        function_request_id: 'c0ffee00-1234-5678-9abc-def012345678',
        sampling_rate: 0,
        ...summary,
        durationMilliseconds: 1250,
      },
      {
        _aws: {
          CloudWatchMetrics: [
            {
              Namespace: 'K8sJobReporter',
              Dimensions: [['target']],
              Metrics: [
                { Name: 'ReportsStored', Unit: 'Count' },
                { Name: 'ReportsIncomplete', Unit: 'Count' },
                { Name: 'JobsFailed', Unit: 'Count' },
              ],
            },
          ],
        },
        target: 'trading-bots',
        ReportsStored: 1,
        ReportsIncomplete: 0,
        JobsPending: 0,
        JobsRunning: 0,
        JobsSucceeded: 1,
        JobsFailed: 0,
        JobsUnknown: 0,
        Problems: 0,
        LogsRead: 1,
        LogsNotRead: 0,
        Duration: 1250,
      },
    ]);
  });

  it('writes what could not be read as a warning, in the words of the report', async () => {
    const { handler, lines, store } = await startFunctionWorld();

    await handler(SCHEDULED, makeContext());

    const [line, ...others] = readLines(lines);
    expect(line).toMatchObject({
      level: 'WARN',
      message: 'Report stored',
      errors: readReport(store).errors,
    });
    expect(others).toHaveLength(1);
  });

  it('finds the report of an earlier attempt at the same slot, and leaves it as it is', async () => {
    let now = NOW;
    const clock = { now: () => now };
    const { handler, store, lines } = await startFunctionWorld({ cluster: clock, dependencies: clock });
    await handler(SCHEDULED, makeContext());
    const first = new Map(store.objects);
    now = new Date('2026-11-22T19:01:03.250Z');

    const summary = await handler(SCHEDULED, makeContext());

    expect(summary).toMatchObject({ ...KEYS, outcome: 'found', latest: 'already' });
    expect(new Map(store.objects)).toEqual(first);
    expect(readLines(lines)[2]).toMatchObject({ message: 'Report of an earlier attempt found' });
  });

  it('asks neither the secret nor the cluster for a slot that has its report, and says what that report says', async () => {
    const { handler, store, secretsManager, cluster, lines } = await startFunctionWorld();
    const first = await handler(SCHEDULED, makeContext());
    store.remove(`${REPORT}.txt`);
    store.remove(`${LATEST}.json`);
    const [secrets, connections] = [secretsManager.calls.length, cluster.countConnections()];
    secretsManager.place(SECRET_ARN, { SecretString: 'no kubeconfig' });

    const again = await handler(SCHEDULED, makeContext());

    expect(again).toEqual({ ...first, outcome: 'found', latest: 'moved' });
    expect([secretsManager.calls.length, cluster.countConnections()]).toEqual([secrets, connections]);
    expect(readText(store, `${REPORT}.txt`)).toBe(readText(store, `${LATEST}.txt`));
    expect(readText(store, `${LATEST}.json`)).toBe(readText(store, `${REPORT}.json`));
    const [, metrics, , metricsAgain] = readLines(lines);
    expect(metricsAgain).toEqual(metrics);
  });

  it('stands for now when no slot is given', async () => {
    const { handler, store } = await startFunctionWorld();

    const summary = await handler({ target: SAMPLE.target }, makeContext());

    expect(summary.jsonKey).toBe('reports/target=trading-bots/date=2026-11-22/20261122T190003Z.json');
    expect(readReport(store, `prod/${summary.jsonKey}`).run).toEqual({
      id: 'manual-c0ffee00-1234-5678-9abc-def012345678',
      target: 'trading-bots',
      slot: '2026-11-22T19:00:03Z',
      startedAt: '2026-11-22T19:00:03.250Z',
    });
  });

  it('reads a kubeconfig that is stored as bytes', async () => {
    const { handler, secretsManager, cluster } = await startFunctionWorld();
    secretsManager.place(SECRET_ARN, { SecretBinary: Buffer.from(cluster.kubeconfig({ as: 'reporter' })) });

    const summary = await handler(SAMPLE, makeContext());

    expect(summary.verdict).toBe('COMPLETE');
  });

  it('closes its connections to the cluster, so that a thawed function meets no dead one', async () => {
    const { handler, cluster } = await startFunctionWorld();

    await handler(SAMPLE, makeContext());
    const before = cluster.countConnections();
    await handler({ ...SAMPLE, scheduledTime: '2026-11-22T18:00:00Z' }, makeContext());

    expect(cluster.countConnections()).toBeGreaterThan(before);
  });

  it('shows nothing of the kubeconfig and of the credentials in logs, in what it writes anywhere', async () => {
    const { handler, store, lines } = await startFunctionWorld();

    const summary = await handler(SCHEDULED, makeContext());

    const stored = [...store.objects.values()].map((object) => object.bytes.toString('utf8'));
    const written = [...stored, ...lines, JSON.stringify(summary)].join('\n');
    expect(written).toContain('Authorization: Bearer [REDACTED jwt]');
    const secrets = [
      tokenOf('reporter'),
      'AKIAIOSFODNN7EXAMPLE',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJib3QifQ.c2lnbmF0dXJlLXRlc3Q',
      'hunter2',
      'session-token-of-the-role',
      'certificate-authority-data',
    ];
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });
});
