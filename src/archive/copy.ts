import pLimit from 'p-limit';
import { parseRunFromHead } from '../snapshot/model/run.ts';
import { moveLatest } from './latest.ts';
import type { ListedReport } from './lookup/listed-report.ts';
import type { ByteCheck, ListedObject, ReportArchive } from './objects/archive.ts';
import { jsonBody, textBody, type RenderText } from './objects/body.ts';
import { parseReportKey, reportKeys } from './objects/keys.ts';
import { isMd5Of } from './objects/body.ts';
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
  const { key } = object;
  const there = await to.read(key);
  if (there !== null && there.length === object.bytes && isMd5Of(object.etag, there)) {
    return { kind: 'alreadyThere', bytes: there.length, checkedBy: 'md5' };
  }
  const got = await from.readChecked(object);
  if (got === null) return { kind: 'gone', key };
  const { bytes, checkedBy } = got;
  const body = parseReportKey(key)?.format === 'json' ? jsonBody(bytes) : textBody(bytes);
  if (there === null && (await to.create(key, body)) === 'created') {
    return { kind: 'copied', bytes: bytes.length, checkedBy };
  }
  // Somebody else may have copied it in the meantime.
  const present = there ?? (await to.read(key));
  return present?.equals(bytes) === true
    ? { kind: 'alreadyThere', bytes: bytes.length, checkedBy }
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
  const json = await to.read(keys.json);
  const run = json && parseRunFromHead(json);
  if (json === null || run?.target !== target) return;
  const text = (await to.read(keys.text)) ?? renderText(json);
  await moveLatest(to, { run, json: jsonBody(json), text: textBody(text) }, renderText);
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
