import { setTimeout } from 'node:timers/promises';
import type { ReportArchive } from './archive/objects/archive.ts';
import { JSON_TYPE, renderBody, TEXT_TYPE } from './archive/objects/body.ts';
import { latestKeys } from './archive/objects/keys.ts';
import { readPieces } from './archive/lookup/reader.ts';
import { findSpot, type ReportSpot } from './archive/spot.ts';
import { completeReport, storeReport, type StoredReport } from './archive/store.ts';
import type { K8sJobMonitor } from './cluster/job-monitor.ts';
import { mayBeRotated, tellRotation, type EarlierLog } from './history/rotation/earlier-lines.ts';
import { renderMonitorReportJson } from './report/json/report.ts';
import { renderMonitorReportText, renderStoredReportText } from './report/text/report.ts';
import { readReportParts } from './snapshot/model/report-parts.ts';
import type { K8sMonitorSnapshot } from './snapshot/model/snapshot.ts';
import { tellReport, tellStoredReport, type ToldReport } from './snapshot/model/told-report.ts';
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
  /** What the stored report says: when `stored.outcome` is `found`, that of an earlier attempt. */
  readonly told: ToldReport;
  readonly stored: StoredReport;
}

/** A store that does not answer by then will be asked again when there is something to store. */
const FIRST_LOOK_MS = 5_000;
/** A larger report takes longer to go through than what it could tell is worth. */
const MOST_COMPARED_BYTES = 64 * 1024 * 1024;

/**
 * The whole way, once: look, word, store. A run whose report is there already only completes what is missing of it, and leaves
 * the cluster alone. What the cluster did is in the report; rejects only with an `ArchiveError`, when there is no report to find.
 */
export async function runReporter({ run, monitor, archive, signal }: ReporterRun): Promise<RunResult> {
  const spot = await lookForEarlier(archive, run);
  if (spot?.run) {
    const stored = await completeReport(archive, { ...spot, run: spot.run }, renderStoredReportText);
    return { told: await readTold(archive, stored), stored };
  }
  const seen = await monitor.loadSnapshot(signal === undefined ? {} : { signal });
  const snapshot = { ...(await compareWithEarlier(archive, run, seen)), run };
  const report = {
    json: await renderBody(JSON_TYPE, () => renderMonitorReportJson(snapshot)),
    text: async () => await renderBody(TEXT_TYPE, () => renderMonitorReportText(snapshot)),
    renderText: renderStoredReportText,
  };
  const stored = await storeReport(archive, run, report, spot === null ? {} : { first: spot.place });
  const told = stored.outcome === 'stored' ? tellReport(snapshot) : await readTold(archive, stored);
  return { told, stored };
}

/** Null when the store would not say: whether it takes the report is found out when there is one. */
async function lookForEarlier(archive: ReportArchive, run: Run): Promise<ReportSpot | null> {
  return await beforeLong(() => findSpot(archive, run), null);
}

/** The report before says whether lines were there that are gone from the node. Only asked where a log looks so, and never waited for long. */
async function compareWithEarlier(
  archive: ReportArchive,
  { target }: Run,
  snapshot: K8sMonitorSnapshot,
): Promise<K8sMonitorSnapshot> {
  if (!snapshot.podsLogs.some(mayBeRotated)) return snapshot;
  const { json } = latestKeys(target);
  return tellRotation(snapshot, await beforeLong((late) => readEarlierLogs(archive, json, late), []));
}

async function readEarlierLogs(
  archive: ReportArchive,
  key: string,
  late: AbortSignal,
): Promise<readonly EarlierLog[]> {
  const stored = await archive.open(key);
  if (stored === null || stored.byteLength > MOST_COMPARED_BYTES) return [];
  const logs: EarlierLog[] = [];
  for await (const part of readReportParts(stored.pieces())) {
    late.throwIfAborted();
    if (part.kind !== 'log' || part.log.firstTime === null) continue;
    const { podName, namespace, containerName, previous, attempt, firstTime, lastTime } = part.log;
    logs.push({ podName, namespace, containerName, previous, attempt, firstTime, lastTime });
  }
  return logs;
}

/** What the store says, or `otherwise` where it fails or takes long. */
async function beforeLong<T>(ask: (late: AbortSignal) => Promise<T>, otherwise: T): Promise<T> {
  const [timer, given] = [new AbortController(), new AbortController()];
  const late = setTimeout(FIRST_LOOK_MS, otherwise, { signal: timer.signal });
  try {
    return await Promise.race([ask(given.signal).catch(() => otherwise), late]);
  } finally {
    given.abort();
    timer.abort();
    late.catch(() => otherwise);
  }
}

async function readTold(archive: ReportArchive, { jsonKey }: StoredReport): Promise<ToldReport> {
  return await readPieces(archive, jsonKey, tellStoredReport);
}
