import { once } from 'node:events';
import { createServer } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCertificateAuthority } from '../../../demo/wire/certificate-authority.ts';
import { readConnectionFailure } from '../../../src/cluster/get/network-failure.ts';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import { monitorOf, TEST_TIME, textSource } from '../../doubles/cluster-monitor.ts';

describe('a server that refuses our certificate', () => {
  test('after the handshake of TLS 1.3 is told at once, and not taken for a broken connection', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME });
    const authority = await createCertificateAuthority();
    const { certificate, key } = await authority.issueServerCertificate();
    let handshakes = 0;
    const server = createServer({
      cert: certificate,
      key,
      ca: authority.certificate,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
    }).listen(0, '127.0.0.1');
    server.on('tlsClientError', () => (handshakes += 1));
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === 'string') throw new TypeError('a TCP server has a port');
    const kubeconfig = textSource(
      cluster.kubeconfig({
        as: 'reporter',
        server: `https://127.0.0.1:${address.port}`,
        certificateAuthority: authority.certificate,
      }),
    );

    const snapshot = await monitorOf(cluster, { kubeconfig }).loadSnapshot();

    expect(snapshot.errors).toEqual([
      `TLS_REFUSED: connecting to https://127.0.0.1:${address.port}/: the server refused our certificate: none was shown, and the server wants one (TLS alert, certificate required). Put client-certificate-data and client-key-data of a user of this cluster into the kubeconfig, or go another way to it`,
    ]);
    // One for the Jobs and one for the pods.
    expect(handshakes).toBe(2);
  });

  // As Node 22 and 24 name what OpenSSL heard, from API servers and load balancers in Go and from openssl s_server.
  test.each([
    [
      'ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED',
      /refused our certificate: it has expired/,
      /Renew the client/,
    ],
    [
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED',
      /refused our certificate: it has expired/,
      /Renew the client/,
    ],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /no certificate authority that the server knows/, /Renew the client/],
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED', /it is revoked/, /Renew the client/],
    ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', /it is bad, or there is none/, /Renew the client/],
    ['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_UNKNOWN', /does not accept it/, /Renew the client/],
    ['ERR_SSL_TLSV1_ALERT_ACCESS_DENIED', /may not connect/, /Renew the client/],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /none was shown/, /client-certificate-data/],
    [
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      /refused the handshake.*handshake failure/,
      /wants a client certificate/,
    ],
    ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', /TLS failed/, /certificate-authority-data/],
    [
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
      /refused the handshake.*protocol version/,
      /bring it up to date/,
    ],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', /refused the handshake.*internal error/, /Check what answers/],
  ])('is told by %s', (code, why, advice) => {
    const error = Object.assign(new Error('alert'), { code });

    const { detail } = readConnectionFailure(error, 'https://cluster.example/');

    expect(detail.why).toMatch(why);
    expect(detail.advice).toMatch(advice);
    expect(detail).toMatchObject({ attempted: 'connecting to', object: 'https://cluster.example/' });
    expect(detail.isPassing ?? false).toBe(false);
  });
});
