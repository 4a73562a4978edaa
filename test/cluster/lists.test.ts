import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { kubernetesJob, type KubernetesJob } from '../../src/snapshot/kubernetes/objects.ts';
import { selectPodsOf } from '../../src/cluster/lists/unseen-pods.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME } from '../doubles/cluster-monitor.ts';

const ALL = 'app=arbitrage-tuning';
const startCluster = (options: Partial<Parameters<typeof startEmbeddedCluster>[0]> = {}) =>
  startEmbeddedCluster({ now: () => TEST_TIME, ...options });

describe('lists', () => {
  test('come page by page, and are whole', async () => {
    await using cluster = await startCluster({ pageSizeCap: 10 });

    const snapshot = await monitorOf(cluster, { labelSelector: ALL }).loadSnapshot();

    expect(snapshot.completeness.jobs).toEqual({
      status: 'read',
      requests: 3,
      asked: 28,
      got: 28,
      malformed: 0,
      damaged: 0,
      remaining: 0,
      inconsistent: false,
      resourceVersion: '1329',
    });
    expect(snapshot.jobs).toHaveLength(28);
    expect(snapshot.pods).toHaveLength(33);
  });

  test('that lead in a circle end at once: what came is kept, and the rest of the report is whole', async () => {
    await using cluster = await startCluster({
      faults: ({ path }) => {
        if (!path.includes('/jobs?')) return undefined;
        const metadata = { continue: 'round-and-round' };
        return path.includes('continue=')
          ? { kind: 'answer', status: 200, body: JSON.stringify({ kind: 'JobList', metadata, items: [] }) }
          : { kind: 'altered-json', alter: (body) => Object.assign({}, body, { metadata }) };
      },
    });

    const snapshot = await monitorOf(cluster, { labelSelector: ALL }).loadSnapshot();

    expect(cluster.requests.filter(({ path }) => path.includes('/jobs?'))).toHaveLength(2);
    expect(snapshot.completeness.jobs).toMatchObject({ status: 'partial', got: 28 });
    expect(snapshot.problems).toMatchObject([{ code: 'ANSWER_UNREADABLE' }, { code: 'NODE_UNREACHABLE' }]);
    expect(snapshot.completeness.logs.read).toBeGreaterThan(25);
  });

  test('whose token expires in the middle are finished with the fresh one, once each, and said to be of two moments', async () => {
    await using cluster = await startCluster({
      pageSizeCap: 10,
      faults: ({ path, attempt }) =>
        path.includes('/jobs?') && path.includes('continue=') && attempt === 1
          ? { kind: 'expired-continue-token' }
          : undefined,
    });

    const snapshot = await monitorOf(cluster, { labelSelector: ALL }).loadSnapshot();

    expect(new Set(snapshot.jobs.map((job) => job.uid)).size).toBe(28);
    expect(snapshot.completeness.jobs).toMatchObject({ status: 'read', got: 28, inconsistent: true });
    expect(snapshot.completeness.verdict).toBe('PARTIAL');
    expect(snapshot.problems.filter((problem) => problem.code === 'LIST_INCONSISTENT')).toMatchObject([
      { object: 'jobs in namespace trading-bots', httpStatus: 410, count: 1 },
    ]);
  });

  test('whose tokens expire again and again are given up with what there is', async () => {
    const expired = {
      kind: 'Status',
      metadata: { continue: 'fresh-token' },
      message: 'token expired',
      code: 410,
    };
    await using cluster = await startCluster({
      pageSizeCap: 10,
      faults: ({ path }) =>
        path.includes('/jobs?') && path.includes('continue=')
          ? { kind: 'answer', status: 410, body: JSON.stringify(expired) }
          : undefined,
    });

    const snapshot = await monitorOf(cluster, { labelSelector: ALL }).loadSnapshot();

    expect(snapshot.completeness.jobs).toMatchObject({
      status: 'partial',
      requests: 7,
      got: 10,
      inconsistent: true,
    });
    expect(snapshot.problems.slice(0, 2).map((problem) => problem.code)).toEqual([
      'LIST_INCONSISTENT',
      'REQUEST_REFUSED',
    ]);
  });

  test('that break off on a later page keep the pages before it', async () => {
    await using cluster = await startCluster({
      pageSizeCap: 10,
      faults: ({ path }) =>
        path.includes('/pods?') && path.includes('continue=') ? { kind: 'reset-before-response' } : undefined,
    });

    const snapshot = await monitorOf(cluster, { labelSelector: ALL }).loadSnapshot();

    expect(snapshot.jobs).toHaveLength(28);
    expect(snapshot.completeness.pods).toMatchObject({ status: 'partial', remaining: null, asked: null });
    expect(snapshot.completeness.pods.got).toBeGreaterThanOrEqual(10);
    // What was not seen is not called missing.
    expect(snapshot.completeness.pods.missing).toBeNull();
    expect(new Set(snapshot.jobs.map((job) => job.podsMissing))).toEqual(new Set([null]));
    expect(snapshot.problems.map((problem) => problem.code)).toContain('CONNECTION_BROKEN');
  });

  // 10 full pages, and one that tells that nothing after them matches.
  test('of 5,000 Jobs are whole', async () => {
    await using cluster = await startCluster({
      syntheticJobs: { count: 5000, linesPerLog: 0, bytesPerLine: 0 },
    });

    const snapshot = await monitorOf(cluster, {
      labelSelector: 'session_id=synthetic',
      as: 'reporter-no-logs',
      // How fast this machine is at it is not what is asked.
      limits: { ...SHORT_LIMITS, runMilliseconds: 120_000 },
    }).loadSnapshot();

    expect(snapshot.completeness).toMatchObject({
      jobs: { status: 'read', requests: 11, got: 5000 },
      pods: { status: 'read', requests: 11, got: 5000, missing: 0 },
    });
    expect(snapshot.jobs.filter((job) => job.phase === 'FAILED')).toHaveLength(250);
  });

  test('of a namespace that does not exist are empty and read, and the text says what that may mean', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, { namespace: 'no-such-namespace' }).loadSnapshot();

    expect(snapshot).toMatchObject({
      jobs: [],
      errors: [],
      completeness: { verdict: 'COMPLETE', jobs: { status: 'read', got: 0 } },
    });
  });

  test('with a selector that the API server refuses say so in its words', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, { labelSelector: 'app in (' }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      "REQUEST_REFUSED: listing jobs in namespace trading-bots, pods in namespace trading-bots: HTTP 400, unable to parse requirement: found '', expected: ',', ')' or identifier. Check the label selector, the namespace and the server address",
    ]);
  });

  test('are not asked for in what cannot be a namespace', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, { namespace: '../kube-system' }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      'REQUEST_REFUSED: looking into namespace "../kube-system": this cannot be the name of a namespace. Give small letters, digits and "-"',
    ]);
    expect(cluster.requests).toEqual([]);
  });
});

const job = (uid: string, selector: object): KubernetesJob =>
  kubernetesJob.parse({ metadata: { name: uid, namespace: 'trading-bots', uid }, spec: { selector } });
const byUid = (uid: string) => ({ matchLabels: { 'batch.kubernetes.io/controller-uid': uid } });

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => job(`uid-${index}`, byUid(`uid-${index}`)));

describe('the pods of Jobs whose templates do not carry the labels', () => {
  test('are looked for by the UIDs of their Jobs, up to 50 of them', () => {
    const selectors = selectPodsOf(many(50));

    expect(selectors.map(({ labelSelector }) => labelSelector.split(',').length)).toEqual([50]);
    expect(selectors[0]?.labelSelector).toMatch(/^batch\.kubernetes\.io\/controller-uid in \(uid-0,uid-1,/);
  });

  test('of more Jobs are in one list, of all pods of Jobs', () => {
    const selectors = selectPodsOf(many(2000));

    expect(selectors).toEqual([{ namespace: null, labelSelector: 'batch.kubernetes.io/controller-uid' }]);
  });

  test('of Jobs with a selector each are in one list of all pods when they are many', () => {
    const jobs = Array.from({ length: 2000 }, (_, index) =>
      job(`uid-${index}`, { matchLabels: { run: String(index) } }),
    );

    expect(selectPodsOf(jobs)).toEqual([{ namespace: null, labelSelector: '' }]);
  });

  test('are asked for once where several Jobs have the same selector', () => {
    const jobs = ['a', 'b'].map((uid) => job(uid, { matchLabels: { run: 'nightly' } }));

    expect(selectPodsOf(jobs)).toEqual([{ namespace: 'trading-bots', labelSelector: 'run=nightly' }]);
  });

  test('are looked for by the label that the Job itself selects by, as older clusters have another', () => {
    const selectors = selectPodsOf([job('a', { matchLabels: { 'controller-uid': 'a' } })]);

    expect(selectors).toEqual([{ namespace: null, labelSelector: 'controller-uid in (a)' }]);
  });

  test('are looked for by a selector that a person wrote, with all its requirements, in the namespace of the Job alone', () => {
    const selector = {
      matchLabels: { run: 'nightly' },
      matchExpressions: [
        { key: 'tier', operator: 'NotIn', values: ['web', 'db'] },
        { key: 'batch', operator: 'Exists' },
        { key: 'canary', operator: 'DoesNotExist' },
      ],
    };

    expect(selectPodsOf([job('a', selector)])).toEqual([
      {
        namespace: 'trading-bots',
        labelSelector: 'run=nightly,tier notin (web,db),batch,!canary',
      },
    ]);
  });
});
