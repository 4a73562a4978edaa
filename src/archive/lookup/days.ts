import type { ReportArchive } from '../objects/archive.ts';
import { targetPrefix } from '../objects/keys.ts';
import { formatSlot, parseSlot, type SlotWindow } from './slot-window.ts';

export const DAY_SECONDS = 24 * 60 * 60;

/** The days of the window on which the target has reports, as the seconds that they begin with: a request for a thousand. */
export async function listDays(
  archive: ReportArchive,
  target: string,
  { from, until }: SlotWindow,
): Promise<readonly number[]> {
  const prefix = `${targetPrefix(target)}date=`;
  const days: number[] = [];
  // Without its `/`, a day stands before all that is in it; with the character behind that, after it.
  for (let after = `${prefix}${formatDay(from)}`; ;) {
    const page = await archive.listFolders({ prefix, after });
    days.push(...page.folders.flatMap((folder) => parseDay(folder.slice(prefix.length))));
    const last = page.folders.at(-1);
    if (!page.isTruncated || last === undefined || (days.at(-1) ?? 0) >= until) {
      return days.filter((day) => day < until);
    }
    after = `${last.slice(0, -1)}0`;
  }
}

function formatDay(seconds: number): string {
  return formatSlot(seconds).slice(0, 'YYYY-MM-DD'.length);
}

function parseDay(folder: string): readonly number[] {
  const day = /^(\d{4}-\d\d-\d\d)\/$/.exec(folder)?.[1];
  const seconds = day === undefined ? Number.NaN : parseSlot(`${day}T00:00:00Z`);
  return Number.isNaN(seconds) ? [] : [seconds];
}
