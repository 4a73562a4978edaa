import pLimit from 'p-limit';
import { parseRunFromHead } from '../../snapshot/model/run.ts';
import { compareText } from '../../snapshot/model/order.ts';
import { listTargets } from './targets.ts';
import type { ListedReport } from './listed-report.ts';
import type { ReportArchive } from '../objects/archive.ts';
import { latestKeys } from '../objects/keys.ts';
import { ReportWalk } from './walk.ts';
import { parseSlot, type SlotWindow } from './slot-window.ts';

export interface PageQuery extends SlotWindow {
  /** Null: all targets that have a latest copy. */
  readonly target: string | null;
  readonly limit: number;
  readonly now: number;
}

export interface ReportPage {
  /** The newest first; at least `limit`, where there are so many, and all of the last one's slot. */
  readonly reports: readonly ListedReport[];
  /** There may be older ones. */
  readonly hasMore: boolean;
}

const REQUESTS_AT_ONCE = 8;

/** The newest reports of a window, in few requests however many reports there are. */
export async function readPage(archive: ReportArchive, query: PageQuery): Promise<ReportPage> {
  const walks = await openWalks(archive, query);
  const atOnce = pLimit(REQUESTS_AT_ONCE);
  const lanes = walks.map((walk) => new Lane(walk));
  await Promise.all(lanes.map((lane) => atOnce(() => lane.fill(-Infinity))));
  const reports: ListedReport[] = [];
  for (;;) {
    const lane = await findNewest(lanes);
    const report = lane?.head;
    if (lane === undefined || report === undefined) return { reports, hasMore: false };
    const isFull = reports.length >= query.limit && report.slot !== reports.at(-1)?.slot;
    if (isFull) return { reports, hasMore: true };
    reports.push(report);
    lane.take();
    if (reports.length >= query.limit && isEveryoneBehind(lanes, report)) {
      return { reports, hasMore: lanes.some((each) => each.head !== undefined || !each.isOver) };
    }
  }
}

/** One target's reports, as far as they have been asked for. */
class Lane {
  readonly #walk: ReportWalk;
  readonly #waiting: ListedReport[] = [];

  constructor(walk: ReportWalk) {
    this.#walk = walk;
  }

  get head(): ListedReport | undefined {
    return this.#waiting[0];
  }

  get isOver(): boolean {
    return this.#walk.isOver;
  }

  /** Whether a report at or behind the second may still have to be asked for. */
  mayBring(second: number): boolean {
    return this.#waiting.length === 0 && !this.#walk.isOver && this.#walk.reached > second;
  }

  take(): void {
    this.#waiting.shift();
  }

  /** Asks until there is a report, or none at or behind the second. */
  async fill(second: number): Promise<void> {
    while (this.mayBring(second)) this.#waiting.push(...(await this.#walk.next()));
  }
}

async function findNewest(lanes: readonly Lane[]): Promise<Lane | undefined> {
  for (;;) {
    const newest = lanes
      .filter((lane) => lane.head !== undefined)
      .toSorted((a, b) => compareHeads(a.head, b.head))
      .at(-1);
    const second = newest?.head === undefined ? -Infinity : parseSlot(newest.head.slot);
    const unsure = lanes.find((lane) => lane.mayBring(second));
    if (unsure === undefined) return newest;
    await unsure.fill(second);
  }
}

function compareHeads(a: ListedReport | undefined, b: ListedReport | undefined): number {
  return compareText(a?.slot ?? '', b?.slot ?? '') || compareText(b?.target ?? '', a?.target ?? '');
}

/** Whether all reports of this one's slot have been given. */
function isEveryoneBehind(lanes: readonly Lane[], { slot }: ListedReport): boolean {
  return lanes.every((lane) => lane.head?.slot !== slot && !lane.mayBring(parseSlot(slot)));
}

async function openWalks(archive: ReportArchive, query: PageQuery): Promise<readonly ReportWalk[]> {
  const { target, now } = query;
  if (target !== null) {
    // Who asks for what was before needs not know what is newest.
    const newest = query.until <= now ? query.until : ((await findNewestSlot(archive, target)) ?? now);
    return [new ReportWalk(archive, target, { ...query, newest })];
  }
  const targets = await listTargets(archive);
  return targets.map(
    ({ name, storedAt }) =>
      new ReportWalk(archive, name, {
        ...query,
        newest: Math.ceil(storedAt.getTime() / 1000),
        findNewest: () => findNewestSlot(archive, name),
      }),
  );
}

/** The slot that the latest copy tells of, in its first bytes. */
async function findNewestSlot(archive: ReportArchive, target: string): Promise<number | null> {
  const latest = await archive.peek(latestKeys(target).json);
  const run = latest && parseRunFromHead(latest.head);
  return run === null ? null : parseSlot(run.slot);
}
