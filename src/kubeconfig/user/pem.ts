import { ConfigurationError } from '../../errors.ts';
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

/** Reads a file that a kubeconfig names; only a door on a person's machine has one. Rejects with Node's errors. */
export type ReadFile = (path: string) => Promise<Buffer>;

/** The file that a field names. Rejects with a `ConfigurationError`; `readFile` is null where there are no files. */
export async function readNamedFile(path: string, field: string, readFile: ReadFile | null): Promise<Buffer> {
  if (readFile === null) throw failFile(field, `it names a file, ${path}, that is not here`);
  try {
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it could not be read';
    throw failFile(field, `its file ${path}: ${why}`, error);
  }
}

function failFile(field: string, why: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    {
      code: 'KUBECONFIG_INVALID',
      attempted: 'using',
      object: `${field} of the kubeconfig`,
      why,
      advice: 'Put its content into the kubeconfig: kubectl config view --flatten --minify',
    },
    { cause },
  );
}
