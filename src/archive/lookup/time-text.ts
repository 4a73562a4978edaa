import { nextDay, readLocalTime, readStartOfDay } from './local-time.ts';
import type { SlotWindow } from './slot-window.ts';

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s?(Z|[+-]\d\d:?\d\d)?)?$/;
/** As in keys; always UTC. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(?:(\d\d)(?:(\d\d)Z?)?)?)?$/;
const AGE = /^(\d{1,9})(s|m|h|d|w)$/;

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/**
 * The span of time that a text names: a second, or the minute, hour or day that it tells no closer. Without a zone it is in
 * `timeZone`, an IANA name, or undefined for the machine's own, and a day is that place's: 23 or 25 hours long when clocks change.
 * Throws a `ConfigurationError` for a time that comes twice there, or not at all.
 */
export function parseTimeText(text: string, timeZone: string | undefined): SlotWindow | null {
  const compact = COMPACT.exec(text);
  const match = compact ?? TIME.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, zone] = match;
  const date = `${year}-${month}-${day}`;
  const written = `${date}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`;
  const unit = second !== undefined ? 's' : minute !== undefined ? 'm' : hour !== undefined ? 'h' : 'd';
  const exactly = compact !== null ? 'Z' : (zone ?? (timeZone === 'UTC' ? 'Z' : undefined));
  if (exactly !== undefined) {
    const from = parseExactly(`${written}${exactly}`);
    return from === null ? null : { from, until: from + SECONDS[unit] };
  }
  if (!isReal(written)) return null;
  if (unit === 'd') {
    return { from: readStartOfDay(date, timeZone), until: readStartOfDay(nextDay(date), timeZone) };
  }
  const from = readLocalTime(written, timeZone);
  return { from, until: from + SECONDS[unit] };
}

/** The moment that `2h`, `7d` ago was, or the beginning of the span that a time names. */
export function parseMoment(text: string, timeZone: string | undefined, now: number): number | null {
  const [, count, unit] = AGE.exec(text) ?? [];
  if (count === undefined) return parseTimeText(text, timeZone)?.from ?? null;
  return now - Number(count) * (unit === undefined ? 1 : readUnit(unit));
}

function readUnit(unit: string): number {
  return Object.entries(SECONDS).find(([name]) => name === unit)?.[1] ?? 1;
}

function parseExactly(time: string): number | null {
  const seconds = Date.parse(time) / 1000;
  return Number.isNaN(seconds) || !isReal(time.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)) ? null : seconds;
}

/** `Date.parse` takes the 31st of February for the 3rd of March. */
function isReal(written: string): boolean {
  const date = new Date(`${written}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written);
}
