import { ConfigurationError } from '../../errors.ts';
import { parseLatestKey, parseReportKey, reportKeys, type ReportPlace } from '../objects/keys.ts';
import type { SlotWindow } from './slot-window.ts';
import { parseTimeText } from './time-text.ts';

/** What a person calls a report. */
export type ReportReference =
  /** 1 is the newest, 2 the one before. */
  | { readonly kind: 'index'; readonly back: number }
  /** All reports of a slot, or of a moment that is told less exactly. */
  | { readonly kind: 'window'; readonly window: SlotWindow }
  | { readonly kind: 'report'; readonly report: Omit<ReportPlace, 'format'> }
  /** The first, second, … report of a slot, of a target told elsewhere. */
  | { readonly kind: 'place'; readonly slot: string; readonly place: number }
  | { readonly kind: 'latest'; readonly target: string };

const INDEX = /^-(\d{1,4})$/;
const PLACE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z_(\d{3})$/;

/**
 * Reads `-1`, `20261122T190000Z`, a time, or a key, also with the archive's place in front. A time without a zone is one in
 * `timeZone`, as times are shown; a compact one is as it stands in the key, UTC.
 */
export function parseReference(
  text: string,
  location: string,
  timeZone: string | undefined,
): ReportReference {
  const back = INDEX.exec(text)?.[1];
  if (back !== undefined && Number(back) > 0) return { kind: 'index', back: Number(back) };
  const key = text.startsWith(`${location}/`) ? text.slice(location.length + 1) : text;
  const report = parseReportKey(key);
  if (report !== null) return { kind: 'report', report };
  const latest = parseLatestKey(key);
  if (latest !== null) return { kind: 'latest', target: latest.target };
  const numbered = parsePlace(text);
  if (numbered !== null) return numbered;
  const window = parseTimeText(text, timeZone);
  if (window !== null) return { kind: 'window', window };
  throw new ConfigurationError({
    code: 'REPORT_REFERENCE_INVALID',
    attempted: 'looking for report',
    object: JSON.stringify(text),
    why: /^(s3:\/\/|\/)/.test(text) ? `it is not in ${location}` : 'that is no slot, no key and no index',
    advice: /^(s3:\/\/|\/)/.test(text)
      ? 'Name its archive by --archive'
      : 'Give a slot of the list (20261122T190000Z), a time (2026-11-22T19:00Z), a key, or -1 for the newest',
  });
}

function parsePlace(text: string): ReportReference | null {
  const [, year, month, day, hour, minute, second, suffix] = PLACE.exec(text) ?? [];
  if (suffix === undefined) return null;
  const slot = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const place = Number(suffix);
  const target = 'any';
  const isReal = parseReportKey(reportKeys({ target, slot }, place).json) !== null;
  return isReal && !Number.isNaN(Date.parse(slot)) ? { kind: 'place', slot, place } : null;
}
