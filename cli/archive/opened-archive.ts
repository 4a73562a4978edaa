import { parseArchiveLocation } from '../../src/archive/location.ts';
import { openArchive } from '../../src/archive/open.ts';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { findReport, type Lookup } from '../../src/archive/lookup/report.ts';
import { parseReference } from '../../src/archive/lookup/reference.ts';
import type { ReportKeys } from '../../src/archive/objects/keys.ts';
import type { SlotWindow } from '../../src/archive/lookup/slot-window.ts';
import { parseMoment } from '../../src/archive/lookup/time-text.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { targetNameSchema } from '../../src/snapshot/model/names.ts';
import type { ArchiveFlags } from './options.ts';
import type { CommandRun } from '../command/door.ts';

const DEFAULT_ARCHIVE = 'reports';

/** Opens the archive that is named, by option or by environment, while the work goes on. */
export async function runInArchive<T>(
  flags: ArchiveFlags,
  { terminal, signal }: CommandRun,
  work: (archive: ReportArchive) => Promise<T>,
): Promise<T> {
  const { env } = terminal;
  const named = env['JOB_REPORTER_ARCHIVE'];
  const place =
    flags.archive ?? parseArchiveLocation(named === undefined || named === '' ? DEFAULT_ARCHIVE : named);
  await using opened = await openArchive(place, env, { signal });
  const result = await work(opened.archive);
  signal.throwIfAborted();
  return result;
}

/** The keys of the report that a person calls so. */
export async function findNamedReport(
  archive: ReportArchive,
  name: string,
  lookup: Lookup,
  { timeZone }: CommandRun,
): Promise<ReportKeys> {
  return await findReport(archive, parseReference(name, archive.location, timeZone), lookup);
}

/** A target's name as typed; it is to be a part of a key. */
export function parseTargetName(name: string | null): string | null {
  if (name === null) return null;
  const parsed = targetNameSchema.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError({
    code: 'TARGET_NAME_INVALID',
    attempted: 'reading target',
    object: JSON.stringify(name),
    why: `a target's name has ${parsed.error.issues.map(({ message }) => message).join('; ')}`,
    advice: 'See which there are: job-reporter list',
  });
}

export interface RangeFlags {
  readonly since?: string;
  readonly until?: string;
}

/** From `--since` on, up to `--until`, as seconds. */
export function readRange(
  { since, until }: RangeFlags,
  { timeZone }: Pick<CommandRun, 'timeZone'>,
  now: number,
): SlotWindow {
  const range = {
    from: since === undefined ? 0 : readMoment('--since', since, timeZone, now),
    until: until === undefined ? Infinity : readMoment('--until', until, timeZone, now),
  };
  if (range.from < range.until) return range;
  throw refuse(`--since ${since} --until ${until}`, 'the end is not behind the beginning', 'Exchange them');
}

export function readMoment(
  option: string,
  text: string,
  timeZone: CommandRun['timeZone'],
  now: number,
): number {
  const moment = parseMoment(text, timeZone, now);
  if (moment !== null) return moment;
  throw refuse(
    `${option} ${JSON.stringify(text)}`,
    'that is neither a time nor an age',
    'Give 2026-11-24, 2026-11-24T18:00, 2026-11-24T18:00:00Z, or an age: 30m, 2h, 7d',
  );
}

function refuse(object: string, why: string, advice: string): ConfigurationError {
  return new ConfigurationError({ code: 'RANGE_INVALID', attempted: 'reading', object, why, advice });
}

export function readNow(): number {
  return Math.floor(Date.now() / 1000);
}
