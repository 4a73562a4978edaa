import pLimit from 'p-limit';
import { parseRunFromHead } from '../snapshot/model/run.ts';
import { moveLatest } from './latest.ts';
import type { ListedReport } from './lookup/listed-report.ts';
import type { ByteCheck, ListedObject, ReportArchive } from './objects/archive.ts';
import {
  digestPieces,
  isMd5,
  isOfBody,
  JSON_TYPE,
  renderBody,
  storedBody,
  TEXT_TYPE,
  type RenderText,
} from './objects/body.ts';
import { parseReportKey, reportKeys } from './objects/keys.ts';
import { openText } from './text.ts';
import { readReports, type SlotWindow } from './lookup/slot-window.ts';

export interface ArchiveCopy {
  readonly from: ReportArchive;
  readonly to: ReportArchive;
  readonly targets: readonly string[];
  readonly window: SlotWindow;
  readonly renderText: RenderText;
  readonly signal: AbortSignal;
  readonly tell: (doing: 'listing' | 'copying', done: number, total?: number) => void;
}

export interface CopyResult {
  readonly reports: number;
  /** Objects: JSON and texts. */
  readonly copied: number;
  readonly alreadyThere: number;
  readonly bytes: number;
  /** How many objects were checked in which way, copied or there already. */
  readonly checks: Readonly<Record<ByteCheck, number>>;
  /** Keys at which something else lies; it was left. */
  readonly differing: readonly string[];
  /** Keys that went while the copy was made. */
  readonly gone: readonly string[];
}

const COPIES_AT_ONCE = 16;

type Outcome =
  | { readonly kind: 'copied' | 'alreadyThere'; readonly bytes: number; readonly checkedBy: ByteCheck }
  | { readonly kind: 'differing' | 'gone'; readonly key: string };

/**
 * Copies the reports of a window, JSON before text, so that a copy that ends anywhere is an archive; what is there already is
 * checked and stays. Then the latest copies move forward to the newest report copied.
 */
export async function copyReports(copy: ArchiveCopy): Promise<CopyResult> {
  const reports = await listAll(copy);
  const outcomes = await copyAll(copy, reports);
  for (const target of copy.targets) await copyLatest(copy, reports, target);
  return sumUp(reports.length, outcomes);
}

/** Ends at the first failure, when all that had begun by then has ended. */
async function copyAll(copy: ArchiveCopy, reports: readonly ListedReport[]): Promise<readonly Outcome[]> {
  const limit = pLimit(COPIES_AT_ONCE);
  const outcomes: Outcome[] = [];
  const failed = new AbortController();
  let done = 0;
  const copyReport = async ({ json, text }: ListedReport) => {
    for (const object of [json, text]) {
      if (failed.signal.aborted) return;
      copy.signal.throwIfAborted();
      if (object !== null) outcomes.push(await copyObject(copy, object));
    }
    done += 1;
    copy.tell('copying', done, reports.length);
  };
  copy.tell('copying', 0, reports.length);
  const stop = (reason: unknown) => failed.abort(reason);
  await Promise.all(reports.map((report) => limit(() => copyReport(report).catch(stop))));
  failed.signal.throwIfAborted();
  return outcomes;
}

async function listAll(copy: ArchiveCopy): Promise<readonly ListedReport[]> {
  const reports: ListedReport[] = [];
  for (const target of copy.targets) {
    for await (const page of readReports(copy.from, target, copy.window)) {
      copy.signal.throwIfAborted();
      reports.push(...page);
      copy.tell('listing', reports.length);
    }
  }
  return reports;
}

async function copyObject({ from, to }: ArchiveCopy, object: ListedObject): Promise<Outcome> {
  const { key, bytes, etag } = object;
  const there = await to.open(key);
  if (there !== null && there.byteLength === bytes && isMd5(etag, await digestPieces(there.pieces()))) {
    return { kind: 'alreadyThere', bytes, checkedBy: 'md5' };
  }
  const contentType = parseReportKey(key)?.format === 'json' ? JSON_TYPE : TEXT_TYPE;
  const got = await from.readChecked(object, contentType);
  if (got === null) return { kind: 'gone', key };
  if (there === null && (await to.create(key, got.body)) === 'created') {
    return { kind: 'copied', bytes, checkedBy: got.checkedBy() };
  }
  // Somebody else may have copied it in the meantime.
  const present = there ?? (await to.open(key));
  return present !== null && (await isOfBody(present, got.body))
    ? { kind: 'alreadyThere', bytes, checkedBy: got.checkedBy() }
    : { kind: 'differing', key };
}

/** Of the newest report of the target that was copied and is one. */
async function copyLatest(
  { to, renderText }: ArchiveCopy,
  reports: readonly ListedReport[],
  target: string,
): Promise<void> {
  const newest = reports.findLast((report) => report.target === target && report.json !== null);
  if (newest === undefined) return;
  const keys = reportKeys(newest, newest.place);
  const head = await to.peek(keys.json);
  const run = head && parseRunFromHead(head.head);
  const stored = run?.target === target ? await to.open(keys.json) : null;
  if (run === null || stored === null) return;
  const json = await storedBody(JSON_TYPE, keys.json, stored);
  const text = (await openText(to, keys)) ?? (await renderBody(TEXT_TYPE, () => renderText(stored.pieces())));
  await moveLatest(to, { run, place: newest.place, json, text }, renderText);
}

function sumUp(reports: number, outcomes: readonly Outcome[]): CopyResult {
  const checks = { md5: 0, checksum: 0, secondRead: 0, length: 0 };
  const result = { reports, copied: 0, alreadyThere: 0, bytes: 0 };
  const kept: Record<'differing' | 'gone', string[]> = { differing: [], gone: [] };
  for (const outcome of outcomes) {
    if ('key' in outcome) {
      kept[outcome.kind].push(outcome.key);
    } else {
      result[outcome.kind] += 1;
      result.bytes += outcome.bytes;
      checks[outcome.checkedBy] += 1;
    }
  }
  return { ...result, checks, ...kept };
}
