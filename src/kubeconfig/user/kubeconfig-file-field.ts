import { ConfigurationError } from '../../errors.ts';

/** Reads a file that a kubeconfig names; only a door on a person's machine has one. Rejects with Node's errors. */
export type ReadFile = (path: string) => Promise<Buffer>;

/** The file that a field names. Rejects with a `ConfigurationError`; `readFile` is null where there are no files. */
export async function readNamedFile(path: string, field: string, readFile: ReadFile | null): Promise<Buffer> {
  if (readFile === null) throw fail(field, `it names a file, ${path}, that is not here`);
  try {
    return await readFile(path);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'it could not be read';
    throw fail(field, `its file ${path}: ${why}`, error);
  }
}

function fail(field: string, why: string, cause?: unknown): ConfigurationError {
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
