import { compareText } from '../../src/snapshot/model/order.ts';
import { parseRunFromHead } from '../../src/snapshot/model/run.ts';
import type { Run } from '../../src/snapshot/model/run.ts';
import { renderFakeText } from './fake-report.ts';

/** All objects of an archive, by key. */
export type ArchiveContent = ReadonlyMap<string, Buffer>;

/** What a process that lived says it has stored. */
export interface StoredRun {
  readonly id: string;
  readonly jsonKey: string;
}

interface ArchivedJson {
  readonly key: string;
  readonly json: Buffer;
  readonly run: Run;
}

/** What must never be seen, not even for a moment, from one look at the archive to the next. */
export function findFaultsBetween(before: ArchiveContent, now: ArchiveContent): readonly string[] {
  const changed = [...before].filter(([key, bytes]) => isReport(key) && now.get(key)?.equals(bytes) !== true);
  const halved = [...now].filter(([key, bytes]) => isReport(key) && !isWhole(key, bytes, now));
  return [
    ...changed.map(([key]) => `${key} did not stay as it was`),
    ...halved.map(([key]) => `${key} is not whole, or not the text of its JSON`),
    ...findBackwardSteps(before, now),
  ];
}

/** What must not be found once runs have completed: reports lost or doubled, texts missing, latest behind. */
export function findFaultsAtEnd(content: ArchiveContent, stored: readonly StoredRun[]): readonly string[] {
  const reports = listReports(content);
  const ids = new Set(reports.map(({ run }) => run.id));
  const newest = reports.toSorted((a, b) => compareText(a.key, b.key)).at(-1);
  const lost = stored.filter(
    ({ id, jsonKey }) => !reports.some(({ key, run }) => key === jsonKey && run.id === id),
  );
  const latest = [content.get('latest/trading-bots.json'), content.get('latest/trading-bots.txt')];
  const wanted = newest === undefined ? [] : [newest.json, renderFakeText(newest.json)];
  return [
    ...lost.map(({ id, jsonKey }) => `${jsonKey} is not the report of ${id}`),
    ...(ids.size === reports.length ? [] : ['a run has two reports']),
    ...(String(latest) === String(wanted) ? [] : [`latest is not the newest: ${String(latest)}`]),
  ];
}

/** The reports that have no text. */
export function findMissingTexts(content: ArchiveContent): readonly string[] {
  return listReports(content)
    .map(({ key }) => key.replace(/json$/, 'txt'))
    .filter((key) => !content.has(key));
}

function findBackwardSteps(before: ArchiveContent, now: ArchiveContent): readonly string[] {
  return [...now].flatMap(([key, bytes]) => {
    if (isReport(key)) return [];
    const source = findSource(bytes, now)?.key;
    if (source === undefined) return [`${key} is not a copy of any report`];
    const old = before.get(key);
    const oldSource = old && findSource(old, now)?.key;
    return oldSource !== undefined && compareText(source, oldSource) < 0 ? [`${key} moved back`] : [];
  });
}

function isReport(key: string): boolean {
  return key.startsWith('reports/');
}

function isWhole(key: string, bytes: Buffer, now: ArchiveContent): boolean {
  if (key.endsWith('.json')) return bytes.toString().endsWith('}\n') && parseRunFromHead(bytes) !== null;
  const json = now.get(key.replace(/txt$/, 'json'));
  return json !== undefined && renderFakeText(json).equals(bytes);
}

/** The report that a latest copy, JSON or text, is a byte-equal copy of. */
function findSource(copy: Buffer, content: ArchiveContent): ArchivedJson | undefined {
  return listReports(content).find(({ json }) => json.equals(copy) || renderFakeText(json).equals(copy));
}

function listReports(content: ArchiveContent): readonly ArchivedJson[] {
  return [...content].flatMap(([key, json]) => {
    const run = isReport(key) && key.endsWith('.json') ? parseRunFromHead(json) : null;
    return run === null ? [] : [{ key, json, run }];
  });
}
