import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import type { K8sJobMonitor } from '../../src/cluster/job-monitor.ts';
import { runReporter, type RunResult } from '../../src/reporter.ts';
import type { Run } from '../../src/snapshot/model/run.ts';

/**
 * Runs the reporter for a person. Rejects with the signal's reason when it aborts while the cluster is read: what
 * Ctrl+C cut short is nobody's snapshot, and is not kept.
 */
export async function runReporterUnlessInterrupted(
  monitor: Pick<K8sJobMonitor, 'loadSnapshot'>,
  archive: ReportArchive,
  run: Run,
  signal: AbortSignal,
): Promise<RunResult> {
  const loadSnapshot = async () => {
    const snapshot = await monitor.loadSnapshot({ signal });
    signal.throwIfAborted();
    return snapshot;
  };
  return await runReporter({ run, monitor: { loadSnapshot }, archive });
}
