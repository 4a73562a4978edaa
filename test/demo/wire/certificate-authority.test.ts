import { X509Certificate } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { createCertificateAuthority } from '../../../demo/wire/certificate-authority.ts';

describe('the certificate authority of an embedded cluster', () => {
  it('issues a certificate for a server on loopback', async () => {
    const authority = await createCertificateAuthority();
    const ca = new X509Certificate(authority.certificate);

    const { certificate, key } = await authority.issueServerCertificate();

    const issued = new X509Certificate(certificate);
    expect(ca.ca).toBe(true);
    expect(issued.ca).toBe(false);
    expect(issued.checkIssued(ca)).toBe(true);
    expect(issued.verify(ca.publicKey)).toBe(true);
    expect(issued.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });

  it('issues a certificate for a client that names its user', async () => {
    const authority = await createCertificateAuthority();

    const { certificate } = await authority.issueClientCertificate('reporter-no-logs');

    expect(new X509Certificate(certificate).subject).toBe('CN=reporter-no-logs');
  });

  it('is another one for each cluster', async () => {
    const [one, other] = await Promise.all([createCertificateAuthority(), createCertificateAuthority()]);

    const { certificate } = await one.issueServerCertificate();

    expect(new X509Certificate(certificate).verify(new X509Certificate(other.certificate).publicKey)).toBe(
      false,
    );
  });
});
