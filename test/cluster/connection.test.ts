import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { createCertificateAuthority } from '../../demo/wire/certificate-authority.ts';
import { wordCompleteness } from '../../src/report/text/completeness.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME, textSource } from '../doubles/cluster-monitor.ts';
import { startConnectProxy } from '../doubles/connect-proxy.ts';
import { startSilentServer } from '../doubles/silent-server.ts';

const startCluster = (options: Partial<Parameters<typeof startEmbeddedCluster>[0]> = {}) =>
  startEmbeddedCluster({ now: () => TEST_TIME, ...options });

/** A port that was free a moment ago, and on which nothing listens. */
async function findClosedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
  return address.port;
}

describe('a cluster that cannot be reached', () => {
  test('a closed port is named once, and nothing stands for "no Jobs"', async () => {
    await using cluster = await startCluster();
    const server = `https://127.0.0.1:${await findClosedPort()}`;
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', server }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      `CONNECTION_REFUSED: connecting to ${server}/: nothing listens there. Check the server address in the kubeconfig, and that the API server is up`,
    ]);
    expect(wordCompleteness(snapshot.completeness)).toBe('EMPTY: Jobs not read; pods not read');
    expect(snapshot).toMatchObject({
      jobs: [],
      pods: [],
      podsLogs: [],
      cluster: { context: 'embedded', server: `${server}/` },
    });
  });

  test('a certificate of another authority is not trusted', async () => {
    await using cluster = await startCluster();
    const other = await createCertificateAuthority();
    const kubeconfig = textSource(
      cluster.kubeconfig({ as: 'reporter', certificateAuthority: other.certificate }),
    );

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      `TLS_UNTRUSTED: connecting to ${cluster.server}/: TLS failed, CERT_SIGNATURE_FAILURE: certificate signature failure. Check certificate-authority-data and tls-server-name of the cluster in the kubeconfig`,
    ]);
    expect(cluster.requests).toEqual([]);
  });

  test('a server that never shakes hands costs the connect timeout, not the run', async () => {
    await using cluster = await startCluster();
    await using silent = await startSilentServer();
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', server: silent.url }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      `TIMED_OUT: connecting to ${silent.url}/: no connection came about in time. Check firewalls and security groups; a private endpoint needs the Lambda in its VPC`,
    ]);
    expect(wordCompleteness(snapshot.completeness)).toBe('EMPTY: Jobs timed out; pods timed out');
  });

  test('a server that never answers is given up when the time of the run is up', async () => {
    await using cluster = await startCluster({ faults: () => ({ kind: 'hang-before-headers' }) });
    const limits = { ...SHORT_LIMITS, runMilliseconds: 60 };

    const snapshot = await monitorOf(cluster, { limits }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      "TIMED_OUT: listing jobs in namespace trading-bots, pods in namespace trading-bots: the run's time was up. Allow more time, or select less",
    ]);
    expect(snapshot.completeness.verdict).toBe('EMPTY');
  });

  test("a caller's signal ends the reading as well", async () => {
    await using cluster = await startCluster({ faults: () => ({ kind: 'hang-before-headers' }) });

    const snapshot = await monitorOf(cluster).loadSnapshot({ signal: AbortSignal.timeout(30) });

    expect(snapshot.problems.map((problem) => problem.code)).toEqual(['TIMED_OUT']);
  });

  test('a name without an address is told from a server that is down', async () => {
    await using cluster = await startCluster();
    const kubeconfig = textSource(
      cluster.kubeconfig({ as: 'reporter', server: 'https://no-such-host.invalid' }),
    );

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.problems).toMatchObject([
      { code: 'NAME_NOT_RESOLVED', object: 'https://no-such-host.invalid/' },
    ]);
  });
});

describe('who asks', () => {
  test('a token that was refused is read again, once, and the run goes on', async () => {
    await using cluster = await startCluster();
    const kubeconfig = textSource(
      cluster.kubeconfig({ as: 'invalid' }),
      cluster.kubeconfig({ as: 'reporter' }),
    );

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(snapshot.errors).toEqual([]);
    expect(kubeconfig.reads).toEqual([false, true]);
  });

  test('a token that is refused twice is reported, in one line', async () => {
    await using cluster = await startCluster();
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'invalid' }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      'UNAUTHORIZED: authenticating at the cluster: HTTP 401, Unauthorized. The token or certificate is missing, wrong or expired: renew the kubeconfig',
    ]);
    expect(snapshot.completeness.verdict).toBe('EMPTY');
    expect(kubeconfig.reads).toEqual([false, true]);
  });

  test('what is forbidden is told with the RBAC rule that would allow it', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, { as: 'anonymous' }).loadSnapshot();

    expect(snapshot.problems.map(({ code, object, allowedBy }) => ({ code, object, allowedBy }))).toEqual([
      {
        code: 'FORBIDDEN',
        object: 'jobs in namespace trading-bots',
        allowedBy: { apiGroup: 'batch', resource: 'jobs', verb: 'list', namespace: 'trading-bots' },
      },
      {
        code: 'FORBIDDEN',
        object: 'pods in namespace trading-bots',
        allowedBy: { apiGroup: '', resource: 'pods', verb: 'list', namespace: 'trading-bots' },
      },
    ]);
    expect(wordCompleteness(snapshot.completeness)).toBe('EMPTY: Jobs denied; pods denied');
  });

  test('without the right to logs, Jobs and pods are whole and each log says denied', async () => {
    await using cluster = await startCluster();

    const snapshot = await monitorOf(cluster, {
      as: 'reporter-no-logs',
      labelSelector: 'app=arbitrage-tuning',
    }).loadSnapshot();

    expect(snapshot.completeness).toMatchObject({
      verdict: 'PARTIAL',
      jobs: { status: 'read', got: 28 },
      pods: { status: 'read', got: 33 },
      logs: { asked: 37, denied: 37 },
      allowedBy: [{ apiGroup: '', resource: 'pods/log', verb: 'get', namespace: 'trading-bots' }],
    });
    expect(snapshot.problems).toHaveLength(1);
    expect(snapshot.problems).toMatchObject([{ code: 'FORBIDDEN', count: 37, httpStatus: 403 }]);
  });

  test('a client certificate serves in place of a token', async () => {
    await using cluster = await startCluster();
    const clientCertificate = await cluster.certificateAuthority.issueClientCertificate('reporter');
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', clientCertificate }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(new Set(cluster.requests.map((request) => request.caller))).toEqual(new Set(['reporter']));
  });

  test('proxy-url is gone through, with TLS to the cluster inside', async () => {
    await using cluster = await startCluster();
    await using proxy = await startConnectProxy();
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', proxyUrl: proxy.url }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(new Set(proxy.tunnels.map((tunnel) => tunnel.target))).toEqual(
      new Set([new URL(cluster.server).host]),
    );
  });

  test('one run opens no more connections than it may, and uses them again', async () => {
    await using cluster = await startCluster();

    await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();

    expect(cluster.countConnections()).toBeLessThanOrEqual(SHORT_LIMITS.connection.connections);
    expect(cluster.requests.length).toBeGreaterThan(37);
  });
});
