import { once } from 'node:events';
import { connect } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { createCertificateAuthority } from '../../demo/wire/certificate-authority.ts';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { openSession } from '../../src/cluster/connection/session.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME, textSource } from '../doubles/cluster-monitor.ts';
import { startConnectProxy } from '../doubles/connect-proxy.ts';
import { startSilentServer } from '../doubles/silent-server.ts';
import { startSocksProxy } from '../doubles/socks-proxy.ts';

const startCluster = (options: Partial<Parameters<typeof startEmbeddedCluster>[0]> = {}) =>
  startEmbeddedCluster({ now: () => TEST_TIME, ...options });

/** The cluster's own kubeconfig with lines more, or others, in its cluster's. */
function writeCluster(cluster: EmbeddedCluster, lines: readonly string[], without = /^$/): string {
  return cluster
    .kubeconfig({ as: 'reporter' })
    .split('\n')
    .filter((line) => !without.test(line))
    .flatMap((line) => (line === '    cluster:' ? [line, ...lines.map((each) => `      ${each}`)] : [line]))
    .join('\n');
}

const AUTHORITY = /certificate-authority-data/;

describe('tls-server-name', () => {
  test('is the name that the certificate must have', async () => {
    await using cluster = await startCluster();
    const right = textSource(writeCluster(cluster, ['tls-server-name: localhost']));
    const wrong = textSource(writeCluster(cluster, ['tls-server-name: elsewhere.example']));

    const snapshots = await Promise.all([
      monitorOf(cluster, { kubeconfig: right }).loadSnapshot(),
      monitorOf(cluster, { kubeconfig: wrong }).loadSnapshot(),
    ]);

    expect(snapshots.map(({ problems }) => problems.map(({ code }) => code))).toEqual([
      [],
      ['TLS_UNTRUSTED'],
    ]);
  });
});

describe('certificate-authority-data', () => {
  test("may be the server's own certificate, as to kubectl", async () => {
    await using cluster = await startCluster();
    const leaf = await readLeaf(cluster);
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', certificateAuthority: leaf }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([]);
  });

  test('may be an intermediate authority, whose root is nowhere', async () => {
    const root = await createCertificateAuthority('root');
    const intermediate = await root.issueAuthority('intermediate');
    await using cluster = await startCluster({ certificateAuthority: intermediate });
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter' }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([]);
  });

  test('of another authority is not trusted for all that', async () => {
    await using cluster = await startCluster();
    const other = await createCertificateAuthority('embedded-cluster-ca');
    const { certificate } = await other.issueServerCertificate();
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', certificateAuthority: certificate }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.problems).toMatchObject([{ code: 'TLS_UNTRUSTED' }]);
  });
});

/** What the cluster's server shows, PEM. */
async function readLeaf({ server }: EmbeddedCluster): Promise<string> {
  const { hostname, port } = new URL(server);
  const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const leaf = socket.getPeerX509Certificate();
  socket.destroy();
  return leaf?.toString() ?? '';
}

describe('what kubectl would use and is not used', () => {
  test('stands in the advice where a server is not trusted', async () => {
    await using cluster = await startCluster();
    const text = writeCluster(cluster, [], AUTHORITY);
    const kubeconfig = { ...textSource(text), env: { SSL_CERT_FILE: '/etc/ca.pem' } };

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.problems.map(({ advice }) => advice)).toEqual([
      'Check certificate-authority-data and tls-server-name of the cluster in the kubeconfig. kubectl would trust the authorities of the machine; here those of Node.js are trusted. kubectl would follow SSL_CERT_FILE; here it is not',
    ]);
  });

  test('stands in the advice where a token is refused', async () => {
    await using cluster = await startCluster();
    const text = cluster
      .kubeconfig({ as: 'invalid' })
      .replace(/(\s+)(token: .*)/, '$1$2$1tokenFile: /run/token');
    const kubeconfig = textSource(text);

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.problems.map(({ advice }) => advice)).toEqual([
      'The token or certificate is missing, wrong or expired: renew the kubeconfig. kubectl would read tokenFile in place of token; here no files are read',
    ]);
  });
});

describe('insecure-skip-tls-verify', () => {
  const INSECURE = ['insecure-skip-tls-verify: true'];

  test('is followed where the target says so, and every report says so in turn', async () => {
    await using cluster = await startCluster();
    const kubeconfig = { ...textSource(writeCluster(cluster, INSECURE, AUTHORITY)), allowInsecureTls: true };

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    const error = `TLS_NOT_VERIFIED: connecting to ${cluster.server}/: nobody checked its certificate: insecure-skip-tls-verify. Whoever stands in between can read the credentials, and can have made up this report. Put the certificate authority of the cluster into certificate-authority-data`;
    expect(snapshot.errors).toEqual([error]);
    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(generateMonitorReportText(snapshot)).toContain('TLS_NOT_VERIFIED');
  });

  test('is refused before a connection is made where it does not', async () => {
    await using cluster = await startCluster();
    const kubeconfig = textSource(writeCluster(cluster, INSECURE, AUTHORITY));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.problems.map(({ code }) => code)).toEqual(['CREDENTIALS_UNSUPPORTED']);
    expect(cluster.countConnections()).toBe(0);
  });
});

describe('proxy-url', () => {
  test('may be a SOCKS5 proxy, with TLS to the cluster inside', async () => {
    await using cluster = await startCluster();
    await using proxy = await startSocksProxy();
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', proxyUrl: proxy.url }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([]);
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(cluster.server).host]));
  });

  test('may be a SOCKS5 proxy to a server with an IPv6 address', async () => {
    await using cluster = await startCluster();
    await using proxy = await startSocksProxy();
    const { port } = new URL(cluster.server);
    const kubeconfig = textSource(
      writeCluster(
        cluster,
        [`server: https://[::1]:${port}`, 'tls-server-name: localhost', `proxy-url: ${proxy.url}`],
        /server: /,
      ),
    );

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([]);
    expect(new Set(proxy.targets)).toEqual(new Set([`[::1]:${port}`]));
  });

  test('may hold a password, which the proxy gets and no report quotes', async () => {
    await using cluster = await startCluster();
    await using open = await startConnectProxy();
    await using closed = await startConnectProxy(407);
    const through = (url: string) =>
      textSource(
        cluster.kubeconfig({ as: 'reporter', proxyUrl: url.replace('//', '//reporter:fake-password@') }),
      );

    const good = await monitorOf(cluster, { kubeconfig: through(open.url) }).loadSnapshot();
    const bad = await monitorOf(cluster, { kubeconfig: through(closed.url) }).loadSnapshot();

    const basic = `Basic ${Buffer.from('reporter:fake-password').toString('base64')}`;
    expect(good.errors).toEqual([]);
    expect(new Set(open.tunnels.map(({ authorization }) => authorization))).toEqual(new Set([basic]));
    expect(bad.completeness.verdict).toBe('EMPTY');
    expect(JSON.stringify(bad)).not.toContain('fake-password');
  });

  test.each([
    [
      407,
      'HTTP 407, it asks for a user name and password, and proxy-url gives none. Write them into proxy-url: http://user:password@host:port',
    ],
    [
      403,
      'HTTP 403, it makes no connection to SERVER. Have the proxy let it through, or go without it: proxy-url',
    ],
    [
      502,
      'HTTP 502, it makes no connection to SERVER. Look whether the proxy reaches the cluster, or go without it: proxy-url',
    ],
  ])('of a proxy that answers %d is told in its own words', async (status, said) => {
    await using cluster = await startCluster();
    await using proxy = await startConnectProxy(status);
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', proxyUrl: proxy.url }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      `PROXY_FAILED: connecting to the proxy ${proxy.url}, by proxy-url: ${said.replace('SERVER', new URL(cluster.server).host)}`,
    ]);
    expect(snapshot.completeness.verdict).toBe('EMPTY');
  });

  test.each(['http', 'https', 'socks5'])(
    'of %s where nothing listens names the proxy, not the cluster',
    async (scheme) => {
      await using cluster = await startCluster();
      const gone = await startConnectProxy();
      await gone.close();
      const proxyUrl = gone.url.replace('http', scheme);
      const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', proxyUrl }));

      const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

      expect(snapshot.errors).toEqual([
        `PROXY_FAILED: connecting to the proxy ${proxyUrl}, by proxy-url: nothing listens there. Check proxy-url, and that the proxy is up and can be reached from here`,
      ]);
    },
  );

  test('of a SOCKS5 proxy that does not let through says so', async () => {
    await using cluster = await startCluster();
    await using proxy = await startSocksProxy(2);
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', proxyUrl: proxy.url }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.problems).toMatchObject([
      { code: 'PROXY_FAILED', object: `the proxy ${proxy.url}, by proxy-url` },
    ]);
    expect(snapshot.errors.join()).toContain(`it makes no connection to ${new URL(cluster.server).host}`);
  });

  test('of a proxy that says nothing ends in time', async () => {
    await using cluster = await startCluster();
    await using silent = await startSilentServer();
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', proxyUrl: silent.url }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.problems).toMatchObject([
      { code: 'PROXY_FAILED', why: 'no connection came about in time' },
    ]);
  });
});

describe('a session', () => {
  test('carries the headers of whom its user is to be taken for', async () => {
    await using cluster = await startCluster();
    const text = cluster
      .kubeconfig({ as: 'reporter' })
      .replace(
        /( +)(token: .*)/,
        '$1$2\n$1as: viewer\n$1as-groups: [a, b]\n$1as-user-extra: {reason: [audit]}',
      );

    const session = await openSession({
      source: textSource(text),
      context: undefined,
      connection: SHORT_LIMITS.connection,
      refresh: false,
      now: TEST_TIME,
    });

    expect(session.headers).toEqual({
      accept: 'application/json, */*',
      'user-agent': 'k8s-job-reporter',
      authorization: 'Bearer fake-token-of-reporter',
      'impersonate-user': 'viewer',
      'impersonate-group': ['a', 'b'],
      'impersonate-extra-reason': ['audit'],
    });
    await session.dispatcher.destroy();
  });

  test('is not opened with a key that is of another certificate', async () => {
    await using cluster = await startCluster();
    const [one, other] = await Promise.all([
      cluster.certificateAuthority.issueClientCertificate('reporter'),
      cluster.certificateAuthority.issueClientCertificate('reporter'),
    ]);
    const clientCertificate = { certificate: one.certificate, key: other.key };
    const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter', clientCertificate }));

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      'KUBECONFIG_INVALID: using context "embedded" of the kubeconfig: its certificate authority, client certificate, key or proxy-url cannot be used. Check that the -data fields are base64 of PEM, that the key is of the certificate and has no passphrase',
    ]);
    expect(cluster.countConnections()).toBe(0);
  });
});
