import { ConfigurationError } from '../../errors.ts';

const DAY = 86_400;

/**
 * When a time without a zone, `2026-10-25T02:30:00`, is by the clocks of `timeZone` (undefined: the machine's own), in seconds since
 * 1970. Throws a `ConfigurationError` for one that comes twice or not at all, since clocks are set back or forward.
 */
export function readLocalTime(written: string, timeZone: string | undefined): number {
  const moments = findMoments(written, timeZone);
  const [moment] = moments;
  if (moment !== undefined && moments.length === 1) return moment;
  throw askWhich(written, timeZone, moments);
}

/** The first moment of a day by the clocks of a zone: clocks that are set forward at midnight leave midnight out. */
export function readStartOfDay(day: string, timeZone: string | undefined): number {
  const midnight = `${day}T00:00:00`;
  const [moment] = findMoments(midnight, timeZone);
  if (moment !== undefined) return moment;
  // What was left out is behind the change, by the offset from before it.
  const asUtc = Date.parse(`${midnight}Z`) / 1000;
  return asUtc - readOffset(asUtc - DAY, timeZone);
}

/** The day behind one, `2026-02-28` behind `2026-02-27`. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY * 1000).toISOString().slice(0, 10);
}

/** By the offsets of the days before and behind it, each where the clock then really shows that time. */
function findMoments(written: string, timeZone: string | undefined): readonly number[] {
  const asUtc = Date.parse(`${written}Z`) / 1000;
  const offsets = [asUtc - DAY, asUtc + DAY].map((near) => readOffset(near, timeZone));
  return [...new Set(offsets.map((offset) => asUtc - offset))].filter(
    (moment) => readOffset(moment, timeZone) === asUtc - moment,
  );
}

/** Seconds that local time is ahead of UTC. */
function readOffset(moment: number, timeZone: string | undefined): number {
  const clock = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = clock.formatToParts(moment * 1000).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

function askWhich(
  written: string,
  timeZone: string | undefined,
  moments: readonly number[],
): ConfigurationError {
  const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choices = moments.map((moment) => `${written}${wordOffset(readOffset(moment, timeZone))}`);
  return new ConfigurationError({
    code: 'TIME_INVALID',
    attempted: 'reading',
    object: `the time ${written}`,
    why:
      moments.length === 0
        ? `it does not come in ${zone}: clocks are set forward over it`
        : `it comes twice in ${zone}: clocks are set back`,
    advice:
      moments.length === 0 ? 'Give one before or behind it' : `Which one is meant: ${choices.join(' or ')}?`,
  });
}

function wordOffset(seconds: number): string {
  const minutes = Math.abs(seconds) / 60;
  return `${seconds < 0 ? '-' : '+'}${padTwo(minutes / 60)}:${padTwo(minutes % 60)}`;
}

function padTwo(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
