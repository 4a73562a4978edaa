import { ArchiveError } from '../../errors.ts';
import { readReportJson } from '../../snapshot/model/report-parts.ts';
import type { K8sMonitorSnapshot } from '../../snapshot/model/snapshot.ts';
import type { ReportArchive, StoredObject } from '../objects/archive.ts';
import { gatherPieces } from '../objects/body.ts';

const KNOWN_VERSION = 1;

/** Reads a report, or says in a line why what lies there is none. */
export async function readReport(archive: ReportArchive, key: string): Promise<K8sMonitorSnapshot> {
  return await readPieces(archive, key, readReportJson);
}

/** What somebody makes of a report's bytes; where they cannot, it is said in a line why what lies there is none. */
export async function readPieces<T>(
  archive: ReportArchive,
  key: string,
  read: (bytes: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const stored = await openObject(archive, key);
  try {
    return await read(stored.pieces());
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const { why, advice } = await explain(stored);
    const object = `${archive.location}/${key}`;
    const detail = { code: 'ARCHIVE_REPORT_UNREADABLE', attempted: 'reading', object, why, advice } as const;
    throw new ArchiveError(detail, { cause: error });
  }
}

/** An object that a list or a person says is there. */
export async function openObject(archive: ReportArchive, key: string): Promise<StoredObject> {
  const stored = await archive.open(key);
  if (stored !== null) return stored;
  throw new ArchiveError({
    code: 'ARCHIVE_REPORT_MISSING',
    attempted: 'reading',
    object: `${archive.location}/${key}`,
    why: 'it is not there',
    advice: 'See what is: job-reporter list',
  });
}

/** The longest that is read as a whole to say what it is. */
const MOST_EXPLAINED_BYTES = 8 * 1024 * 1024;

async function explain(stored: StoredObject): Promise<{ readonly why: string; readonly advice: string }> {
  if (stored.byteLength <= MOST_EXPLAINED_BYTES) return explainBytes(await gatherPieces(stored.pieces()));
  return {
    why: `its ${stored.byteLength} bytes are not a report as version 1 has it`,
    advice: 'Look at who wrote it, and at the report before and after it',
  };
}

function explainBytes(json: Buffer): { readonly why: string; readonly advice: string } {
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
