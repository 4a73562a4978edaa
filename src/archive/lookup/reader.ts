import { ArchiveError } from '../../errors.ts';
import { type K8sMonitorSnapshot, parseReportJson } from '../../snapshot/model/snapshot.ts';
import type { ReportArchive } from '../objects/archive.ts';

const KNOWN_VERSION = 1;

/** Reads a report, or says in a line why what lies there is none. */
export async function readReport(archive: ReportArchive, key: string): Promise<K8sMonitorSnapshot> {
  const json = await readObject(archive, key);
  try {
    return parseReportJson(json);
  } catch (error) {
    const { why, advice } = explain(json);
    const object = `${archive.location}/${key}`;
    const detail = { code: 'ARCHIVE_REPORT_UNREADABLE', attempted: 'reading', object, why, advice };
    throw new ArchiveError(detail, { cause: error });
  }
}

/** Reads a whole object that a list or a person says is there. */
export async function readObject(archive: ReportArchive, key: string): Promise<Buffer> {
  const bytes = await archive.read(key);
  if (bytes !== null) return bytes;
  throw new ArchiveError({
    code: 'ARCHIVE_REPORT_MISSING',
    attempted: 'reading',
    object: `${archive.location}/${key}`,
    why: 'it is not there',
    advice: 'See what is: job-reporter list',
  });
}

function explain(json: Buffer): { readonly why: string; readonly advice: string } {
  const other = 'Look at who wrote it: the reporter writes no such thing here';
  let value: unknown;
  try {
    value = JSON.parse(json.toString('utf8'));
  } catch {
    // A report ends in a line feed, whatever is in it.
    const isCut = json.at(0) === 0x7b && json.at(-1) !== 0x0a;
    if (!isCut) return { why: 'it is not JSON', advice: other };
    return {
      why: `it is cut off after ${json.length} bytes`,
      advice: 'Fetch it again, or look at the report before and after it',
    };
  }
  const schemaVersion: unknown =
    typeof value === 'object' && value !== null && 'schemaVersion' in value ? value.schemaVersion : undefined;
  if (typeof schemaVersion !== 'number') return { why: 'it is JSON, but no report', advice: other };
  if (schemaVersion === KNOWN_VERSION)
    return { why: 'it is not a report as version 1 has it', advice: other };
  return {
    why: `its schemaVersion is ${schemaVersion}, and this job-reporter reads ${KNOWN_VERSION}`,
    advice: 'Use the job-reporter that wrote it, or a newer one',
  };
}
