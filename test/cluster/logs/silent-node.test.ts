import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { ClusterRequest } from '../../../demo/wire/request-log.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME } from '../../doubles/cluster-monitor.ts';

// 22 finished Jobs of one pod each, all on the node on which the recorded ones ran.
const JOBS = { count: 22, linesPerLog: 1, bytesPerLine: 80 };
const LIMITS = {
  ...SHORT_LIMITS,
  connection: { ...SHORT_LIMITS.connection, connections: 4, headersMilliseconds: 60_000 },
  logMilliseconds: 500,
};
const isLog = ({ path }: ClusterRequest) => path.includes('/log?');

async function look(isSilent: (asked: number) => boolean) {
  let asked = 0;
  await using cluster = await startEmbeddedCluster({
    now: () => TEST_TIME,
    syntheticJobs: JOBS,
    faults: (request) =>
      isLog(request) && isSilent((asked += 1)) ? { kind: 'hang-before-headers' } : undefined,
  });
  const labelSelector = 'session_id=synthetic';
  const snapshot = await monitorOf(cluster, { labelSelector, limits: LIMITS }).loadSnapshot();
  return { snapshot, asked };
}

describe('a node whose kubelet hangs', () => {
  test('is told once, with how many of its logs, and is not asked for all of them', async () => {
    const { snapshot, asked } = await look(() => true);

    const { timedOut, skipped, read } = snapshot.completeness.logs;
    expect(asked).toBeLessThan(12);
    expect(read).toBe(0);
    expect(timedOut + skipped).toBe(22);
    expect(snapshot.problems).toHaveLength(1);
    expect(snapshot.errors[0]).toMatch(
      /^NODE_UNREACHABLE: reading logs from node \S+: \d+ logs of it did not begin \(the log took longer than 0\.5 s\), \d+ more were not waited for; no log began at all, so that the API server may be what hangs\. Look at the node and its kubelet: kubectl describe node tells whether it is ready$/,
    );
    expect(snapshot.podsLogs.find(({ status }) => status === 'skipped')?.message).toMatch(
      /^node \S+ does not answer$/,
    );
  });

  test('and wakes up is read after all: one log of it is asked for again, then the others', async () => {
    const { snapshot } = await look((asked) => asked <= 4);

    expect(snapshot.completeness.logs.skipped).toBe(0);
    expect(snapshot.completeness.logs.read).toBe(19);
  });

  test('for two logs only is no silent node: each is told as what it is', async () => {
    const { snapshot } = await look((asked) => asked === 1 || asked === 9);

    expect(snapshot.completeness.logs).toMatchObject({ timedOut: 2, skipped: 0, read: 20 });
    expect(snapshot.problems).toMatchObject([{ code: 'TIMED_OUT', count: 2 }]);
  });
});
