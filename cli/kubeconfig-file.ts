import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { KubeconfigSource } from '../src/cluster/cluster-session.ts';
import { ConfigurationError } from '../src/errors.ts';

/** The kubeconfig that kubectl would use: the file given, else $KUBECONFIG, else ~/.kube/config. */
export function findKubeconfig(
  path: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): KubeconfigSource {
  const fromEnvironment = (env['KUBECONFIG'] ?? '').split(delimiter).filter((each) => each !== '');
  if (path === undefined && fromEnvironment.length > 1) throw refuseSeveral(fromEnvironment.length);
  const file = resolve(path ?? fromEnvironment[0] ?? join(homedir(), '.kube', 'config'));
  return {
    name: file,
    read: async () => await readKubeconfig(file),
    // A file that the kubeconfig names stands beside it unless the name is absolute.
    readFile: async (named) => await readFile(resolve(dirname(file), named)),
  };
}

async function readKubeconfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigurationError(
      {
        code: 'KUBECONFIG_UNREADABLE',
        attempted: 'reading',
        object: `the kubeconfig ${file}`,
        why: code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`,
        advice: 'Give another by --kubeconfig or $KUBECONFIG',
      },
      { cause: error },
    );
  }
}

function refuseSeveral(number: number): ConfigurationError {
  return new ConfigurationError({
    code: 'KUBECONFIG_UNREADABLE',
    attempted: 'choosing among',
    object: `the ${number} files of $KUBECONFIG`,
    why: 'several files are not merged here',
    advice: 'Give one by --kubeconfig, or make one of them: kubectl config view --flatten',
  });
}
