import { KeyObject, webcrypto, X509Certificate } from 'node:crypto';

import { Integer, OctetString, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  GeneralName,
  GeneralNames,
} from 'pkijs';

/** PEM, as `node:tls` and a kubeconfig take it. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateAuthority {
  /** The CA's own certificate, PEM. */
  readonly certificate: string;
  /** For a server on `localhost` and 127.0.0.1. */
  readonly issueServerCertificate: () => Promise<CertificateAndKey>;
  /** The API server takes the common name for the user's name. */
  readonly issueClientCertificate: (commonName: string) => Promise<CertificateAndKey>;
  /** An intermediate one, which this one vouches for. */
  readonly issueAuthority: (commonName: string) => Promise<CertificateAuthority>;
}

interface Issuer {
  readonly commonName: string;
  readonly privateKey: webcrypto.CryptoKey;
}

const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const COMMON_NAME = '2.5.4.3';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const DNS_NAME = 2;
const IP_ADDRESS = 7;

// As wide as UTCTime allows: a test with another clock is not about certificates.
const NOT_BEFORE = new Date('2000-01-01T00:00:00Z');
const NOT_AFTER = new Date('2049-12-31T00:00:00Z');

/**
 * A new CA with a key that never leaves this process. ECDSA P-256, some 10 ms.
 * @param commonName two CAs of one name, as every kubeadm cluster has `kubernetes`, are told apart by their keys alone
 */
export async function createCertificateAuthority(
  commonName = 'embedded-cluster-ca',
): Promise<CertificateAuthority> {
  return await makeAuthority(commonName, null);
}

async function makeAuthority(commonName: string, vouchedForBy: Issuer | null): Promise<CertificateAuthority> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const issuer = { commonName, privateKey: keys.privateKey };
  const isAuthority = makeExtension(BASIC_CONSTRAINTS, new BasicConstraints({ cA: true }));
  const certificate = await sign(commonName, keys.publicKey, vouchedForBy ?? issuer, [isAuthority]);
  return {
    certificate,
    issueServerCertificate: () => issue('kube-apiserver', issuer, [makeLoopbackNames()]),
    issueClientCertificate: (user) => issue(user, issuer, []),
    issueAuthority: (name) => makeAuthority(name, issuer),
  };
}

async function issue(
  commonName: string,
  issuer: Issuer,
  extensions: readonly Extension[],
): Promise<CertificateAndKey> {
  const keys = await webcrypto.subtle.generateKey(P256, true, ['sign', 'verify']);
  const certificate = await sign(commonName, keys.publicKey, issuer, extensions);
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { certificate, key: key.toString() };
}

async function sign(
  commonName: string,
  publicKey: webcrypto.CryptoKey,
  issuer: Issuer,
  extensions: readonly Extension[],
): Promise<string> {
  const certificate = new Certificate();
  certificate.version = 2; // X.509 v3: counted from 0.
  certificate.serialNumber = new Integer({ valueHex: makeSerialNumber() });
  certificate.subject.typesAndValues.push(makeCommonName(commonName));
  certificate.issuer.typesAndValues.push(makeCommonName(issuer.commonName));
  certificate.notBefore.value = NOT_BEFORE;
  certificate.notAfter.value = NOT_AFTER;
  certificate.extensions = [...extensions];
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(issuer.privateKey, 'SHA-256');
  return new X509Certificate(Buffer.from(certificate.toSchema().toBER())).toString();
}

/** Positive, and with no leading zero byte, as DER wants an integer. */
function makeSerialNumber(): ArrayBuffer {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.buffer;
}

function makeCommonName(value: string): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: COMMON_NAME, value: new Utf8String({ value }) });
}

function makeLoopbackNames(): Extension {
  const address = new OctetString({ valueHex: new Uint8Array([127, 0, 0, 1]).buffer });
  const names = [
    new GeneralName({ type: DNS_NAME, value: 'localhost' }),
    new GeneralName({ type: IP_ADDRESS, value: address }),
  ];
  return makeExtension(SUBJECT_ALTERNATIVE_NAME, new GeneralNames({ names }));
}

function makeExtension(extnID: string, value: BasicConstraints | GeneralNames): Extension {
  const critical = extnID === BASIC_CONSTRAINTS;
  return new Extension({ extnID, critical, extnValue: value.toSchema().toBER() });
}
