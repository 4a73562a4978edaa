import { ArchiveError } from '../errors.ts';
import { compareText } from '../snapshot/model/order.ts';
import { parseRunFromHead } from '../snapshot/model/run.ts';
import type { Run } from '../snapshot/model/run.ts';
import type { ObjectBody, ObjectHead, ReportArchive } from './objects/archive.ts';
import { headOf, isOfBody, listPieces, renderBody, TEXT_TYPE } from './objects/body.ts';
import type { RenderText } from './objects/body.ts';
import { latestKeys } from './objects/keys.ts';
import { findSpot, isSameRun } from './spot.ts';

/**
 * `moved` to this run's report; `already` there; `newer-exists` when a newer run's is there; `clock-ahead` when this run stands for a
 * time that the store's clock has not reached: as the latest, it would keep every other run's report from being that.
 */
export type LatestOutcome = 'moved' | 'already' | 'newer-exists' | 'clock-ahead';

/** Why the latest copies were left as they are: something to warn of. */
export const LATEST_LEFT: Partial<Readonly<Record<LatestOutcome, string>>> = {
  'newer-exists': 'latest stays as it is: a newer report is there',
  'clock-ahead': "latest stays as it is: the run stands for a time that the store's clock has not reached",
};

/** A report as it lies in the archive. */
export interface ArchivedReport {
  readonly run: Run;
  /** Among the reports of its second. */
  readonly place: number;
  readonly json: ObjectBody;
  readonly text: ObjectBody;
}

/** Who loses a turn lost it to another run; so many in a row mean a fault. */
const MAX_TURNS = 20;

/**
 * Moves the target's latest JSON forward to this report, never back, and the latest text to that of whatever the latest JSON is
 * then, as a newer run may have died between its two copies.
 */
export async function moveLatest(
  archive: ReportArchive,
  report: ArchivedReport,
  renderText: RenderText,
): Promise<LatestOutcome> {
  const keys = latestKeys(report.run.target);
  let outcome: LatestOutcome = 'already';
  for (let turn = 1; turn <= MAX_TURNS; turn += 1) {
    // The version of the text is taken before anyone looks at the JSON. Whoever wrote the text up to here had seen this JSON or an
    // older one, as it only moves forward; whoever writes it from here on makes our own replacement fail. So the text cannot go back.
    const oldText = await archive.peek(keys.text);
    const oldJson = await archive.peek(keys.json);
    if (isAhead(archive, report.run)) return 'clock-ahead';
    const order =
      oldJson === null ? -1 : await compare(archive, readLatestRun(archive, report.run, oldJson), report);
    if (order < 0) {
      // Even if refused: when the next look finds our report there, it was this request whose answer got lost.
      outcome = 'moved';
      const replaced = await archive.replace(keys.json, report.json, oldJson?.version ?? null);
      if (replaced === 'changed') continue;
    }
    if (order > 0) outcome = 'newer-exists';
    const text = order > 0 ? await renderLatest(archive, report.run, renderText) : report.text;
    if (text === null) continue;
    if (await isCopy(archive, keys.text, oldText, text)) return outcome;
    const replaced = await archive.replace(keys.text, text, oldText?.version ?? null);
    if (replaced === 'replaced') return outcome;
  }
  throw new ArchiveError({
    code: 'ARCHIVE_CONTENDED',
    attempted: 'moving forward',
    object: `${archive.location}/${keys.json}`,
    why: `it or its text changed ${MAX_TURNS} times under this run's hands`,
    advice: 'Look for other runs of this target that go on at the same time, and run again',
  });
}

/** Clocks that differ by less are right. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

function isAhead(archive: ReportArchive, { slot }: Run): boolean {
  const now = archive.now();
  return now !== null && Date.parse(slot) - now.getTime() > CLOCK_TOLERANCE_MS;
}

/** By slot, then by place, as the keys are ordered: a list must not call another report the newest. */
async function compare(archive: ReportArchive, old: Run, { run, place }: ArchivedReport): Promise<number> {
  if (isSameRun(old, run)) return 0;
  // Somebody's clock was ahead: nothing would ever be newer.
  if (isAhead(archive, old)) return -1;
  if (old.slot !== run.slot) return compareText(old.slot, run.slot);
  const spot = await findSpot(archive, old);
  // Its report is gone: no list knows of it.
  return spot.run === null ? -1 : spot.place - place;
}

/** The text of a newer run's report, from its JSON; null when it is no more what it was. */
async function renderLatest(
  archive: ReportArchive,
  run: Run,
  renderText: RenderText,
): Promise<ObjectBody | null> {
  const json = await archive.open(latestKeys(run.target).json);
  if (json === null) return null;
  try {
    return await renderBody(TEXT_TYPE, () => renderText(json.pieces()));
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'ARCHIVE_OBJECT_CHANGED') return null;
    if (error instanceof ArchiveError) throw error;
    throw unreadable(archive, run, `its text cannot be rendered (${wordError(error)})`, error);
  }
}

function readLatestRun(archive: ReportArchive, run: Run, latest: ObjectHead): Run {
  const found = parseRunFromHead(latest.head);
  if (found === null) throw unreadable(archive, run, 'it does not begin as a report does');
  if (found.target === run.target) return found;
  throw unreadable(archive, run, `it is the report of another target, ${found.target}`);
}

function unreadable(archive: ReportArchive, run: Run, why: string, cause?: unknown): ArchiveError {
  const detail = {
    code: 'ARCHIVE_LATEST_UNREADABLE',
    attempted: 'moving forward',
    object: `${archive.location}/${latestKeys(run.target).json}`,
    why,
    advice:
      "This run's report is stored under its own key. Move this object away, and the next run puts the newest here",
  } as const;
  return new ArchiveError(detail, { cause });
}

/** The heads differ nearly always: a report's text tells its time at the top. Only equal heads are worth reading on. */
async function isCopy(
  archive: ReportArchive,
  key: string,
  head: ObjectHead | null,
  text: ObjectBody,
): Promise<boolean> {
  if (!head?.head.equals(await headOf(listPieces(text)))) return false;
  const stored = await archive.open(key);
  return stored !== null && (await isOfBody(stored, text));
}

function wordError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
