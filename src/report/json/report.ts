import { writeJsonPieces } from './writer.ts';
import { orderKeys } from './key-order.ts';
import type { D32Snapshot } from '../../snapshot/d32-snapshot.ts';
import { snapshotSchema, type K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';

/**
 * The JSON report: two spaces a level, keys in the order of the schema at every level (`run` right behind
 * `schemaVersion`, so that whose report it is can be read from its first bytes), one trailing line feed.
 */
export function generateMonitorReportJson(snapshot: D32Snapshot): string {
  return [...renderMonitorReportJson(snapshot)].join('');
}

/** The same in pieces, a Job, a pod or a log each: nobody needs to hold all of a large report at once. */
export function* renderMonitorReportJson(snapshot: D32Snapshot): Generator<string, void, void> {
  yield* writeJsonPieces(snapshotSchema, snapshot);
  yield '\n';
}

/** The same in one line, for pipes: `jq` and log shippers read a snapshot a line. */
export function generateMonitorReportJsonLine(snapshot: K8sMonitorSnapshot): string {
  return `${JSON.stringify(orderKeys(snapshotSchema, snapshot))}\n`;
}
