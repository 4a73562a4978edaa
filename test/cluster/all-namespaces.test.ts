import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster, type EmbeddedClusterOptions } from '../../demo/embedded-cluster.ts';
import { monitorOf, TEST_TIME } from '../doubles/cluster-monitor.ts';

const startCluster = (options: Partial<EmbeddedClusterOptions> = {}) =>
  startEmbeddedCluster({ now: () => TEST_TIME, ...options });

const listSchema = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string(), namespace: z.string(), uid: z.string() }),
    }),
  ),
});

/** Every Job and pod once more in namespace `twin`, of the same name and nobody else's. */
function addTwins(body: unknown): unknown {
  const list = listSchema.parse(body);
  const twins = list.items.map((item) => ({
    ...item,
    metadata: {
      ...item.metadata,
      namespace: 'twin',
      uid: `twin-of-${item.metadata.uid}`,
      ownerReferences: [],
    },
  }));
  return { ...list, items: [...twins, ...list.items] };
}

describe('a look at all namespaces', () => {
  test('asks for each list once, and for a log in the namespace of its pod', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, { namespace: '', labelSelector: '' }).loadSnapshot();

    const paths = cluster.requests.map(({ path }) => path.split('?')[0] ?? '');
    expect(paths.filter((path) => !path.endsWith('/log'))).toEqual([
      '/apis/batch/v1/jobs',
      '/api/v1/pods',
      '/api/v1/events',
    ]);
    expect(new Set(paths.filter((path) => path.endsWith('/log')).map((path) => path.split('/')[4]))).toEqual(
      new Set(['trading-bots']),
    );
    expect(snapshot).toMatchObject({ namespace: '', selector: '' });
    expect(new Set(snapshot.jobs.map((job) => job.namespace))).toEqual(new Set(['quota-ns', 'trading-bots']));
    expect(snapshot.jobs.find((job) => job.jobName === 'quota-blocked')?.reason).toBe('FailedCreate');
  });

  test('tells Jobs of the same name apart, by namespace and then by name', async () => {
    await using cluster = await startCluster({
      faults: ({ path }) => (path.includes('/log?') ? undefined : { kind: 'altered-json', alter: addTwins }),
    });

    const snapshot = await monitorOf(cluster, { namespace: '' }).loadSnapshot();

    const [name, pod] = ['arb-tuning-d29-k8s--worker-1-0', 'arb-tuning-d29-k8s--worker-1-0-9xvrh'];
    expect(snapshot.jobs.map((job) => [job.namespace, job.jobName, job.podsFound])).toEqual([
      ['trading-bots', name, 1],
      ['twin', name, 0],
    ]);
    expect(snapshot.pods.map((each) => [each.namespace, each.podName, each.jobName])).toEqual([
      ['trading-bots', pod, name],
      ['twin', pod, null],
    ]);
    expect(snapshot.podsLogs.map((log) => [log.namespace, log.podName, log.jobName, log.status])).toEqual([
      ['trading-bots', pod, name, 'read'],
      ['twin', pod, null, 'gone'],
    ]);
  });

  test('that is denied says which rule allows it, and that it must be one for the whole cluster', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, { as: 'reporter-jobs-only', namespace: '' }).loadSnapshot();

    expect(snapshot.completeness.allowedBy).toEqual([
      { apiGroup: '', resource: 'pods', verb: 'list', namespace: '' },
    ]);
    expect(snapshot.errors).toEqual([
      'FORBIDDEN: listing pods in all namespaces: HTTP 403, pods is forbidden: User "system:serviceaccount:trading-bots:reporter-jobs-only" cannot list resource "pods" in API group "" at the cluster scope. Allow it by the RBAC rule given, then run again: {apiGroups: [""], resources: ["pods"], verbs: ["list"]} in a ClusterRole, by a ClusterRoleBinding',
    ]);
  });

  test('whose logs are denied says one rule for all of them', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, { as: 'reporter-no-logs', namespace: '' }).loadSnapshot();

    expect(snapshot.completeness.allowedBy).toEqual([
      { apiGroup: '', resource: 'pods/log', verb: 'get', namespace: '' },
    ]);
  });

  test('looks for the pods of a Job with a selector of its own in the namespace of that Job alone', async () => {
    await using cluster = await startCluster({
      faults: ({ path }) =>
        path.startsWith('/apis/') ? { kind: 'altered-json', alter: selectManually } : undefined,
    });

    await monitorOf(cluster, { namespace: '', labelSelector: 'run=nightly' }).loadSnapshot();

    expect(cluster.requests.map(({ path }) => decodeURIComponent(path)).slice(2, 3)).toEqual([
      '/api/v1/namespaces/trading-bots/pods?labelSelector=run=nightly&limit=500',
    ]);
  });
});

/** One Job that names its pods by a label that mean others elsewhere. */
function selectManually(body: unknown): unknown {
  return {
    ...listSchema.parse(body),
    items: [
      {
        metadata: { name: 'nightly', namespace: 'trading-bots', uid: 'uid-nightly' },
        spec: { manualSelector: true, selector: { matchLabels: { run: 'nightly' } } },
        status: { active: 1 },
      },
    ],
  };
}
