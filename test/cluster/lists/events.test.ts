import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { Fault } from '../../../demo/wire/fault.ts';
import type { ClusterRequest } from '../../../demo/wire/request-log.ts';
import { wordCompleteness } from '../../../src/report/text/completeness.ts';
import { monitorOf, TEST_TIME } from '../../doubles/cluster-monitor.ts';

const list = z.looseObject({
  metadata: z.looseObject({}),
  items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })),
});

/** Only the Job of that name is there, and its pods. */
const only =
  (name: string, answerEvents?: (request: ClusterRequest) => Fault | undefined) =>
  (request: ClusterRequest): Fault | undefined => {
    if (request.path.includes('/events?')) return answerEvents?.(request);
    if (request.path.includes('/log?')) return undefined;
    return {
      kind: 'altered-json',
      alter: (body) => {
        const { items, ...rest } = list.parse(body);
        return { ...rest, items: items.filter((each) => each.metadata.name.startsWith(name)) };
      },
    };
  };
const startCluster = (faults: (request: ClusterRequest) => Fault | undefined) =>
  startEmbeddedCluster({ now: () => TEST_TIME, faults });
const eventRequests = (requests: readonly ClusterRequest[]) =>
  requests.filter(({ path }) => path.includes('/events?')).map(({ path }) => decodeURIComponent(path));
const DENIED: Fault = {
  kind: 'status',
  code: 403,
  reason: 'Forbidden',
  message: 'events is forbidden: User "reporter" cannot list resource "events" in API group ""',
  headers: {},
};

describe('events', () => {
  test('are not asked for where every pod is well or has ended well', async () => {
    await using cluster = await startCluster(only('retried'));
    await using well = await startCluster(only('log-many-lines'));

    await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();
    await monitorOf(well, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();

    expect(eventRequests(cluster.requests)).toHaveLength(1);
    expect(eventRequests(well.requests)).toEqual([]);
  });

  test('are one list of a namespace, without those that are told of every pod', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME });

    await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();

    expect(eventRequests(cluster.requests)).toEqual([
      '/api/v1/namespaces/trading-bots/events?fieldSelector=reason!=Scheduled,reason!=Pulling,reason!=Pulled,reason!=Created,reason!=Started&limit=500',
    ]);
  });

  test('of other objects are not kept', async () => {
    await using cluster = await startCluster(only('oom-killed'));

    const snapshot = await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();

    const { got, status, needed } = snapshot.completeness.events;
    expect({ status, needed }).toEqual({ status: 'read', needed: false });
    // Of some hundred events of the namespace.
    expect(got).toBeLessThan(5);
  });

  test('that are denied do not make a report PARTIAL whose pods are there: the cause and the rule say so', async () => {
    await using cluster = await startCluster(only('failed-backoff', () => DENIED));

    const snapshot = await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();

    expect(snapshot.completeness).toMatchObject({
      verdict: 'COMPLETE',
      events: { status: 'denied', needed: false },
      allowedBy: [{ apiGroup: '', resource: 'events', verb: 'list', namespace: 'trading-bots' }],
    });
    expect(wordCompleteness(snapshot.completeness)).toBe('COMPLETE; events denied');
  });

  test('that are denied make a report PARTIAL where nothing else can tell why', async () => {
    await using cluster = await startCluster(({ path }) => (path.includes('/events?') ? DENIED : undefined));

    const snapshot = await monitorOf(cluster, { namespace: 'quota-ns', labelSelector: '' }).loadSnapshot();

    expect(snapshot.completeness).toMatchObject({
      verdict: 'PARTIAL',
      events: { status: 'denied', needed: true },
    });
  });

  test('without end are read to a bound, and what is left is told', async () => {
    let page = 0;
    const endless: Fault = {
      kind: 'altered-json',
      alter: (body) => {
        const { metadata, ...rest } = list.parse(body);
        return { ...rest, metadata: { ...metadata, continue: 'more', remainingItemCount: 50_000 } };
      },
    };
    await using cluster = await startCluster(
      only('failed-backoff', ({ path }) =>
        path.includes('continue=')
          ? {
              kind: 'answer',
              status: 200,
              body: JSON.stringify({
                metadata: { continue: `more-${(page += 1)}`, remainingItemCount: 50_000 },
                items: [],
              }),
              headers: {},
            }
          : endless,
      ),
    );

    const snapshot = await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();

    expect(snapshot.completeness).toMatchObject({
      verdict: 'COMPLETE',
      events: { status: 'partial', requests: 40, remaining: 50_000, needed: false },
    });
    expect(snapshot.problems).toEqual([]);
    expect(wordCompleteness(snapshot.completeness)).toBe('COMPLETE; events read in part (50000 not seen)');
  });
});
