import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { snapshotSchema, type K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import { monitorOf, TEST_TIME } from '../doubles/cluster-monitor.ts';

const ALL = 'app=arbitrage-tuning';

async function look(options: Parameters<typeof monitorOf>[1] = {}): Promise<K8sMonitorSnapshot> {
  await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME });
  return await monitorOf(cluster, { labelSelector: ALL, ...options }).loadSnapshot();
}

describe('the recorded cluster', () => {
  test('each Job has the phase and reason of what happened to it', async () => {
    const snapshot = await look();

    expect(snapshot.jobs.map(({ jobName, phase, reason }) => `${jobName} ${phase} ${reason}`)).toEqual([
      'arb-tuning-d29-k8s--worker-1-0 SUCCEEDED CompletionsReached',
      'crash-loop RUNNING Error',
      'deadline-exceeded FAILED DeadlineExceeded',
      'failed-backoff FAILED BackoffLimitExceeded',
      'image-missing RUNNING ImagePullBackOff',
      'indexed-partial-fail FAILED FailedIndexes',
      'init-fails FAILED BackoffLimitExceeded',
      'log-binary SUCCEEDED CompletionsReached',
      'log-empty SUCCEEDED CompletionsReached',
      'log-huge-line SUCCEEDED CompletionsReached',
      'log-many-lines SUCCEEDED CompletionsReached',
      'log-secrets SUCCEEDED CompletionsReached',
      'managed-elsewhere PENDING ManagedBy',
      'missing-configmap RUNNING CreateContainerConfigError',
      'nightly-rebalance-29922896 SUCCEEDED CompletionsReached',
      'nightly-rebalance-29922897 SUCCEEDED CompletionsReached',
      'no-template-labels SUCCEEDED CompletionsReached',
      'on-lost-node RUNNING NoContainerStatus',
      'oom-killed FAILED BackoffLimitExceeded',
      'parallel-mid RUNNING null',
      'pod-failure-policy FAILED PodFailurePolicy',
      'retried-then-complete SUCCEEDED CompletionsReached',
      'running-long RUNNING null',
      'success-policy SUCCEEDED SuccessPolicy',
      'suspended PENDING Suspended',
      'unschedulable RUNNING Unschedulable',
      'with-sidecar SUCCEEDED CompletionsReached',
      'work-queue SUCCEEDED CompletionsReached',
    ]);
  });

  test('each Job that is on its way says how', async () => {
    const snapshot = await look();

    const onTheirWay = snapshot.jobs.filter((job) => job.outcome.length > 0);
    expect(onTheirWay.map(({ jobName, outcome, retries }) => ({ jobName, outcome, retries }))).toEqual([
      { jobName: 'crash-loop', outcome: ['waiting', 'retrying'], retries: { used: 4, limit: 50 } },
      { jobName: 'image-missing', outcome: ['waiting'], retries: null },
      { jobName: 'missing-configmap', outcome: ['waiting'], retries: null },
      { jobName: 'on-lost-node', outcome: ['waiting'], retries: null },
      { jobName: 'suspended', outcome: ['suspended'], retries: null },
      { jobName: 'unschedulable', outcome: ['waiting'], retries: null },
    ]);
  });

  test('each pod that did not simply run has the cause that the cluster tells', async () => {
    const snapshot = await look();

    const causes = snapshot.pods.flatMap(({ jobName, cause }) =>
      cause === null
        ? []
        : [
            `${jobName}: ${cause.source} ${cause.containerName} ${cause.reason} ${cause.exitCode} ${cause.restarts}`,
          ],
    );
    expect(causes).toEqual([
      'crash-loop: main tuning-container Error 2 4',
      'failed-backoff: main tuning-container Error 3 0',
      'failed-backoff: main tuning-container Error 3 0',
      'image-missing: main tuning-container ImagePullBackOff null 0',
      'indexed-partial-fail: main tuning-container Error 1 0',
      'init-fails: init fetch-config Error 7 0',
      'missing-configmap: main tuning-container CreateContainerConfigError null 0',
      'on-lost-node: node null NoContainerStatus null null',
      'oom-killed: main tuning-container OOMKilled 137 0',
      'pod-failure-policy: main tuning-container Error 42 0',
      'retried-then-complete: main tuning-container Error 1 0',
      'unschedulable: scheduling null Unschedulable null null',
    ]);
  });

  test('each log has its status, and the counts add up to what was asked', async () => {
    const { podsLogs, completeness } = await look();

    const unusual = podsLogs.filter((log) => log.status !== 'read' || log.role !== 'main' || log.previous);
    expect(
      unusual.map(
        (log) =>
          `${log.jobName} ${log.containerName} ${log.role}${log.previous ? ' previous' : ''} ${log.status}`,
      ),
    ).toEqual([
      'crash-loop tuning-container main previous gone',
      'image-missing tuning-container main waiting',
      'init-fails fetch-config init read',
      'init-fails tuning-container main neverStarted',
      'log-empty tuning-container main empty',
      'missing-configmap tuning-container main waiting',
      'on-lost-node tuning-container main gone',
      'running-long debugger ephemeral read',
      'unschedulable tuning-container main neverScheduled',
      'with-sidecar log-shipper sidecar read',
    ]);
    const { asked, cut, ...byStatus } = completeness.logs;
    expect({ asked, cut }).toEqual({ asked: 37, cut: 0 });
    expect(Object.values(byStatus).reduce<number>((sum, count = 0) => sum + count, 0)).toBe(asked);
  });

  test('each log comes out line by line as the cluster sent it', async () => {
    const redactor = createRedactor({ enabled: false, patterns: [] });
    const { podsLogs } = await look({ redactor });

    const read = podsLogs.filter((log) => !log.previous && (log.status === 'read' || log.status === 'empty'));
    const sent = await readRecordedLogs();
    expect(read.map((log) => [`${log.podName}/${log.containerName}`, log.lines])).toEqual(
      read.map((log) => [
        `${log.podName}/${log.containerName}`,
        sent.get(`${log.podName}/${log.containerName}`),
      ]),
    );
    expect(read).toHaveLength(31);
  });

  test('a Job that cannot have a pod says why in the words of its last event', async () => {
    const snapshot = await look({ namespace: 'quota-ns' });

    expect(snapshot.jobs).toMatchObject([
      {
        jobName: 'quota-blocked',
        phase: 'RUNNING',
        reason: 'FailedCreate',
        message:
          'Error creating: pods "quota-blocked-82vck" is forbidden: exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0',
        outcome: ['waiting'],
      },
    ]);
    expect(snapshot.completeness).toMatchObject({ verdict: 'COMPLETE', events: { status: 'read' } });
  });

  test('the snapshot fits its own schema', async () => {
    const snapshot = await look();

    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
  });

  test('no credential of log-secrets is anywhere in the snapshot', async () => {
    const snapshot = await look();

    const log = snapshot.podsLogs.find((each) => each.jobName === 'log-secrets');
    expect(log?.lines).toMatchInlineSnapshot(`
      [
        "aws_access_key_id=[REDACTED aws-access-key-id]",
        "aws_secret_access_key=[REDACTED aws-secret-access-key]",
        "Authorization: Bearer [REDACTED jwt]",
        "postgres://bot:[REDACTED url-password]@db:5432/x",
        "password=[REDACTED password] user=bot",
        "plain line",
      ]
    `);
    expect(log?.redactions).toMatchInlineSnapshot(`
      {
        "aws-access-key-id": 1,
        "aws-secret-access-key": 1,
        "jwt": 1,
        "password": 1,
        "url-password": 1,
      }
    `);
  });
});

const recordedExchange = z.object({
  path: z.string(),
  status: z.number(),
  body: z.unknown().optional(),
  bodyBase64: z.string().optional(),
});

/** The bodies that the real cluster sent for `tailLines=100`, in lines, by pod and container. */
async function readRecordedLogs(): Promise<ReadonlyMap<string, readonly string[]>> {
  const text = await readFile(new URL('../fixtures/recorded-exchanges.jsonl', import.meta.url), 'utf8');
  const exchanges = text
    .trimEnd()
    .split('\n')
    .map((line) => recordedExchange.parse(JSON.parse(line)));
  const logs = exchanges.flatMap(({ path, status, body, bodyBase64 }) => {
    const match = /\/pods\/([^/]+)\/log\?container=([^&]+)&tailLines=100$/.exec(path);
    if (status !== 200 || match === null) return [];
    const bytes = bodyBase64 === undefined ? Buffer.from(String(body)) : Buffer.from(bodyBase64, 'base64');
    const lines = bytes.toString('utf8').split(/\r?\n/);
    return [[`${match[1]}/${match[2]}`, lines.at(-1) === '' ? lines.slice(0, -1) : lines] as const];
  });
  return new Map(logs);
}
