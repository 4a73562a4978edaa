import type { ListedReport } from './lookup/listed-report.ts';
import { readReports } from './lookup/slot-window.ts';
import type { RemovableArchive, ReportArchive } from './objects/archive.ts';

/** The reports of all targets in the folder that are older than the second, in the order of keys. */
export async function listReportsBefore(
  archive: ReportArchive,
  second: number,
): Promise<readonly ListedReport[]> {
  const reports: ListedReport[] = [];
  for (const target of await listReportTargets(archive)) {
    for await (const page of readReports(archive, target, { from: 0, until: second })) reports.push(...page);
  }
  return reports;
}

/** Every target with reports, whether it has a latest copy or not. */
async function listReportTargets(archive: ReportArchive): Promise<readonly string[]> {
  const targets: string[] = [];
  for (let after = ''; ;) {
    const page = await archive.listFolders({ prefix: 'reports/target=', after });
    targets.push(...page.folders.map((folder) => folder.slice('reports/target='.length, -1)));
    const last = page.folders.at(-1);
    if (!page.isTruncated || last === undefined) return targets;
    after = `${last.slice(0, -1)}0`;
  }
}

/** Removes a report, its text first: JSON without text is a report still, text without JSON would be none. */
export async function removeReport(
  archive: Pick<RemovableArchive, 'remove'>,
  { json, text }: ListedReport,
): Promise<void> {
  for (const object of [text, json]) {
    if (object !== null) await archive.remove(object.key);
  }
}
