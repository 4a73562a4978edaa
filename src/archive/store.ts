// The room where reports live: keys, the protocol that loses none, and S3 and a folder behind one seam. It knows reports as bytes with a head,
// and must not know how they come about.
import { setTimeout } from 'node:timers/promises';
import { ArchiveError } from '../errors.ts';
import { parseRunFromHead, type Run } from '../snapshot/model/run.ts';
import { moveLatest, type LatestOutcome } from './latest.ts';
import { HEAD_BYTES, type ObjectBody, type ReportArchive, type StoredObject } from './objects/archive.ts';
import {
  headOf,
  inPlace,
  isOfBody,
  JSON_TYPE,
  listPieces,
  storedBody,
  type RenderText,
} from './objects/body.ts';
import { MAX_REPORTS_PER_SECOND, reportKeys, type ReportKeys } from './objects/keys.ts';
import { isSameRun, refuseFullSecond, type ReportSpot } from './spot.ts';
import { createText, openText, renderStoredText } from './text.ts';

/** A report to store: its JSON, `run` at the front, its text, and how to make text of any other report's JSON. */
export interface Report {
  readonly json: ObjectBody;
  /** Asked for once, when the JSON is stored. */
  readonly text: () => Promise<ObjectBody>;
  readonly renderText: RenderText;
}

export interface StoredReport {
  readonly jsonKey: string;
  readonly textKey: string;
  /** `found` when an earlier attempt at the same run had stored its report: that one stays, and the one given here is let go. */
  readonly outcome: 'stored' | 'found';
  readonly latest: LatestOutcome;
}

/** How often a store may say that an object is there and then not have it, and how long to wait before the next look. */
const LOOKS = 5;
const FIRST_PAUSE_MS = 100;

/** Waits before another look, the longer the more there have been. */
export type Pause = (looks: number) => Promise<void>;

const pauseLonger: Pause = async (looks) => await setTimeout(FIRST_PAUSE_MS * 2 ** (looks - 1));

/**
 * Stores a run's report and moves the target's latest copies forward. The JSON goes first and is the truth; everything else is
 * made from it, so that a crash after any step is put right by calling this again for the same run (or, for the latest copies,
 * by the next run). Rejects with an `ArchiveError`. `first`: the place to begin with, when those before it are known to be others'.
 */
export async function storeReport(
  archive: ReportArchive,
  run: Run,
  report: Report,
  { first = 1, pause = pauseLonger }: { readonly first?: number; readonly pause?: Pause } = {},
): Promise<StoredReport> {
  const { json, renderText } = report;
  if (!(await tellsOf(json, run))) throw unmarkedError(archive, run);
  for (let place = first; place <= MAX_REPORTS_PER_SECOND; place += 1) {
    const keys = reportKeys(run, place);
    const earlier = await claim(archive, keys, json, pause);
    if (earlier === null) {
      return await storeRest(archive, { place, keys, run }, inPlace(json, keys.json), report);
    }
    if (!isSameRun(earlier, run)) continue;
    const stored = await archive.open(keys.json);
    const spot = { place, keys, run: earlier };
    // Its bytes are ours when the answer to our own request got lost and the client tried again.
    if (stored !== null && (await isOfBody(stored, json)))
      return await storeRest(archive, spot, inPlace(json, keys.json), report);
    return await completeReport(archive, spot, renderText);
  }
  throw refuseFullSecond(archive, run);
}

/** Completes what an earlier attempt at a run has left: its JSON stays as it is, and no more than a piece of it is held. */
export async function completeReport(
  archive: ReportArchive,
  { place, keys, run }: ReportSpot & { readonly run: Run },
  renderText: RenderText,
): Promise<StoredReport> {
  const stored = await openStored(archive, keys.json);
  const json = await storedBody(JSON_TYPE, keys.json, stored);
  const text =
    (await openText(archive, keys)) ??
    (await createText(archive, keys, await renderStoredText(archive, keys.json, stored, renderText)));
  const latest = await moveLatest(archive, { run, place, json, text }, renderText);
  return { jsonKey: keys.json, textKey: keys.text, outcome: 'found', latest };
}

async function storeRest(
  archive: ReportArchive,
  { place, keys, run }: ReportSpot & { readonly run: Run },
  json: ObjectBody,
  { text: makeText, renderText }: Report,
): Promise<StoredReport> {
  const text = await createText(archive, keys, await makeText());
  const latest = await moveLatest(archive, { run, place, json, text }, renderText);
  return { jsonKey: keys.json, textKey: keys.text, outcome: 'stored', latest };
}

/** Stores the JSON at a place, or tells whose report is there. */
async function claim(
  archive: ReportArchive,
  keys: ReportKeys,
  json: ObjectBody,
  pause: Pause,
): Promise<Run | null> {
  for (let looks = 1; looks <= LOOKS; looks += 1) {
    if ((await archive.create(keys.json, json)) === 'created') return null;
    const taken = await archive.peek(keys.json);
    // What tells of no run is somebody else's.
    if (taken !== null) return parseRunFromHead(taken.head) ?? NOBODY;
    // Taken away since, or a store that is not of one mind yet: another place now would be a second report of the run.
    if (looks < LOOKS) await pause(looks);
  }
  throw new ArchiveError({
    code: 'ARCHIVE_UNSUPPORTED',
    attempted: 'storing',
    object: `${archive.location}/${keys.json}`,
    why: `the store answered ${LOOKS} times that the object is there, and when asked for it, that it is not`,
    advice: 'Choose a store that shows at once what was stored, or look at the proxies on the way to it',
  });
}

const NOBODY: Run = { id: '', target: '', slot: '', startedAt: '' };

async function openStored(archive: ReportArchive, key: string): Promise<StoredObject> {
  const stored = await archive.open(key);
  if (stored !== null) return stored;
  throw new ArchiveError({
    code: 'ARCHIVE_OBJECT_CHANGED',
    attempted: 'reading',
    object: `${archive.location}/${key}`,
    why: 'it was there a moment ago, and is no more',
    advice: 'Look at who removes reports there, and run again',
  });
}

async function tellsOf(json: ObjectBody, run: Run): Promise<boolean> {
  const told = parseRunFromHead(await headOf(listPieces(json)));
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
