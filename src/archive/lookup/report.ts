import { closest, distance } from 'fastest-levenshtein';
import { ArchiveError } from '../../errors.ts';
import { listTargets } from './targets.ts';
import type { ListedReport } from './listed-report.ts';
import type { ReportArchive } from '../objects/archive.ts';
import { latestKeys, reportKeys, type ReportKeys } from '../objects/keys.ts';
import { readPage } from './page.ts';
import type { ReportReference } from './reference.ts';
import { readReports, type SlotWindow } from './slot-window.ts';

export interface Lookup {
  /** Null: the only one that there is. */
  readonly target: string | null;
  readonly now: number;
}

/** The keys of the report that is meant; whether its text is there is found out by reading it. */
export async function findReport(
  archive: ReportArchive,
  reference: ReportReference,
  lookup: Lookup,
): Promise<ReportKeys> {
  switch (reference.kind) {
    case 'report':
      return reportKeys(reference.report, reference.report.place);
    case 'latest':
      return latestKeys(reference.target);
    case 'place':
      return reportKeys({ ...reference, target: await chooseTarget(archive, lookup) }, reference.place);
    case 'index':
      return await findByIndex(archive, await chooseTarget(archive, lookup), reference.back, lookup.now);
    case 'window':
      return await findInWindow(archive, await chooseTarget(archive, lookup), reference.window, lookup.now);
    default:
      return reference satisfies never;
  }
}

const NAMED_TARGETS = 10;

/** The target told, or the only one that has a latest copy. */
export async function chooseTarget(archive: ReportArchive, { target }: Lookup): Promise<string> {
  if (target !== null) return target;
  const targets = await listTargets(archive);
  const [only] = targets;
  if (only !== undefined && targets.length === 1) return only.name;
  throw new ArchiveError({
    code: only === undefined ? 'ARCHIVE_EMPTY' : 'ARCHIVE_TARGET_UNTOLD',
    attempted: 'choosing a target in',
    object: archive.location,
    why: only === undefined ? 'it has no reports' : `it has ${targets.length} targets`,
    advice:
      only === undefined
        ? 'Check --archive, or keep a report there: job-reporter snapshot --archive'
        : `Name one: ${nameTargets(targets.map(({ name }) => name))}`,
  });
}

/** What to do about a target that has nothing: those that there are, or that there are none. */
export async function refuseTarget(archive: ReportArchive, target: string): Promise<ArchiveError> {
  const names = (await listTargets(archive)).map(({ name }) => name);
  return new ArchiveError({
    code: 'ARCHIVE_TARGET_MISSING',
    attempted: `looking for reports of target ${JSON.stringify(target)} in`,
    object: archive.location,
    why: names.includes(target) ? 'there are none' : 'there is no such target',
    advice:
      names.length === 0
        ? 'The archive has no reports: check --archive'
        : `${guessTarget(target, names)}It should be one of: ${nameTargets(names)}`,
  });
}

/** As far as a slip of the fingers goes. */
const MOST_EDITS = 3;

function guessTarget(target: string, names: readonly string[]): string {
  const near = closest(target, [...names]);
  const isNear = near !== target && distance(target, near) <= Math.min(MOST_EDITS, target.length / 2);
  return isNear ? `Did you mean ${near}? ` : '';
}

function nameTargets(names: readonly string[]): string {
  const others = names.length - NAMED_TARGETS;
  return `${names.slice(0, NAMED_TARGETS).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

async function findByIndex(
  archive: ReportArchive,
  target: string,
  back: number,
  now: number,
): Promise<ReportKeys> {
  const { reports } = await readPage(archive, { target, from: 0, until: Infinity, limit: back, now });
  const report = reports[back - 1];
  if (report !== undefined) return keysOf(report);
  if (reports.length === 0) throw await refuseTarget(archive, target);
  throw missing(archive, target, `-${back}`, `there are ${reports.length}`, nameOldest(reports));
}

async function findInWindow(
  archive: ReportArchive,
  target: string,
  window: SlotWindow,
  now: number,
): Promise<ReportKeys> {
  const found: ListedReport[] = [];
  for await (const page of readReports(archive, target, window)) found.push(...page);
  const [report, ...others] = found;
  if (report !== undefined && others.length === 0) return keysOf(report);
  const told = `of ${new Date(window.from * 1000).toISOString().replace('.000Z', 'Z')}`;
  if (report !== undefined) {
    const names = nameTargets(found.map(nameReport));
    throw missing(archive, target, told, `it may be one of ${found.length}`, `Name one: ${names}`);
  }
  const near = await findNearest(archive, target, window, now);
  if (near.length === 0) throw await refuseTarget(archive, target);
  throw missing(
    archive,
    target,
    told,
    'there is none',
    `The nearest are: ${near.map(nameReport).join(', ')}`,
  );
}

/** The last one before the window, and the first behind it. */
async function findNearest(
  archive: ReportArchive,
  target: string,
  { from, until }: SlotWindow,
  now: number,
): Promise<readonly ListedReport[]> {
  const before = await readPage(archive, { target, from: 0, until: from, limit: 1, now });
  const behind = await readReports(archive, target, { from: until, until: Infinity }).next();
  const first = behind.done === true ? undefined : behind.value[0];
  return [...before.reports.slice(0, 1), ...(first === undefined ? [] : [first])];
}

/** As `list` shows it and `show` takes it: `20261122T190000Z`, `20261122T190000Z_002`. */
export function nameReport({ target, slot, place }: Omit<ListedReport, 'json' | 'text'>): string {
  const { json } = reportKeys({ target, slot }, place);
  return json.slice(json.lastIndexOf('/') + 1, -'.json'.length);
}

function nameOldest(reports: readonly ListedReport[]): string {
  const oldest = reports.at(-1);
  return oldest === undefined ? '' : `The oldest is ${nameReport(oldest)}`;
}

function keysOf({ target, slot, place }: ListedReport): ReportKeys {
  return reportKeys({ target, slot }, place);
}

function missing(
  archive: ReportArchive,
  target: string,
  what: string,
  why: string,
  advice: string,
): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_REPORT_MISSING',
    attempted: `looking for report ${what} of`,
    object: `${target} in ${archive.location}`,
    why,
    advice,
  });
}
