import { ConfigurationError } from '../errors.ts';
import { readClientNode } from './client-node.ts';
import { findKubeconfig, openMachine } from './kubectl-files.ts';
import type { PluginHost } from './local/exec-plugin.ts';
import type { ClientNodeConfig, KubeconfigSource } from './source.ts';

/**
 * What a program may give as its kubeconfig: a file's path, the text of one, a `KubeConfig` of @kubernetes/client-node, or a
 * source of its own. Nothing: what kubectl would use.
 */
export type GivenKubeconfig = string | ClientNodeConfig | KubeconfigSource | null | undefined;

/** Nothing is read yet. Throws a `ConfigurationError` for what is none of these. */
export function openGivenKubeconfig(given: GivenKubeconfig, host: PluginHost): KubeconfigSource {
  if (given == null) return findKubeconfig(undefined, host);
  if (typeof given === 'string') {
    if (!isText(given)) return findKubeconfig(given, host);
    return { ...openMachine(host), name: 'the kubeconfig given as text', read: () => Promise.resolve(given) };
  }
  if (typeof given === 'object' && 'clusters' in given) return readClientNode(given, openMachine(host));
  if (typeof given === 'object' && 'read' in given) return given;
  throw new ConfigurationError({
    code: 'SETTINGS_INVALID',
    attempted: 'reading',
    object: 'the kubeconfig that was given',
    why: 'it is none',
    advice:
      'Give a path, the text of a kubeconfig, a KubeConfig of @kubernetes/client-node, or an object with name and read',
  });
}

/** No file is called what a kubeconfig's text looks like: several lines, an object of JSON, or a first `key: value`. */
function isText(given: string): boolean {
  return given === '' || /\n|^\s*\{|^\s*[A-Za-z-]+:(?:\s|$)/.test(given);
}
