import * as fc from 'fast-check';
import type { Dispatcher } from 'undici';
import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { isReadable, requestList, requestLog } from '../../src/cluster/get/request.ts';
import { openSession } from '../../src/cluster/connection/session.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME, textSource } from '../doubles/cluster-monitor.ts';

const startCluster = () => startEmbeddedCluster({ now: () => TEST_TIME });

/** The client's own way to the wire, without the client. */
async function openDispatcher(cluster: EmbeddedCluster): Promise<Dispatcher> {
  const { dispatcher } = await openSession({
    source: textSource(cluster.kubeconfig({ as: 'reporter' })),
    context: undefined,
    connection: SHORT_LIMITS.connection,
    refresh: false,
    now: TEST_TIME,
  });
  return dispatcher;
}

const PODS = '/api/v1/namespaces/trading-bots/pods';
const POD = `${PODS}/crash-loop-st2l2`;

const notForUs: readonly string[] = [
  `${POD}/exec?command=sh&container=tuning-container`,
  `${POD}/attach?container=tuning-container`,
  `${POD}/portforward?ports=80`,
  `${POD}/proxy/`,
  `${POD}/log?container=tuning-container&follow=true`,
  `${POD}/log?container=tuning-container&stream=All`,
  `${POD}/log`,
  `${POD}/ephemeralcontainers`,
  `${PODS}?watch=true`,
  `${PODS}?limit=500&watch=true`,
  `${PODS}/../../../../../api/v1/namespaces/kube-system/secrets?limit=1`,
  '/api/v1/namespaces/trading-bots/secrets?limit=500',
  '/api/v1/secrets?limit=500',
  '/api/v1/namespaces?limit=500',
  '/api/v1/namespaces//pods?limit=500',
  '/api/v1//pods?limit=500',
  '/api/v1/jobs?limit=500',
  '/apis/batch/v1/pods?limit=500',
  '/apis/batch/v1/cronjobs?limit=500',
  '/api/v1/pods',
  '/api/v1/pods?limit=500&watch=true',
  '/api/v1/pods/crash-loop-st2l2/log?container=tuning-container',
  '/api/v1/namespaces/trading-bots/configmaps?limit=500',
  '/api/v1/nodes/node1/proxy/run/trading-bots/crash-loop-st2l2/tuning-container?cmd=id',
  '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews?limit=1',
  '/apis/batch/v1/namespaces/trading-bots/jobs/crash-loop?limit=1',
  '/apis/batch/v1/namespaces/trading-bots/jobs',
  'https://elsewhere.example/api/v1/namespaces/trading-bots/pods?limit=1',
  `${PODS}?limit=1#/exec`,
  `${PODS}?limit=1\r\nX-Injected: yes`,
];

describe('the only way out is a GET of Jobs, pods, events and logs', () => {
  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'CONNECT', 'TRACE'] as const)(
    '%s does not leave the client, not even for a path that may be read',
    async (method) => {
      await using cluster = await startCluster();
      const dispatcher = await openDispatcher(cluster);

      const sent = dispatcher.request({
        origin: cluster.server,
        method,
        path: `${PODS}?limit=1`,
      });

      await expect(sent).rejects.toThrow(method === 'CONNECT' ? 'method' : `Refused to send ${method}`);
      expect(cluster.countConnections()).toBe(0);
      await dispatcher.destroy();
    },
  );

  test.each(notForUs)('GET %s does not leave the client', async (path) => {
    await using cluster = await startCluster();
    const dispatcher = await openDispatcher(cluster);

    const sent = dispatcher.request({ origin: cluster.server, method: 'GET', path });

    await expect(sent).rejects.toThrow(/Refused to send GET|path/);
    expect(cluster.requests).toEqual([]);
    await dispatcher.destroy();
  });

  test('a GET with a body does not leave the client', async () => {
    await using cluster = await startCluster();
    const dispatcher = await openDispatcher(cluster);

    const sent = dispatcher.request({
      origin: cluster.server,
      method: 'GET',
      path: `${PODS}?limit=1`,
      body: '{}',
    });

    await expect(sent).rejects.toThrow('k8s-job-reporter only reads');
    await dispatcher.destroy();
  });

  test('no name, selector or token can turn a request into another one', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (namespace, name, text) => {
        const attempts = [
          () => requestList('pods', namespace, { labelSelector: text, limit: 500, continue: text }),
          () => requestLog(namespace, { podName: name, containerName: text, previous: true, tailLines: 100 }),
        ];
        for (const attempt of attempts) {
          const path = pathOf(attempt);
          if (path === null) continue;
          expect(isReadable(path)).toBe(true);
          expect(new URL(path, 'https://cluster.example').pathname).toBe(path.split('?')[0]);
          expect(path.split('?')[0]).toMatch(/\/(?:pods|log)$/);
        }
      }),
    );
  });

  test('a whole run sends nothing but GETs of what may be read, with one token', async () => {
    await using cluster = await startCluster();

    await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();
    await monitorOf(cluster, { namespace: 'quota-ns', labelSelector: '' }).loadSnapshot();
    await monitorOf(cluster, { namespace: '', labelSelector: '' }).loadSnapshot();

    expect(new Set(cluster.requests.map((request) => request.method))).toEqual(new Set(['GET']));
    expect(cluster.requests.filter((request) => !isReadable(request.path))).toEqual([]);
    expect(new Set(cluster.requests.map((request) => request.caller))).toEqual(new Set(['reporter']));
  });
});

function pathOf(attempt: () => { readonly path: string }): string | null {
  try {
    return attempt().path;
  } catch {
    return null;
  }
}
