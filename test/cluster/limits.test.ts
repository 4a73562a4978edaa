import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { wordCompleteness } from '../../src/report/text/completeness.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME } from '../doubles/cluster-monitor.ts';

const ALL = 'app=arbitrage-tuning';
const isLog = (path: string) => path.includes('/log?');
const startCluster = (options: Partial<Parameters<typeof startEmbeddedCluster>[0]> = {}) =>
  startEmbeddedCluster({ now: () => TEST_TIME, ...options });

describe('limits', () => {
  test('the logs of failed Jobs are asked for first, then of stuck ones, those of successes last', async () => {
    await using cluster = await startCluster();
    const limits = { ...SHORT_LIMITS, connection: { ...SHORT_LIMITS.connection, connections: 1 } };

    const snapshot = await monitorOf(cluster, { labelSelector: ALL, limits }).loadSnapshot();

    const asked = cluster.requests
      .filter(({ path }) => isLog(path))
      .map(({ path }) => path.split('/')[6] ?? '');
    const byPod = new Map(
      snapshot.pods.map((pod) => [
        pod.podName,
        snapshot.jobs.find((job) => job.jobName === pod.jobName)?.phase,
      ]),
    );
    expect(asked.map((pod) => byPod.get(pod)).join(' ')).toMatch(
      /^(FAILED )+[A-Z ]*RUNNING [A-Z ]*(SUCCEEDED ?)+$/,
    );
    expect(asked.slice(0, 2)).toEqual(['failed-backoff-7cgrw', 'failed-backoff-q2njx']);
  });

  test('when the time is up in the middle of logs, what is left is skipped and counted, and what was read stays', async () => {
    const stop = new AbortController();
    let logs = 0;
    await using cluster = await startCluster({
      faults: ({ path }) => {
        if (!isLog(path)) return undefined;
        logs += 1;
        if (logs === 3) stop.abort();
        return undefined;
      },
    });
    const limits = { ...SHORT_LIMITS, connection: { ...SHORT_LIMITS.connection, connections: 1 } };

    const snapshot = await monitorOf(cluster, { labelSelector: ALL, limits }).loadSnapshot({
      signal: stop.signal,
    });

    const { asked, read, timedOut, skipped } = snapshot.completeness.logs;
    expect({ asked, read, timedOut, skipped }).toEqual({ asked: 37, read: 2, timedOut: 1, skipped: 34 });
    expect(snapshot.podsLogs.filter((log) => log.status === 'read').map((log) => log.jobName)).toEqual([
      'failed-backoff',
      'failed-backoff',
    ]);
    expect(snapshot.problems.map(({ code, count }) => [code, count])).toEqual([
      ['LOG_SKIPPED', 34],
      ['TIMED_OUT', 1],
    ]);
  });

  test('when the room of the run is full, the oldest lines of the last log go, the rest is skipped, and both are told', async () => {
    await using cluster = await startCluster();
    const limits = {
      ...SHORT_LIMITS,
      runBytes: 60,
      connection: { ...SHORT_LIMITS.connection, connections: 1 },
    };

    const snapshot = await monitorOf(cluster, { labelSelector: ALL, limits }).loadSnapshot();

    const kept = snapshot.podsLogs.filter((log) => log.lines.length > 0);
    expect(kept.map(({ podName, lines, truncated }) => ({ podName, lines, truncated }))).toEqual([
      {
        podName: 'failed-backoff-7cgrw',
        lines: ['ERROR order book snapshot refused', 'connecting to exchange'],
        truncated: null,
      },
    ]);
    expect(snapshot.podsLogs.find((log) => log.podName === 'failed-backoff-q2njx')?.truncated).toEqual({
      lines: 2,
      bytes: 55,
      longLines: 0,
    });
    expect(snapshot.completeness.logs).toMatchObject({ asked: 37, skipped: 35, cut: 1 });
  });

  test('a line, a container and a number of lines that are too long are cut, the newest kept, and the cut told', async () => {
    await using cluster = await startCluster();
    const limits = { ...SHORT_LIMITS, lineBytes: 20, containerBytes: 45 };

    const snapshot = await monitorOf(cluster, { limits }).loadSnapshot();

    expect(snapshot.podsLogs).toMatchObject([
      {
        status: 'read',
        lines: ['Saving results...', 'Tuning session compl [CUT 4 bytes]'],
        truncated: { lines: 3, bytes: 65, longLines: 1 },
      },
    ]);
    expect(wordCompleteness(snapshot.completeness)).toBe('PARTIAL: 1 log cut');
  });

  test.each([
    ['a line that never ends', { kind: 'endless-line' }],
    ['lines that never end', { kind: 'endless-lines', line: `${'x'.repeat(99)}\n` }],
  ] as const)('%s is given up early and in bounded room', async (_, fault) => {
    await using cluster = await startCluster({ faults: ({ path }) => (isLog(path) ? fault : undefined) });
    const limits = { ...SHORT_LIMITS, lineBytes: 1000, containerBytes: 5000 };

    const snapshot = await monitorOf(cluster, { limits }).loadSnapshot();

    const [log] = snapshot.podsLogs;
    expect(log?.status).toBe('failed');
    expect(log?.lines.join('').length).toBeLessThanOrEqual(5000);
    expect(log?.truncated?.bytes).toBeGreaterThan(0);
    expect(snapshot.errors).toEqual([
      `LOG_ENDLESS: reading the log of container tuning-container of pod trading-bots/arb-tuning-d29-k8s--worker-1-0-9xvrh: more than 33554432 bytes came for the last 100 lines, so that the newest lines were not waited for. Look at what the container writes: a log that never ends cannot be read to its end`,
    ]);
  });

  test('a log that takes too long is cut off by its own deadline, and the others are not', async () => {
    await using cluster = await startCluster({
      faults: ({ path }) =>
        isLog(path) && path.includes('/parallel-mid-0-') ? { kind: 'hang-before-headers' } : undefined,
    });
    const connection = { ...SHORT_LIMITS.connection, headersMilliseconds: 20_000 };
    const limits = { ...SHORT_LIMITS, connection, logMilliseconds: 2000 };

    const snapshot = await monitorOf(cluster, { labelSelector: ALL, limits }).loadSnapshot();

    expect(
      snapshot.podsLogs
        .filter((log) => log.status === 'timedOut')
        .map(({ podName, message }) => ({ podName, message })),
    ).toEqual([{ podName: 'parallel-mid-0-bchh6', message: 'the log took longer than 2 s' }]);
    expect(snapshot.completeness.logs).toMatchObject({ asked: 37, timedOut: 1, skipped: 0 });
  });
});
