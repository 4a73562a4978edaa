import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { ClusterRequest } from '../../../demo/wire/request-log.ts';
import { monitorOf, TEST_TIME } from '../../doubles/cluster-monitor.ts';

const item = z.looseObject({ metadata: z.looseObject({ name: z.string() }) });
const list = z.looseObject({ items: z.array(item) });
type Item = z.infer<typeof item>;

const ALL = 'app=arbitrage-tuning';

/** A cluster that sends lists of pods with other items than it has. */
const startCluster = (alter: (items: readonly Item[], query: string) => readonly Item[], jobs = 0) =>
  startEmbeddedCluster({
    now: () => TEST_TIME,
    ...(jobs === 0 ? {} : { syntheticJobs: { count: jobs, linesPerLog: 0, bytesPerLine: 0 } }),
    faults: ({ path }) =>
      path.includes('/pods?')
        ? {
            kind: 'altered-json',
            alter: (body) => {
              const read = list.parse(body);
              return { ...read, items: alter(read.items, decodeURIComponent(path.split('?')[1] ?? '')) };
            },
          }
        : undefined,
  });
const without = (name: string, items: readonly Item[]) =>
  items.filter(({ metadata }) => metadata.name !== name);
const readSelectors = (requests: readonly ClusterRequest[]) => [
  ...new Set(
    requests
      .filter(({ path }) => path.includes('/pods?'))
      .map(({ path }) => new URLSearchParams(path.split('?')[1]).get('labelSelector') ?? ''),
  ),
];

describe('pods that one list has and the other has not', () => {
  test.each(['', ALL])(
    'are looked for again before they are called missing: selector %j',
    async (labelSelector) => {
      // Made after the pods were listed, and before the Jobs were.
      await using cluster = await startCluster((items, query) =>
        query.includes('controller-uid') ? items : without('running-long-xkgvc', items),
      );

      const snapshot = await monitorOf(cluster, { labelSelector }).loadSnapshot();

      expect(snapshot.jobs.find((job) => job.jobName === 'running-long')).toMatchObject({
        podsFound: 1,
        podsMissing: 0,
        outcome: [],
      });
      expect(snapshot.podsLogs.map((log) => log.podName)).toContain('running-long-xkgvc');
    },
  );

  test('are missing when they are not there at the second look either', async () => {
    await using cluster = await startCluster((items) => without('running-long-xkgvc', items));

    const snapshot = await monitorOf(cluster, { labelSelector: '' }).loadSnapshot();

    expect(snapshot.jobs.find((job) => job.jobName === 'running-long')).toMatchObject({
      podsMissing: 1,
      podsMissingByState: { active: 1, succeeded: 0, failed: 0 },
    });
  });

  test('are not looked for again where their Job was over before the pods were listed', async () => {
    await using cluster = await startCluster((items) => items);

    const snapshot = await monitorOf(cluster, { labelSelector: '' }).loadSnapshot();

    expect(snapshot.completeness.pods).toMatchObject({ requests: 1, missing: 1 });
  });
});

describe('the pods of 2,000 Jobs that have none', () => {
  test('cost one list more', async () => {
    await using cluster = await startCluster(() => [], 2000);

    await monitorOf(cluster, { labelSelector: 'session_id=synthetic' }).loadSnapshot();

    expect(readSelectors(cluster.requests)).toEqual([
      'session_id=synthetic',
      'batch.kubernetes.io/controller-uid',
    ]);
  });

  test('bring no pod of another Job into the report', async () => {
    await using cluster = await startCluster(
      (items, query) => (query.includes('session_id') ? [] : items),
      2000,
    );

    const snapshot = await monitorOf(cluster, {
      labelSelector: 'session_id=synthetic',
      as: 'reporter-no-logs',
    }).loadSnapshot();

    expect(snapshot.completeness.pods).toMatchObject({ status: 'read', got: 2000, missing: 0 });
    expect(snapshot.pods.filter((pod) => pod.jobName === null)).toEqual([]);
  });
});

describe('an object that comes with two lists', () => {
  test.each([
    {
      what: 'damaged',
      spoil: (pod: Item) => ({ ...pod, spec: { nodeName: 7 } }),
      counted: { damaged: 1, malformed: 0 },
    },
    {
      what: 'malformed',
      spoil: (pod: Item) => ({ ...pod, metadata: { ...pod.metadata, namespace: 7 } }),
      counted: { damaged: 0, malformed: 1 },
    },
  ])('is counted once where it is $what, in completeness and in problems', async ({ spoil, counted }) => {
    // The second pod of the Job is in the second list only, so that both lists have the first.
    await using cluster = await startCluster((items, query) => {
      const [broken, other] = items.filter(({ metadata }) => metadata.name.startsWith('failed-backoff-'));
      const kept = items.filter((each) => query.includes('controller-uid') || each !== other);
      return kept.map((each) => (each === broken ? spoil(each) : each));
    });

    const snapshot = await monitorOf(cluster, { labelSelector: ALL }).loadSnapshot();

    const problems = snapshot.problems.filter(({ code }) => code === 'OBJECT_MALFORMED');
    expect(snapshot.completeness.pods).toMatchObject(counted);
    expect(problems).toMatchObject([{ count: 1 }]);
  });
});
