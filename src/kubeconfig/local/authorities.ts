import { readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { getCACertificates } from 'node:tls';
import { ConfigurationError } from '../../errors.ts';
import { isGiven } from '../file/schema.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whom a person's machine trusts, as PEM: those of SSL_CERT_FILE and SSL_CERT_DIR, which Go takes in place of the system's own,
 * else the system's and Node's; NODE_EXTRA_CA_CERTS in either case. Rejects with a `ConfigurationError`.
 * https://pkg.go.dev/crypto/x509#SystemCertPool
 */
export async function readAuthorities(env: Environment): Promise<readonly string[]> {
  const { SSL_CERT_FILE: file, SSL_CERT_DIR: folders } = env;
  const extra = getCACertificates('extra');
  if (!isGiven(file) && !isGiven(folders))
    return [...getCACertificates('bundled'), ...getCACertificates('system'), ...extra];
  const named = isGiven(file) ? [await read('SSL_CERT_FILE', file)] : [];
  const found = await Promise.all((folders ?? '').split(delimiter).filter(isGiven).map(readFolder));
  return [...named, ...found.flat(), ...extra];
}

async function readFolder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fail('SSL_CERT_DIR', folder, error);
  });
  const files = entries.filter((each) => !each.isDirectory()).map(({ name }) => join(folder, name));
  const texts = await Promise.all(files.map((path) => read('SSL_CERT_DIR', path)));
  // A folder of certificates holds their keys and lists of the revoked as well.
  return texts.filter((text) => text.includes('-----BEGIN CERTIFICATE-----'));
}

async function read(variable: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw fail(variable, path, error);
  }
}

function fail(variable: string, path: string, cause: unknown): ConfigurationError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
  return new ConfigurationError(
    {
      code: 'KUBECONFIG_INVALID',
      attempted: 'reading whom to trust from',
      object: `${path}, by ${variable}`,
      why: `it cannot be read (${code})`,
      advice: `Correct ${variable}, or put the certificate authority into the kubeconfig`,
    },
    { cause },
  );
}
