import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { tokenOf } from '../../demo/api/access-rules.ts';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { createCertificateAuthority } from '../../demo/wire/certificate-authority.ts';
import { readJson, send } from './cluster-client.ts';

const now = () => new Date('2026-11-22T20:00:00Z');
const JOBS = '/apis/batch/v1/namespaces/trading-bots/jobs';

describe('an embedded cluster', () => {
  it('is described by a kubeconfig', async () => {
    await using cluster = await startEmbeddedCluster({ now });

    const kubeconfig: unknown = parse(cluster.kubeconfig({ as: 'reporter-no-logs' }));

    expect(kubeconfig).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'embedded',
      clusters: [
        {
          name: 'embedded',
          cluster: {
            server: cluster.server,
            'certificate-authority-data': encode(cluster.certificateAuthority.certificate),
          },
        },
      ],
      contexts: [
        { name: 'embedded', context: { cluster: 'embedded', user: 'embedded', namespace: 'trading-bots' } },
      ],
      users: [{ name: 'embedded', user: { token: 'fake-token-of-reporter-no-logs' } }],
    });
  });

  it('takes what a test puts into its kubeconfig', async () => {
    await using cluster = await startEmbeddedCluster({ now });
    const clientCertificate = { certificate: 'CERTIFICATE', key: 'KEY' };

    const kubeconfig: unknown = parse(
      cluster.kubeconfig({
        as: 'reporter',
        context: 'blue: [1]',
        clientCertificate,
        certificateAuthority: 'OTHER CA',
        server: 'https://127.0.0.1:1',
        proxyUrl: 'http://127.0.0.1:2',
      }),
    );

    expect(kubeconfig).toMatchObject({
      'current-context': 'blue: [1]',
      clusters: [
        {
          cluster: {
            server: 'https://127.0.0.1:1',
            'certificate-authority-data': encode('OTHER CA'),
            'proxy-url': 'http://127.0.0.1:2',
          },
        },
      ],
      users: [
        { user: { 'client-certificate-data': encode('CERTIFICATE'), 'client-key-data': encode('KEY') } },
      ],
    });
  });

  it('needs no user to be asked anonymously', async () => {
    await using cluster = await startEmbeddedCluster({ now });

    const kubeconfig: unknown = parse(cluster.kubeconfig({ as: 'anonymous' }));

    expect(kubeconfig).toMatchObject({ users: [{ name: 'embedded', user: {} }] });
  });

  it('records each request, and on which connection it came', async () => {
    await using cluster = await startEmbeddedCluster({ now });
    const { agent, authorization } = openPool(cluster, 1);

    for (const path of ['/version', JOBS, JOBS]) {
      const { body } = await request(`${cluster.server}${path}`, {
        dispatcher: agent,
        headers: { authorization },
      });
      await body.dump();
    }
    await agent.close();

    const common = { method: 'GET', caller: 'reporter', connection: 1, userAgent: null };
    expect(cluster.requests).toEqual([
      { ...common, path: '/version', attempt: 1 },
      { ...common, path: JOBS, attempt: 1 },
      { ...common, path: JOBS, attempt: 2 },
    ]);
    expect(cluster.countConnections()).toBe(1);
  });

  it.each([
    ['reporter', 'reporter', 200],
    ['reporter-jobs-only', 'reporter-jobs-only', 200],
    ['somebody', 'invalid', 401],
  ])('knows %s by a client certificate', async (commonName, caller, status) => {
    await using cluster = await startEmbeddedCluster({ now });
    const { certificate: cert, key } = await cluster.certificateAuthority.issueClientCertificate(commonName);

    const received = await send(cluster, JOBS, 'anonymous', { cert, key });

    expect(received.status).toBe(status);
    expect(cluster.requests).toMatchObject([{ caller }]);
  });

  it('does not trust a client certificate of another authority', async () => {
    await using cluster = await startEmbeddedCluster({ now });
    const stranger = await createCertificateAuthority();
    const { certificate: cert, key } = await stranger.issueClientCertificate('reporter');

    const received = await send(cluster, JOBS, 'anonymous', { cert, key });

    expect(received.status).toBe(401);
  });

  it('names the user of a certificate as the API server does', async () => {
    await using cluster = await startEmbeddedCluster({ now });
    const { certificate: cert, key } =
      await cluster.certificateAuthority.issueClientCertificate('reporter-jobs-only');

    const { body } = await send(cluster, '/api/v1/pods', 'anonymous', { cert, key });

    expect(JSON.parse(body.toString())).toMatchObject({
      message:
        'pods is forbidden: User "reporter-jobs-only" cannot list resource "pods" in API group "" at the cluster scope',
    });
  });

  it.each([
    ['of the same name', 'embedded-cluster-ca', 'CERT_SIGNATURE_FAILURE'],
    ['of another name', 'kubernetes', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ])('is not trusted by a client with another CA %s', async (_, commonName, code) => {
    await using cluster = await startEmbeddedCluster({ now });
    const { certificate: ca } = await createCertificateAuthority(commonName);

    const sent = send(cluster, JOBS, 'reporter', { ca });

    await expect(sent).rejects.toMatchObject({ code });
    expect(cluster.requests).toEqual([]);
  });

  it('dates its responses by the clock that it is given', async () => {
    await using cluster = await startEmbeddedCluster({ now });

    const { headers } = await send(cluster, '/version', 'reporter');

    expect(headers['date']).toBe('Sun, 22 Nov 2026 20:00:00 GMT');
  });

  it('serves synthetic Jobs beside the recorded ones, page by page', async () => {
    await using cluster = await startEmbeddedCluster({
      now,
      syntheticJobs: { count: 1000, linesPerLog: 5, bytesPerLine: 80 },
    });

    const list = await readJson(cluster, `${JOBS}?limit=500`);

    expect(list).toMatchObject({ metadata: { remainingItemCount: 528 } });
  });
});

function openPool(cluster: EmbeddedCluster, connections: number) {
  const ca = cluster.certificateAuthority.certificate;
  const agent = new Agent({ connections, connect: { ca } });
  return { agent, authorization: `Bearer ${tokenOf('reporter')}` };
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}
