import type { K8sMonitorSnapshot } from '../snapshot/model.ts';
import { snapshotSchema } from '../snapshot/model.ts';

/**
 * The JSON report: two spaces a level, keys in the order of the schema (`run` right behind `schemaVersion`, so that
 * whose report it is can be read from its first bytes), one trailing line feed.
 */
export function generateMonitorReportJson(snapshot: K8sMonitorSnapshot): string {
  const ordered = Object.fromEntries(
    Object.keys(snapshotSchema.shape).map((key) => [key, Reflect.get(snapshot, key) as unknown]),
  );
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
