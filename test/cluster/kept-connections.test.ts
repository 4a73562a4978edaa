import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME, textSource } from '../doubles/cluster-monitor.ts';

describe('a monitor that keeps its connections', () => {
  test('looks again over those of the look before, and ends them when it is closed', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME });
    const monitor = monitorOf(cluster, { keepsConnections: true, labelSelector: 'app=arbitrage-tuning' });

    // 37 logs: all connections that there may be are needed.
    await monitor.loadSnapshot();
    await monitor.loadSnapshot();
    const last = await monitor.loadSnapshot();

    expect(cluster.countConnections()).toBe(SHORT_LIMITS.connection.connections);
    expect(last.podsLogs).toHaveLength(37);
    await monitor.close();
    await monitor.loadSnapshot();
    expect(cluster.countConnections()).toBe(2 * SHORT_LIMITS.connection.connections);
    await monitor.close();
  });

  test('unless it was told to, opens its own for each look, as a run that is frozen between two must', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME });
    const monitor = monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' });

    await monitor.loadSnapshot();
    await monitor.loadSnapshot();

    expect(cluster.countConnections()).toBe(2 * SHORT_LIMITS.connection.connections);
  });

  test('renews a login in each look that meets a refusal, not in the first alone', async () => {
    let refusals = 0;
    await using cluster = await startEmbeddedCluster({
      now: () => TEST_TIME,
      faults: () => {
        refusals -= 1;
        return refusals < 0
          ? undefined
          : { kind: 'status', code: 401, reason: 'Unauthorized', message: 'Unauthorized' };
      },
    });
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter' }));
    const monitor = monitorOf(cluster, { keepsConnections: true, kubeconfig });
    await monitor.loadSnapshot();

    const verdicts: string[] = [];
    for (let look = 0; look < 2; look += 1) {
      // Jobs and pods are listed at the same time.
      refusals = 2;
      verdicts.push((await monitor.loadSnapshot()).completeness.verdict);
    }
    await monitor.close();

    expect(verdicts).toEqual(['COMPLETE', 'COMPLETE']);
    expect(kubeconfig.reads).toEqual([false, true, true]);
  });

  test('reads the kubeconfig anew after a look that could not list the Jobs', async () => {
    let isAway = true;
    await using cluster = await startEmbeddedCluster({
      now: () => TEST_TIME,
      faults: () =>
        isAway ? { kind: 'status', code: 403, reason: 'Forbidden', message: 'forbidden' } : undefined,
    });
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter' }));
    const monitor = monitorOf(cluster, { keepsConnections: true, kubeconfig });

    const first = await monitor.loadSnapshot();
    isAway = false;
    const second = await monitor.loadSnapshot();
    await monitor.close();

    expect([first.completeness.verdict, second.completeness.verdict]).toEqual(['EMPTY', 'COMPLETE']);
    expect(kubeconfig.reads).toEqual([false, false]);
  });

  test('tells who waits how far it has come', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME, pageSizeCap: 10 });
    const told: string[] = [];
    const monitor = monitorOf(cluster, {
      labelSelector: 'app=arbitrage-tuning',
      onProgress: (progress) =>
        told.push(
          progress.step === 'lists' ? `${progress.objects}` : `${progress.done} of ${progress.planned}`,
        ),
    });

    const snapshot = await monitor.loadSnapshot();

    const { jobs, podsLogs } = snapshot;
    expect(Number(told.findLast((each) => !each.includes('of')))).toBeGreaterThan(jobs.length);
    expect(told.at(-1)).toBe(`${podsLogs.length} of ${podsLogs.length}`);
    expect(told.filter((each) => each.includes('of'))).toHaveLength(podsLogs.length);
  });
});
