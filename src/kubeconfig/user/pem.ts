import { failReading } from '../file/failure.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Throws a `ConfigurationError` for what `kubectl config view` prints in place of a credential. */
export function refuseHidden(text: string, field: string): void {
  if (!/^(?:DATA\+OMITTED|REDACTED)$/.test(text.trim())) return;
  const why = `${field} is not there: kubectl config view hides it`;
  throw failReading(why, 'Print the kubeconfig by: kubectl config view --raw --flatten --minify');
}

/** What a `-data` field holds: base64, in one line or several. Throws a `ConfigurationError`. */
export function decodeData(text: string, field: string): Buffer {
  refuseHidden(text, field);
  if (text.includes('-----BEGIN')) {
    throw failReading(`${field} is PEM itself`, 'Give it in base64: base64 -w0 <file>');
  }
  const base64 = text.replaceAll(/\s/g, '');
  if (!BASE64.test(base64))
    throw failReading(`${field} is not base64`, 'Give PEM in base64: base64 -w0 <file>');
  return Buffer.from(base64, 'base64');
}

/** OpenSSL passes over what is no PEM, and the connection fails where nobody looks. Throws a `ConfigurationError`. */
export function checkPem(bytes: Buffer, field: string): Buffer {
  if (bytes.includes('-----BEGIN ') && bytes.includes('-----END ')) return bytes;
  throw failReading(`${field} does not hold PEM`, 'It should begin with -----BEGIN and end with -----END');
}
