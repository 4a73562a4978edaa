import { groupReports, type ListedReport } from './listed-report.ts';
import type { ListedObject, ReportArchive } from '../objects/archive.ts';
import { reportKeys, targetPrefix } from '../objects/keys.ts';

/** A span of slots, in seconds since 1970. */
export interface SlotWindow {
  readonly from: number;
  /** The first slot behind it; `Infinity`: there is no end. */
  readonly until: number;
}

/** What one request has told of a window. */
export interface WindowPage {
  /** In the order of time; without the last slot's, where it may have more that did not come. */
  readonly reports: readonly ListedReport[];
  readonly isWhole: boolean;
}

/** As many reports as fit into a page of a thousand keys, JSON and text. */
export const REPORTS_A_PAGE = 500;

/** Asks once for the reports of a target in a window, the oldest first, as S3 lists them. */
export async function readWindow(
  archive: ReportArchive,
  target: string,
  window: SlotWindow,
): Promise<WindowPage> {
  const { objects, isTruncated } = await archive.list({
    prefix: targetPrefix(target),
    after: keyBefore(target, window.from),
  });
  const inWindow = takeBefore(objects, target, window.until);
  const isWhole = !isTruncated || inWindow.length < objects.length;
  const reports = groupReports(inWindow);
  const last = reports.at(-1)?.slot;
  return { isWhole, reports: isWhole ? reports : reports.filter(({ slot }) => slot !== last) };
}

/** All reports of a window, in the order of time, whatever the number of requests. */
export async function* readReports(
  archive: ReportArchive,
  target: string,
  window: SlotWindow,
): AsyncGenerator<readonly ListedReport[], void, void> {
  let after = keyBefore(target, window.from);
  let kept: readonly ListedObject[] = [];
  for (;;) {
    const { objects, isTruncated } = await archive.list({ prefix: targetPrefix(target), after });
    const inWindow = takeBefore(objects, target, window.until);
    const reports = groupReports([...kept, ...inWindow]);
    if (!isTruncated || inWindow.length < objects.length) {
      yield reports;
      return;
    }
    // The text of the page's last report may stand on the next page.
    const last = reports.at(-1);
    kept = [last?.json, last?.text].filter((object) => object !== null && object !== undefined);
    yield reports.slice(0, -1);
    after = objects.at(-1)?.key ?? after;
  }
}

function takeBefore(
  objects: readonly ListedObject[],
  target: string,
  until: number,
): readonly ListedObject[] {
  if (until === Infinity) return objects;
  const end = keyBefore(target, until);
  return objects.filter(({ key }) => key < end);
}

/** Every key of the slot stands behind it, every earlier one before it. */
function keyBefore(target: string, slot: number): string {
  const { json } = reportKeys({ target, slot: formatSlot(slot) });
  return json.slice(0, -'Z.json'.length);
}

/** What a slot can be written as: four digits of year, whole seconds. */
const LAST_SLOT = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

export function formatSlot(seconds: number): string {
  const bounded = Math.min(LAST_SLOT, Math.max(0, Math.floor(seconds)));
  return new Date(bounded * 1000).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

export function parseSlot(slot: string): number {
  return Date.parse(slot) / 1000;
}
