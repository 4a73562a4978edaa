import type { ClusterFailureDetail } from './failure.ts';

/** Of OpenSSL, `ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED`: what the other side said before it hung up. */
const ALERT = /^ERR_SSL_.*_ALERT_([A-Z_]+)$/;

type Verdict = Pick<ClusterFailureDetail, 'code' | 'why' | 'advice'>;

const RENEW = "Renew the client's certificate in the kubeconfig, or check that it is for this cluster";
const GIVE =
  'Put client-certificate-data and client-key-data of a user of this cluster into the kubeconfig, or go another way to it';

/** What a server thinks of the certificate that was, or was not, shown to it. https://www.rfc-editor.org/rfc/rfc8446#section-6.2 */
const ABOUT_OURS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['CERTIFICATE_EXPIRED', ['it has expired', RENEW]],
  ['CERTIFICATE_REVOKED', ['it is revoked', RENEW]],
  ['UNKNOWN_CA', ['no certificate authority that the server knows has signed it', RENEW]],
  ['BAD_CERTIFICATE', ['it is bad, or there is none', RENEW]],
  ['UNSUPPORTED_CERTIFICATE', ['it is of a kind that the server does not take', RENEW]],
  ['CERTIFICATE_UNKNOWN', ['the server does not accept it', RENEW]],
  ['ACCESS_DENIED', ['who has it may not connect', RENEW]],
  ['DECRYPT_ERROR', ['its signature does not hold', RENEW]],
  ['CERTIFICATE_REQUIRED', ['none was shown, and the server wants one', GIVE]],
]);

const ABOUT_OTHERS: ReadonlyMap<string, string> = new Map([
  [
    'HANDSHAKE_FAILURE',
    'Server and client have no version or cipher in common, or the server wants a client certificate: check both',
  ],
  ['PROTOCOL_VERSION', 'The server speaks versions of TLS only that are not safe: bring it up to date'],
  ['UNRECOGNIZED_NAME', 'The server has no certificate for that name: check server and tls-server-name'],
]);

/** Whether an error is what the other side said of the handshake. */
export function isAlert(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && ALERT.test(error.code)
  );
}

/** The server refuses us, not we the server. Null: the code is of no alert. */
export function judgeAlert(code: string): Verdict | null {
  const alert = ALERT.exec(code)?.[1];
  if (alert === undefined) return null;
  const words = alert.toLowerCase().replaceAll('_', ' ');
  const [why, advice] = ABOUT_OURS.get(alert) ?? [];
  if (why !== undefined && advice !== undefined)
    return {
      code: 'TLS_REFUSED',
      why: `the server refused our certificate: ${why} (TLS alert, ${words})`,
      advice,
    };
  return {
    code: 'TLS_REFUSED',
    why: `the server refused the handshake (TLS alert, ${words})`,
    advice: ABOUT_OTHERS.get(alert) ?? 'Check what answers at the server address, and what stands in between',
  };
}
