import { ArchiveError } from '../errors.ts';
import { parseRunFromHead } from '../snapshot/model/run.ts';
import type { Run } from '../snapshot/model/run.ts';
import { moveLatest } from './latest.ts';
import type { LatestOutcome } from './latest.ts';
import { HEAD_BYTES } from './objects/archive.ts';
import type { ObjectBody, ReportArchive } from './objects/archive.ts';
import { headOf, isOfBody, jsonBody, textBody } from './objects/body.ts';
import type { RenderText } from './objects/body.ts';
import { MAX_REPORTS_PER_SECOND, reportKeys } from './objects/keys.ts';
import type { ReportKeys } from './objects/keys.ts';

/** A report to store: its JSON, `run` at the front, its text, and how to make text of any other report's JSON. */
export interface Report {
  readonly json: ObjectBody;
  /** Asked for once, when the JSON is stored. */
  readonly text: () => ObjectBody;
  readonly renderText: RenderText;
}

export interface StoredReport {
  readonly jsonKey: string;
  readonly textKey: string;
  /** `found` when an earlier attempt at the same run had stored its report: that one stays, and the one given here is let go. */
  readonly outcome: 'stored' | 'found';
  readonly latest: LatestOutcome;
}

/** A run's place in the archive, and the report whose JSON lies there. */
interface ClaimedPlace extends Pick<Report, 'json' | 'text'> {
  readonly keys: ReportKeys;
  readonly run: Run;
  readonly outcome: 'stored' | 'found';
}

interface Attempt {
  readonly run: Run;
  readonly json: Buffer;
}

/**
 * Stores a run's report and moves the target's latest copies forward. The JSON goes first and is the truth; everything else is
 * made from it, so that a crash after any step is put right by calling this again for the same run (or, for the latest copies,
 * by the next run). Rejects with an `ArchiveError`.
 */
export async function storeReport(archive: ReportArchive, run: Run, report: Report): Promise<StoredReport> {
  const place = await claimPlace(archive, run, report);
  const text = await completeText(archive, place);
  const latest = await moveLatest(archive, { run: place.run, json: place.json, text }, report.renderText);
  return { jsonKey: place.keys.json, textKey: place.keys.text, outcome: place.outcome, latest };
}

/** Stores the JSON at the first free place of its second, unless this run's JSON stands at a place before. */
async function claimPlace(archive: ReportArchive, run: Run, report: Report): Promise<ClaimedPlace> {
  const { json, text, renderText } = report;
  if (!tellsOf(json, run)) throw unmarkedError(archive, run);
  for (let place = 1; place <= MAX_REPORTS_PER_SECOND; place += 1) {
    const keys = reportKeys(run, place);
    if ((await archive.create(keys.json, json)) === 'created')
      return { keys, run, json, text, outcome: 'stored' };
    const earlier = await readAttempt(archive, keys, run);
    if (earlier === null) continue;
    // Its bytes are ours when the answer to our own request got lost and the client tried again.
    if (isOfBody(earlier.json, json)) return { keys, run: earlier.run, json, text, outcome: 'stored' };
    return {
      keys,
      run: earlier.run,
      json: jsonBody(earlier.json),
      text: () => textBody(renderText(earlier.json)),
      outcome: 'found',
    };
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
async function readAttempt(archive: ReportArchive, keys: ReportKeys, run: Run): Promise<Attempt | null> {
  const taken = await archive.peek(keys.json);
  const found = taken && parseRunFromHead(taken.head);
  if (found === null || !isSameRun(found, run)) return null;
  const json = await archive.read(keys.json);
  return json && { run: found, json };
}

/** What is written stays: text that an earlier attempt has left is taken as it is. */
async function completeText(archive: ReportArchive, place: ClaimedPlace): Promise<ObjectBody> {
  const text = place.text();
  if ((await archive.create(place.keys.text, text)) === 'created') return text;
  const earlier = await archive.read(place.keys.text);
  return earlier === null ? text : textBody(earlier);
}

function isSameRun(a: Run, b: Run): boolean {
  return a.id === b.id && a.target === b.target && a.slot === b.slot;
}

function tellsOf(json: ObjectBody, run: Run): boolean {
  const told = parseRunFromHead(headOf(json));
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
