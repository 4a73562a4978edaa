import type { Run } from '../../snapshot/model/run.ts';

/** Where one report lives: its JSON, which is the truth, and the text rendered from it. */
export interface ReportKeys {
  readonly json: string;
  readonly text: string;
}

/** All reports of a target are below this, and its days right below it. */
export function targetPrefix(target: string): string {
  return `reports/target=${target}/`;
}

/** What a report's key tells. */
export interface ReportPlace {
  readonly target: string;
  readonly slot: string;
  /** 1 for the first report of its second. */
  readonly place: number;
  readonly format: keyof ReportKeys;
}

/** The most reports that the key layout can tell apart within one second of one target. */
export const MAX_REPORTS_PER_SECOND = 999;

/**
 * `reports/target=<name>/date=YYYY-MM-DD/YYYYMMDDTHHMMSSZ.json`, by the run's slot in UTC.
 * @param place 1 for the first report of its second, 2 for the second, up to `MAX_REPORTS_PER_SECOND`.
 */
export function reportKeys(run: Pick<Run, 'target' | 'slot'>, place = 1): ReportKeys {
  const date = run.slot.slice(0, 'YYYY-MM-DD'.length);
  const stamp = run.slot.replaceAll(/[-:]/g, '');
  return bothFormats(`${targetPrefix(run.target)}date=${date}/${stamp}${collisionSuffix(place)}`);
}

/** `latest/<name>.json` and `.txt`: full copies of the newest report. */
export function latestKeys(target: string): ReportKeys {
  return bothFormats(`latest/${target}`);
}

/** `_` sorts behind `.`, and the digits have one width, so that the order of keys stays the order of time. */
function collisionSuffix(place: number): string {
  return place === 1 ? '' : `_${String(place).padStart(3, '0')}`;
}

function bothFormats(stem: string): ReportKeys {
  return { json: `${stem}.json`, text: `${stem}.txt` };
}

const REPORT_KEY =
  /^reports\/target=([A-Za-z0-9][A-Za-z0-9._-]{0,62})\/date=[\d-]{10}\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:_(\d{3}))?\.(json|txt)$/;
const LATEST_KEY = /^latest\/([A-Za-z0-9][A-Za-z0-9._-]{0,62})\.(json|txt)$/;

/** What the key of a report tells; null for a key of anything else. */
export function parseReportKey(key: string): ReportPlace | null {
  const [, target, year, month, day, hour, minute, second, suffix, extension] = REPORT_KEY.exec(key) ?? [];
  if (target === undefined) return null;
  const slot = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const place = suffix === undefined ? 1 : Number(suffix);
  const format = extension === 'json' ? 'json' : 'text';
  // What would be written elsewhere is none of the layout.
  return reportKeys({ target, slot }, place)[format] === key ? { target, slot, place, format } : null;
}

/** The target and the format of a latest copy; null for a key of anything else. */
export function parseLatestKey(key: string): Pick<ReportPlace, 'target' | 'format'> | null {
  const [, target, extension] = LATEST_KEY.exec(key) ?? [];
  return target === undefined ? null : { target, format: extension === 'json' ? 'json' : 'text' };
}
