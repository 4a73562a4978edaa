/** An IANA name, `Europe/Zurich`; undefined is the machine's own zone. */
export type TimeZone = string | undefined;

/** For a column: `2026-11-22 19:00:00`, in UTC with a `Z`. What is no time is given back as it is. */
export function formatTime(time: string, timeZone: TimeZone): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  // Swedish writes dates as ISO 8601 does.
  const written = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone,
  }).format(date);
  return timeZone === 'UTC' ? `${written}Z` : written;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As kubectl writes an age: the two units that tell most, `45s`, `5m3s`, `2h10m`, `3d4h`, `40d`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [unit, name, lesser, lesserName] =
    whole < 2 * MINUTE
      ? [1, 's', 1, '']
      : whole < 3 * HOUR
        ? [MINUTE, 'm', 1, 's']
        : whole < 8 * DAY
          ? whole < 2 * DAY
            ? [HOUR, 'h', MINUTE, 'm']
            : [DAY, 'd', HOUR, 'h']
          : [DAY, 'd', DAY, ''];
  const rest = Math.floor((whole % unit) / lesser);
  return `${Math.floor(whole / unit)}${name}${lesserName === '' || rest === 0 ? '' : `${rest}${lesserName}`}`;
}

const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `512 B`, `12.3 KiB`, `128 MiB`: three figures at most. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 'B';
  for (const next of UNITS) {
    if (value < 1000) break;
    value /= 1024;
    unit = next;
  }
  return `${unit === 'B' || value >= 100 ? Math.round(value) : value.toFixed(1)} ${unit}`;
}
