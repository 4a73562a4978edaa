import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { K8sJobMonitor } from '../../src/cluster/job-monitor.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { runReporter } from '../../src/reporter.ts';
import { identifyManualRun } from '../../src/snapshot/model/run.ts';
import { reportWork } from './row-report.ts';
import { SinkArchive } from './sink-archive.ts';

/** A whole run, as the doors do it: look, mask, word in JSON and in text, store four objects. */
void reportWork(async ({ kubeconfig, namespace, labelSelector }) => {
  const monitor = new K8sJobMonitor({
    namespace,
    labelSelector,
    kubeconfig: {
      name: kubeconfig,
      read: async () => await readFile(kubeconfig, 'utf8'),
      readFile: async (path) => await readFile(path),
    },
    redactor: createRedactor({ enabled: true, patterns: [] }),
  });
  const run = identifyManualRun('bench', randomUUID(), new Date());
  let lines = 0;
  const loadSnapshot = async () => {
    const snapshot = await monitor.loadSnapshot();
    lines = snapshot.podsLogs.reduce((sum, log) => sum + log.lines.length, 0);
    return snapshot;
  };
  const { told } = await runReporter({ run, monitor: { loadSnapshot }, archive: new SinkArchive() });
  return {
    lines,
    verdict: told.completeness.verdict,
  };
});
