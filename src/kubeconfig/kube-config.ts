import { isatty } from 'node:tty';
import type { KubeConfig } from '@kubernetes/client-node';
import { makeClientNode } from './client-node.ts';
import { openGivenKubeconfig, type GivenKubeconfig } from './given.ts';

export interface KubeConfigOptions {
  /** As of a `K8sJobMonitor`. */
  readonly kubeconfig?: GivenKubeconfig;
  /** The current one of the kubeconfig unless told. */
  readonly context?: string | undefined;
}

/**
 * The kubeconfig that a `K8sJobMonitor` would use, as a `KubeConfig` of @kubernetes/client-node: for a program that asks the same
 * cluster for more. What client-node does not know of it (`tokenFile`, `as-uid`, tokens of EKS) is done for each request.
 * Rejects with a `ReporterError`.
 */
export async function makeKubeConfig(options: KubeConfigOptions = {}): Promise<KubeConfig> {
  const source = openGivenKubeconfig(options.kubeconfig, { env: process.env, isTerminal: isatty(0) });
  return await makeClientNode(source, { context: options.context, now: () => new Date() });
}
