import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { Fault } from '../../../demo/wire/fault.ts';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { monitorOf, TEST_TIME } from '../../doubles/cluster-monitor.ts';

const item = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({}),
  status: z.looseObject({}),
});
const list = z.looseObject({ metadata: z.looseObject({}), items: z.array(item) });
type Item = z.infer<typeof item>;
type Which = 'jobs' | 'pods';

/** Jobs of which nothing is to be said, one with two pods and one with a sidecar. */
const HEALTHY = ['log-many-lines', 'with-sidecar', 'work-queue'];
const BROKEN = 'retried-then-complete';

const isOf = (names: readonly string[], { metadata }: Item) =>
  names.some((name) => metadata.name.startsWith(name));

/** The healthy Jobs, with a list spoilt or a Job beside them that is. */
async function look(
  which: Which | null,
  spoil: (items: readonly Item[]) => readonly unknown[] = (items) => items,
  ofMore?: Fault,
): Promise<K8sMonitorSnapshot> {
  const names = which === null ? HEALTHY : [...HEALTHY, BROKEN];
  await using cluster = await startEmbeddedCluster({
    now: () => TEST_TIME,
    faults: ({ path }) => {
      const listed = (['jobs', 'pods'] as const).find((each) => path.includes(`/${each}?`));
      if (listed === undefined) return undefined;
      if (ofMore !== undefined && path.includes('controller-uid')) return ofMore;
      return {
        kind: 'altered-json',
        alter: (body) => {
          const read = list.parse(body);
          const kept = read.items.filter((each) => isOf(names, each));
          return { ...read, items: listed === which ? spoil(kept) : kept };
        },
      };
    },
  });
  return await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();
}

const change = (alter: (broken: Item) => unknown) => (items: readonly Item[]) =>
  items.map((each, index) =>
    isOf([BROKEN], each) && items.findIndex((first) => isOf([BROKEN], first)) === index ? alter(each) : each,
  );
const drop = (items: readonly Item[]) => items.filter((each) => !isOf([BROKEN], each));
const FORBIDDEN: Fault = {
  kind: 'status',
  code: 403,
  reason: 'Forbidden',
  message: 'forbidden',
  headers: {},
};

interface Pair {
  readonly fault: string;
  readonly which: Which;
  readonly spoil: (items: readonly Item[]) => readonly unknown[];
  readonly ofMore?: Fault;
  readonly problem: object;
}

const PAIRS: readonly Pair[] = [
  {
    fault: 'a Job that is none',
    which: 'jobs',
    spoil: change(({ metadata }) => ({ metadata: { ...metadata, namespace: 7 } })),
    problem: { code: 'OBJECT_MALFORMED', object: `${BROKEN} of jobs in namespace trading-bots`, count: 1 },
  },
  {
    fault: 'a Job with a counter that is no number',
    which: 'jobs',
    spoil: change((job) => ({ ...job, status: { ...job.status, failed: 'one' } })),
    problem: { code: 'OBJECT_MALFORMED', object: `${BROKEN} of jobs in namespace trading-bots`, count: 1 },
  },
  {
    fault: 'a pod that is none',
    which: 'pods',
    spoil: change(({ metadata }) => ({ metadata: { ...metadata, namespace: 7 } })),
    problem: { code: 'OBJECT_MALFORMED', count: 1 },
  },
  {
    fault: 'a pod with a node that is no name',
    which: 'pods',
    spoil: change((pod) => ({ ...pod, spec: { ...pod.spec, nodeName: 7 } })),
    problem: { code: 'OBJECT_MALFORMED', count: 1 },
  },
  {
    fault: 'a second look for pods that is denied',
    which: 'pods',
    spoil: drop,
    ofMore: FORBIDDEN,
    problem: { code: 'FORBIDDEN', object: 'pods in namespace trading-bots', count: 1 },
  },
];

const isWell = ({ jobName }: { readonly jobName: string | null }) => HEALTHY.includes(jobName ?? '');
// How many are missing is told only where all pods were seen.
const withoutMissing = (jobs: K8sMonitorSnapshot['jobs']) =>
  jobs.filter(isWell).map((job) => ({ ...job, podsMissing: null, podsMissingByState: null }));

describe('a fault beside what is well', () => {
  test.each(PAIRS)('$fault is PARTIAL, named once, and the rest is untouched', async (pair) => {
    const healthy = await look(null);

    const snapshot = await look(pair.which, pair.spoil, pair.ofMore);

    expect(healthy.completeness).toMatchObject({ verdict: 'COMPLETE', pods: { missing: 0 } });
    expect(snapshot.completeness.verdict).toBe('PARTIAL');
    expect(snapshot.problems).toMatchObject([pair.problem]);
    expect(withoutMissing(snapshot.jobs)).toEqual(withoutMissing(healthy.jobs));
    expect(snapshot.pods.filter(isWell)).toEqual(healthy.pods);
    expect(snapshot.podsLogs.filter(isWell)).toEqual(healthy.podsLogs);
  });
});
