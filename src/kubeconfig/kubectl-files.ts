import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import type { KubeconfigFile } from './file/merge.ts';
import { ConfigurationError } from '../errors.ts';
import { isGiven } from './file/schema.ts';
import { isInCluster, openInClusterKubeconfig } from './in-cluster.ts';
import { readAuthorities } from './local/authorities.ts';
import { openAwsAccess } from './local/aws-profile.ts';
import { openPluginRunner, type PluginHost } from './local/exec-plugin.ts';
import type { KubeconfigMeans, KubeconfigSource } from './source.ts';

/**
 * The kubeconfig that kubectl would use: the file given, else those of $KUBECONFIG as one, else ~/.kube/config, else, in a pod,
 * its ServiceAccount. Its plugins run as kubectl runs them, but for those of EKS, which need no program here.
 * @param pod what a pod has where nothing else is named.
 */
export function findKubeconfig(
  path: string | undefined,
  host: PluginHost,
  pod = openInClusterKubeconfig(host.env),
): KubeconfigSource {
  const files = listFiles(path, host.env);
  const name = files.join(delimiter);
  const isNamed = path !== undefined || isGiven(host.env['KUBECONFIG']);
  const machine = openMachine(host);
  if (isNamed || !isInCluster(host.env))
    return { ...machine, name, read: async () => await readKubeconfigs(files) };
  return {
    ...machine,
    name: `${name}, else ${pod.name}`,
    read: async (options) => {
      const found = await findFiles(files);
      return found.length === 0 ? await pod.read(options) : found;
    },
  };
}

/** What a person's own machine gives a kubeconfig: its files, who the person is to AWS, its plugins. */
export function openMachine(host: PluginHost): KubeconfigMeans {
  return {
    env: host.env,
    readFile: async (named) => await readFile(named),
    readAuthorities: () => readAuthorities(host.env),
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
  const found = await findFiles(files);
  if (found.length > 0) return found;
  const several = files.length > 1;
  throw fail(
    `the kubeconfig ${files.join(delimiter)}`,
    several ? 'there is none of these files' : 'there is no such file',
  );
}

async function findFiles(files: readonly string[]): Promise<readonly KubeconfigFile[]> {
  const read = await Promise.all(files.map(readKubeconfig));
  return read.filter((file) => file !== null);
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
