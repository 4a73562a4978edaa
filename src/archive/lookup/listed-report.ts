import type { ListedObject } from '../objects/archive.ts';
import { parseReportKey, type ReportPlace } from '../objects/keys.ts';

/** A report as a list tells of it, without a look into it. */
export interface ListedReport extends Omit<ReportPlace, 'format'> {
  /** Null: only its text is there. */
  readonly json: ListedObject | null;
  /** Null: the run died before it wrote the text. */
  readonly text: ListedObject | null;
}

/** The reports that the objects are of, in the order of keys; what is no report of the layout is left out. */
export function groupReports(objects: readonly ListedObject[]): readonly ListedReport[] {
  const reports = new Map<string, ListedReport>();
  for (const object of objects) {
    const parsed = parseReportKey(object.key);
    if (parsed === null) continue;
    const { format, ...place } = parsed;
    const stem = object.key.slice(0, object.key.lastIndexOf('.'));
    const known = reports.get(stem) ?? { ...place, json: null, text: null };
    reports.set(stem, { ...known, [format]: object });
  }
  return [...reports.values()];
}
