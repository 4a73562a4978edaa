import { ArchiveError } from '../errors.ts';
import { parseRunFromHead } from '../snapshot/run.ts';
import type { Run } from '../snapshot/run.ts';
import { moveLatest } from './latest-report.ts';
import type { LatestOutcome } from './latest-report.ts';
import { HEAD_BYTES } from './report-archive.ts';
import type { ReportArchive } from './report-archive.ts';
import { jsonBody, textBody } from './report-body.ts';
import type { RenderText } from './report-body.ts';
import { MAX_REPORTS_PER_SECOND, reportKeys } from './report-key.ts';
import type { ReportKeys } from './report-key.ts';

/** A report to store: its JSON, `run` at the front, and how to make text of any report's JSON. */
export interface Report {
  readonly json: Buffer;
  readonly renderText: RenderText;
}

export interface StoredReport {
  readonly jsonKey: string;
  readonly textKey: string;
  /** `found` when an earlier attempt at the same run had stored its report: that one stays, and the one given here is let go. */
  readonly outcome: 'stored' | 'found';
  readonly latest: LatestOutcome;
}

/** A run's place in the archive, and the JSON that lies there. */
interface ClaimedPlace {
  readonly keys: ReportKeys;
  readonly run: Run;
  readonly json: Buffer;
  readonly outcome: 'stored' | 'found';
}

/**
 * Stores a run's report and moves the target's latest copies forward. The JSON goes first and is the truth; everything else is
 * made from it, so that a crash after any step is put right by calling this again for the same run (or, for the latest copies,
 * by the next run). Rejects with an `ArchiveError`.
 */
export async function storeReport(archive: ReportArchive, run: Run, report: Report): Promise<StoredReport> {
  const place = await claimPlace(archive, run, report.json);
  const text = await completeText(archive, place, report.renderText);
  const latest = await moveLatest(archive, { run: place.run, json: place.json, text }, report.renderText);
  return { jsonKey: place.keys.json, textKey: place.keys.text, outcome: place.outcome, latest };
}

/** Stores the JSON at the first free place of its second, unless this run's JSON stands at a place before. */
async function claimPlace(archive: ReportArchive, run: Run, json: Buffer): Promise<ClaimedPlace> {
  if (!tellsOf(json, run)) throw unmarkedError(archive, run);
  for (let place = 1; place <= MAX_REPORTS_PER_SECOND; place += 1) {
    const keys = reportKeys(run, place);
    if ((await archive.create(keys.json, jsonBody(json))) === 'created') {
      return { keys, run, json, outcome: 'stored' };
    }
    const earlier = await readAttempt(archive, keys, run);
    // Its bytes are ours when the answer to our own request got lost and the client tried again.
    if (earlier !== null) return { ...earlier, outcome: earlier.json.equals(json) ? 'stored' : 'found' };
  }
  throw new ArchiveError({
    code: 'ARCHIVE_CONTENDED',
    attempted: 'storing',
    object: `${archive.location}/${reportKeys(run).json}`,
    why: `all ${MAX_REPORTS_PER_SECOND} places of this second are taken`,
    advice: 'Give each run a slot of its own',
  });
}

/** The report at a taken place, if it is one of this very run: an earlier attempt at it, or our own. */
async function readAttempt(
  archive: ReportArchive,
  keys: ReportKeys,
  run: Run,
): Promise<Omit<ClaimedPlace, 'outcome'> | null> {
  const taken = await archive.peek(keys.json);
  const found = taken && parseRunFromHead(taken.head);
  if (found === null || !isSameRun(found, run)) return null;
  const json = await archive.read(keys.json);
  return json && { keys, run: found, json };
}

/** What is written stays: text that an earlier attempt has left is taken as it is. */
async function completeText(
  archive: ReportArchive,
  place: ClaimedPlace,
  renderText: RenderText,
): Promise<Buffer> {
  const text = renderText(place.json);
  const answer = await archive.create(place.keys.text, textBody(text));
  return answer === 'created' ? text : ((await archive.read(place.keys.text)) ?? text);
}

function isSameRun(a: Run, b: Run): boolean {
  return a.id === b.id && a.target === b.target && a.slot === b.slot;
}

function tellsOf(json: Buffer, run: Run): boolean {
  const told = parseRunFromHead(json.subarray(0, HEAD_BYTES));
  return told !== null && isSameRun(told, run) && told.startedAt === run.startedAt;
}

/** Such a report would stand in the way of every later one: nobody could tell which run it is of. */
function unmarkedError(archive: ReportArchive, run: Run): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_REPORT_UNMARKED',
    attempted: 'storing',
    object: `${archive.location}/${reportKeys(run).json}`,
    why: `the report does not tell of its run ${run.id} in its first ${HEAD_BYTES} bytes`,
    advice: 'This is a fault of the program: report it with this message',
  });
}
