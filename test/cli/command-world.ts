import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startEmbeddedCluster,
  type EmbeddedCluster,
  type EmbeddedClusterOptions,
} from '../../demo/embedded-cluster.ts';

/** What a command is run in: a cluster, a kubeconfig for it, and a folder that is gone afterwards. */
export interface CommandWorld extends AsyncDisposable {
  readonly cluster: EmbeddedCluster;
  readonly folder: string;
  readonly kubeconfig: string;
  /** Writes a `reporter.yaml` of these targets, and tells where it is. */
  readonly writeConfig: (...targets: readonly string[]) => Promise<string>;
}

/** What selects the healthy Job of the recording. */
export const SAMPLE = ['-n', 'trading-bots', '-l', 'session_id=d29-k8s-demo-session'] as const;

export async function openCommandWorld(options: Partial<EmbeddedClusterOptions> = {}): Promise<CommandWorld> {
  const cluster = await startEmbeddedCluster({ now: () => new Date(), ...options });
  const folder = await mkdtemp(join(tmpdir(), 'job-reporter-'));
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, cluster.kubeconfig({ as: 'reporter' }));
  return {
    cluster,
    folder,
    kubeconfig,
    writeConfig: async (...targets) => {
      const file = join(await mkdtemp(join(folder, 'config-')), 'reporter.yaml');
      await writeFile(file, `schedule: { rate: 15 minutes }\ntargets:\n${targets.join('')}`);
      return file;
    },
    [Symbol.asyncDispose]: async () => {
      await cluster.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A target of a `reporter.yaml`. */
export function writeTarget(name: string, namespace: string, more = ''): string {
  return (
    `  - name: ${name}\n    namespace: ${namespace}\n    labelSelector: app=arbitrage-tuning\n${more}` +
    '    kubeconfigSecretArn: arn:aws:secretsmanager:eu-central-1:123456789012:secret:fake-AbCdEf\n'
  );
}
