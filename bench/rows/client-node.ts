import { BatchV1Api, CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import pLimit from 'p-limit';
import { DEFAULT_LIMITS, DEFAULT_MAX_LOG_LINES } from '../../src/cluster/limits.ts';
import { reportWork } from './row-report.ts';

/** What one writes with the official client in an afternoon: all in memory, no report, no limits, nothing masked. */
void reportWork(async ({ kubeconfig, namespace, labelSelector }) => {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  const batch = config.makeApiClient(BatchV1Api);
  const [jobs, pods] = await Promise.all([
    batch.listNamespacedJob({ namespace, labelSelector }),
    core.listNamespacedPod({ namespace, labelSelector }),
  ]);
  const wanted = pods.items.flatMap(({ metadata, spec }) =>
    [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].map((container) => ({
      name: metadata?.name ?? '',
      container: container.name,
    })),
  );
  const logs = await pLimit(DEFAULT_LIMITS.connection.connections).map(wanted, ({ name, container }) =>
    core
      .readNamespacedPodLog({ namespace, name, container, tailLines: DEFAULT_MAX_LOG_LINES })
      // A container that waits has no log, and that is an error to this client.
      .catch(() => ''),
  );
  const kept = { jobs: jobs.items, pods: pods.items, logs };
  return { lines: kept.logs.reduce((sum, log) => sum + countLines(log), 0) };
});

function countLines(log: string): number {
  return log.split('\n').length - Number(log.endsWith('\n') || log === '');
}
