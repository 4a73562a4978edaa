import { isatty } from 'node:tty';
import * as z from 'zod';
import { K8sJobMonitor as Monitor, type LookProgress } from './cluster/job-monitor.ts';
import { DEFAULT_LIMITS } from './cluster/limits.ts';
import { parseSettings } from './config/settings/object.ts';
import { targetSchema, type TargetInput } from './config/target.ts';
import { openGivenKubeconfig, type GivenKubeconfig } from './kubeconfig/given.ts';
import { createRedactor } from './redaction/redactor.ts';
import type { K8sMonitorSnapshot } from './snapshot/model/snapshot.ts';

/** What to look at, as D32 has it, and what one may want to settle besides. */
export interface K8sJobMonitorOptions {
  /** `''`: all namespaces, as in the Kubernetes API. */
  readonly namespace: string;
  /** As in `kubectl get -l`; `''`: every Job. */
  readonly labelSelector: string;
  /** A path, a kubeconfig's text, a `KubeConfig` of @kubernetes/client-node; absent: $KUBECONFIG, ~/.kube/config, the pod's own. */
  readonly kubeconfig?: GivenKubeconfig;
  /** The current one of the kubeconfig unless told. */
  readonly context?: string | undefined;
  /** The last lines of each log, from 1 to 100,000; 100 unless told. */
  readonly maxLogLines?: number | undefined;
  /** Credentials in logs and messages are masked unless `enabled` is false. */
  readonly redaction?: TargetInput['redaction'];
  readonly limits?: TargetInput['limits'] | undefined;
  /** Follow the kubeconfig's own `insecure-skip-tls-verify`, and say so in each snapshot; it is refused unless told. */
  readonly insecureSkipTlsVerify?: boolean | undefined;
  /** The connections of a look serve the next one too, until `close`. */
  readonly keepsConnections?: boolean | undefined;
  readonly onProgress?: ((progress: LookProgress) => void) | undefined;
}

const { context, maxLogLines, redaction, limits } = targetSchema.shape;
const optionsSchema = z.object({
  // What the cluster would refuse stands in the snapshot, with what else it refused.
  namespace: z.string(),
  labelSelector: z.string(),
  context,
  maxLogLines,
  redaction,
  limits: limits.optional(),
  insecureSkipTlsVerify: z.boolean().default(false),
  keepsConnections: z.boolean().default(false),
});

/** Looks at the Jobs of one namespace of one cluster, or of all, and changes nothing there. */
export class K8sJobMonitor implements AsyncDisposable {
  readonly #monitor: Monitor;

  /** Nothing is read yet. Throws a `ConfigurationError` for options that are none: that is the program's mistake, not the cluster's. */
  constructor(options: K8sJobMonitorOptions) {
    const settings = parseSettings(optionsSchema, options, 'the options of K8sJobMonitor');
    const { env } = process;
    const kubeconfig = openGivenKubeconfig(options.kubeconfig, { env, isTerminal: isatty(0) });
    this.#monitor = new Monitor({
      namespace: settings.namespace,
      labelSelector: settings.labelSelector,
      kubeconfig: settings.insecureSkipTlsVerify ? { ...kubeconfig, allowInsecureTls: true } : kubeconfig,
      context: settings.context,
      maxLogLines: settings.maxLogLines,
      redactor: createRedactor(settings.redaction),
      limits: { ...DEFAULT_LIMITS, ...settings.limits },
      keepsConnections: settings.keepsConnections,
      env,
      onProgress: (progress) => options.onProgress?.(progress),
    });
  }

  /**
   * Takes a snapshot. What a kubeconfig, a network or a cluster can do to it stands in its `errors` and, with a code and in
   * parts, in its `problems`: it never rejects. When `signal` aborts, what was read by then is what there is.
   */
  async loadSnapshot(
    options: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<K8sMonitorSnapshot> {
    const { signal } = options;
    return await this.#monitor.loadSnapshot(signal === undefined ? {} : { signal });
  }

  /** Ends the connections that were kept for another look. */
  async close(): Promise<void> {
    await this.#monitor.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
