import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { KubeconfigFile } from './file/merge.ts';
import { ConfigurationError } from '../errors.ts';
import { openAwsAccess } from './local/aws-profile.ts';
import { openPluginRunner, type PluginHost } from './local/exec-plugin.ts';
import type { KubeconfigSource } from './source.ts';
import type { CredentialMeans } from './user/credentials.ts';

/**
 * The kubeconfig that kubectl would use: the file given, else those of $KUBECONFIG as one, else ~/.kube/config. Its plugins
 * run as kubectl runs them, but for those of EKS, which need no program here.
 */
export function findKubeconfig(path: string | undefined, host: PluginHost): KubeconfigSource {
  const files = listFiles(path, host.env);
  return {
    ...openMachine(host),
    name: files.join(delimiter),
    read: async () => await readKubeconfigs(files),
  };
}

/** What a person's own machine gives a kubeconfig: its files, who the person is to AWS, its plugins. */
export function openMachine(host: PluginHost): CredentialMeans {
  return {
    readFile: async (named) => await readFile(named),
    aws: openAwsAccess(host.env),
    runPlugin: openPluginRunner(host),
  };
}

function listFiles(path: string | undefined, env: PluginHost['env']): readonly string[] {
  if (path !== undefined) return [resolve(path)];
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((each) => each !== '');
  const files = named.length === 0 ? [join(homedir(), '.kube', 'config')] : named;
  return [...new Set(files.map((file) => resolve(file)))];
}

/** kubectl passes over a file of several that is not there; here one at least must be. */
async function readKubeconfigs(files: readonly string[]): Promise<readonly KubeconfigFile[]> {
  const read = await Promise.all(files.map(readKubeconfig));
  const found = read.filter((file) => file !== null);
  if (found.length > 0) return found;
  const several = files.length > 1;
  throw fail(
    `the kubeconfig ${files.join(delimiter)}`,
    several ? 'there is none of these files' : 'there is no such file',
  );
}

async function readKubeconfig(path: string): Promise<KubeconfigFile | null> {
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOENT') return null;
    throw fail(`the kubeconfig ${path}`, `it cannot be read (${code})`, error);
  }
}

function fail(object: string, why: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(
    {
      code: 'KUBECONFIG_UNREADABLE',
      attempted: 'reading',
      object,
      why,
      advice: 'Give another by --kubeconfig or $KUBECONFIG',
    },
    { cause },
  );
}
