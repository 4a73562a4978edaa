import { ArchiveError } from '../errors.ts';
import { parseRunFromHead, type Run } from '../snapshot/model/run.ts';
import type { ReportArchive } from './objects/archive.ts';
import { MAX_REPORTS_PER_SECOND, reportKeys, type ReportKeys } from './objects/keys.ts';

/** A place among the reports of a second. */
export interface ReportSpot {
  readonly place: number;
  readonly keys: ReportKeys;
  /** Of the report that lies there; null: none does. */
  readonly run: Run | null;
}

/** Where the run's report lies, or else the first free place of its second. Reports of a second stand side by side without a gap. */
export async function findSpot(archive: ReportArchive, run: Run): Promise<ReportSpot> {
  for (let place = 1; place <= MAX_REPORTS_PER_SECOND; place += 1) {
    const keys = reportKeys(run, place);
    const taken = await archive.peek(keys.json);
    if (taken === null) return { place, keys, run: null };
    const found = parseRunFromHead(taken.head);
    if (found !== null && isSameRun(found, run)) return { place, keys, run: found };
  }
  throw refuseFullSecond(archive, run);
}

export function refuseFullSecond(archive: ReportArchive, run: Run): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_CONTENDED',
    attempted: 'storing',
    object: `${archive.location}/${reportKeys(run).json}`,
    why: `all ${MAX_REPORTS_PER_SECOND} places of this second are taken`,
    advice: 'Give each run a slot of its own',
  });
}

export function isSameRun(a: Run, b: Run): boolean {
  return a.id === b.id && a.target === b.target && a.slot === b.slot;
}
