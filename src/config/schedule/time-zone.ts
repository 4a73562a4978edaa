/** The names of the IANA database without a place in them: https://data.iana.org/time-zones/tzdb/backward. What else is short is not IANA's, as IST. */
const WITHOUT_PLACE: ReadonlySet<string> = new Set(
  (
    'CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel ' +
    'Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey ' +
    'UCT UTC Universal W-SU WET Zulu'
  ).split(' '),
);
/** As the database writes them: `America/Port-au-Prince`, `Africa/Dar_es_Salaam`, `Antarctica/DumontDUrville`, `Etc/GMT+5`, `Australia/NSW`. */
const WORD = '(?:[A-Z][a-z]+|Mc[A-Z][a-z]+|DU[a-z]+|ACT|NSW|LHI|IN|UCT|UTC|GMT(?:[+-]?\\d+)?)';
const PLACE = `${WORD}(?:(?:_|-|_of_|_es_|-au-|-)?${WORD})*`;
const WITH_PLACE = new RegExp(`^(?:US|[A-Z][a-z]+)(?:/${PLACE}){1,2}$`);
const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/** The clocks of a zone are set forward or back. */
export interface ClockChange {
  /** Minutes from 1970 on, UTC. */
  readonly at: number;
  /** Minutes that local time is ahead of UTC. */
  readonly before: number;
  readonly after: number;
}

/**
 * What is wrong with the name of a time zone, in words that do not quote it; null when nothing is. Capitals count: EventBridge
 * Scheduler compares names as they are, and knows neither offsets nor abbreviations of other lists.
 */
export function findTimeZoneMistake(name: string): string | null {
  const wrong = 'a time zone of the IANA database, as Europe/Berlin or UTC';
  if (!/^[A-Za-z]/.test(name)) return wrong;
  const canonical = findCanonicalName(name);
  if (canonical === null) return wrong;
  if (WITHOUT_PLACE.has(name)) return null;
  if (!name.includes('/') || /^(?:SystemV|posix|right)\//i.test(name)) return wrong;
  if (canonical.toLowerCase() === name.toLowerCase())
    return canonical === name ? null : `capitals count: write ${canonical}`;
  return WITH_PLACE.test(name) ? null : `capitals count: write ${canonical}`;
}

function findCanonicalName(name: string): string | null {
  try {
    return openClock(name).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** Each change of a zone's clocks between two days, counted from 1970-01-01. */
export function listClockChanges(timeZone: string, from: number, to: number): readonly ClockChange[] {
  const clock = openClock(timeZone);
  const offsetAt = (minute: number) => measureOffset(clock, minute);
  const days = Array.from({ length: Math.max(0, to - from) }, (_, index) => (from + index) * (DAY / MINUTE));
  return days.flatMap((start) => {
    const [before, after] = [offsetAt(start), offsetAt(start + DAY / MINUTE)];
    return before === after ? [] : [{ at: findMinute(start, offsetAt), before, after }];
  });
}

/** The first minute of the day behind `start` at which the offset is no longer that of `start`. */
function findMinute(start: number, offsetAt: (minute: number) => number): number {
  const before = offsetAt(start);
  let [low, high] = [start, start + DAY / MINUTE];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function openClock(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    timeZoneName: 'longOffset',
  });
}

/** `GMT+05:30`, or `GMT` alone. */
function measureOffset(clock: Intl.DateTimeFormat, minute: number): number {
  const name = clock.formatToParts(minute * MINUTE).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
