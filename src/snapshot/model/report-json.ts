import { snapshotSchema, type K8sMonitorSnapshot } from './snapshot.ts';

/** A report read back from an archive. Throws a `SyntaxError` or a `ZodError` when it is none. */
export function parseReportJson(json: Uint8Array): K8sMonitorSnapshot {
  return snapshotSchema.parse(JSON.parse(new TextDecoder().decode(json)));
}
