import type { ReportArchive } from './archive/objects/archive.ts';
import { JSON_TYPE, renderBody, TEXT_TYPE } from './archive/objects/body.ts';
import { storeReport, type StoredReport } from './archive/store.ts';
import type { K8sJobMonitor } from './cluster/job-monitor.ts';
import { renderMonitorReportJson } from './report/json/report.ts';
import { generateMonitorReportText, renderMonitorReportText } from './report/text/report.ts';
import { type K8sMonitorSnapshot, parseReportJson } from './snapshot/model/snapshot.ts';
import type { Run } from './snapshot/model/run.ts';

/** One run of one target: who looks, and where the report goes. */
export interface ReporterRun {
  readonly run: Run;
  readonly monitor: Pick<K8sJobMonitor, 'loadSnapshot'>;
  readonly archive: ReportArchive;
  /** Aborts when reading must end, so that there is time to write. */
  readonly signal?: AbortSignal;
}

export interface RunResult {
  /** What this run saw; when `stored.outcome` is `found`, the archive keeps what an earlier attempt saw. */
  readonly snapshot: K8sMonitorSnapshot;
  readonly stored: StoredReport;
}

/**
 * The whole way, once: look, word, store. What the cluster did is in the snapshot; rejects only with an
 * `ArchiveError`, when there is no report to find.
 */
export async function runReporter({ run, monitor, archive, signal }: ReporterRun): Promise<RunResult> {
  const snapshot = { ...(await monitor.loadSnapshot(signal === undefined ? {} : { signal })), run };
  const report = {
    json: renderBody(JSON_TYPE, () => renderMonitorReportJson(snapshot)),
    text: () => renderBody(TEXT_TYPE, () => renderMonitorReportText(snapshot)),
    renderText: (stored: Buffer) => Buffer.from(generateMonitorReportText(parseReportJson(stored))),
  };
  return { snapshot, stored: await storeReport(archive, run, report) };
}
