import type { ListedReport } from './listed-report.ts';
import type { ReportArchive } from '../objects/archive.ts';
import { parseSlot, readReports, readWindow, REPORTS_A_PAGE, type SlotWindow } from './slot-window.ts';
import { DAY_SECONDS, listDays } from './days.ts';

/** The first window: whole in one request up to a report a minute, and 20 of them down to one each 24 minutes. */
const FIRST_SPAN = 8 * 60 * 60;
/** A window is made as long as to hold so many reports, if those before are as dense as those seen: some room is left. */
const WANTED = REPORTS_A_PAGE - 20;

const LONGEST_SPAN = 10 * 365 * DAY_SECONDS;

export interface WalkStart extends SlotWindow {
  /** Where the newest report is to be looked for: a guess, which may be wrong. */
  readonly newest: number;
  readonly now: number;
  /** Finds out what is newest, where it was only guessed; asked when nothing is where the guess was. */
  readonly findNewest?: () => Promise<number | null>;
}

/**
 * Walks through a target's reports from the newest back, though a store lists from the oldest on: window by window, one request
 * each, the next as long as the density seen allows. See docs/adr/0007-listing-newest-first.md.
 */
export class ReportWalk {
  readonly #archive: ReportArchive;
  readonly #target: string;
  readonly #since: number;
  readonly #now: number;
  #newest: number;
  #findNewest: WalkStart['findNewest'];
  #span = FIRST_SPAN;
  /** All reports from here on have been given. */
  #reached: number;
  /** Seconds from one report to the next, where there are many. */
  #pace = 0;
  /** The days with reports from `#daysFrom` on, where they had to be asked for. */
  #days: readonly number[] | null = null;
  #daysFrom = Infinity;
  #isOver = false;

  constructor(archive: ReportArchive, target: string, { from, until, newest, now, findNewest }: WalkStart) {
    this.#archive = archive;
    this.#target = target;
    this.#since = Math.max(0, from);
    this.#reached = until;
    this.#newest = newest;
    this.#now = now;
    this.#findNewest = findNewest;
  }

  /** There are no more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** No report at or behind this second is still to come. */
  get reached(): number {
    return this.#reached;
  }

  /** The reports of the next window back that is whole, the newest first; none may be in it. All of a slot come at once. */
  async next(): Promise<readonly ListedReport[]> {
    while (!this.#isOver) {
      const window = this.#chooseWindow();
      const page = await readWindow(this.#archive, this.#target, window);
      if (page.isWhole) return await this.#leave(window, page.reports);
      if (this.#measure(window, page.reports) <= 1)
        return await this.#leave(window, await this.#readAll(window));
      await this.#narrow(window, page.reports);
    }
    return [];
  }

  /** What is newer than the guess is in the first window as well. */
  #chooseWindow(): SlotWindow {
    const top = Math.min(this.#reached, this.#newest + 1);
    return { from: Math.max(this.#since, Math.floor(top - this.#span)), until: this.#reached };
  }

  async #leave(window: SlotWindow, reports: readonly ListedReport[]): Promise<readonly ListedReport[]> {
    this.#span = this.#chooseSpan(window, reports);
    const newest = reports.length === 0 ? await this.#findNewest?.() : null;
    if (newest !== null && newest !== undefined && newest < window.from) {
      this.#newest = newest;
      this.#span = FIRST_SPAN;
    }
    this.#findNewest = undefined;
    this.#reached = this.#skipEmptyDays(window.from);
    this.#isOver = this.#reached <= this.#since;
    return reports.toReversed();
  }

  /** A page's worth at the density of the window, or at that of the dense days; where nothing was, one may be about to come. */
  #chooseSpan(window: SlotWindow, reports: readonly ListedReport[]): number {
    const length = this.#measure(window, reports);
    const sparse = (length * WANTED) / Math.max(1, reports.length);
    const growth = reports.length === 0 ? Math.min(length * 8, FIRST_SPAN) : length * 4;
    const dense = Math.max(this.#pace * WANTED, reports.length < WANTED / 4 ? growth : 0);
    const span = Math.max(1, this.#days === null ? sparse : dense);
    // What is left is asked for at once where one would have to wait for years for the next page.
    return span > LONGEST_SPAN ? Infinity : span;
  }

  /** The window has more than a request brings, and the oldest came. */
  async #narrow(window: SlotWindow, reports: readonly ListedReport[]): Promise<void> {
    const length = this.#measure(window, reports);
    const last = parseSlot(reports.at(-1)?.slot ?? '') || window.from;
    if (window.until === Infinity && last > this.#newest && this.#newest < this.#now) {
      this.#newest = Math.max(last, this.#now);
      return;
    }
    this.#newest = Math.max(last, this.#newest);
    this.#pace = (last - window.from) / Math.max(1, reports.length);
    if (length > FIRST_SPAN && this.#days === null) {
      // Dense once, with few reports since: the days without any can be asked for.
      this.#days = await listDays(this.#archive, this.#target, window);
      this.#daysFrom = window.from;
      this.#reached = this.#skipEmptyDays(this.#reached);
    } else {
      this.#pace = Math.min(this.#pace, length / WANTED) / 2;
    }
    this.#span = Math.max(1, this.#pace * WANTED);
  }

  async #readAll(window: SlotWindow): Promise<readonly ListedReport[]> {
    const reports: ListedReport[] = [];
    for await (const page of readReports(this.#archive, this.#target, window)) reports.push(...page);
    return reports;
  }

  /** How long the window is, up to the newest report where it has no end. */
  #measure({ from, until }: SlotWindow, reports: readonly ListedReport[]): number {
    const last = parseSlot(reports.at(-1)?.slot ?? '') || from;
    return Math.max(1, Math.min(until, Math.max(last, this.#newest) + 1) - from);
  }

  /** Back to the end of the newest day before that has reports; where the days are not known, no further. */
  #skipEmptyDays(reached: number): number {
    if (this.#days === null) return reached;
    const day = this.#days.findLast((each) => each < reached);
    if (day !== undefined) return Math.min(reached, day + DAY_SECONDS);
    this.#days = null;
    return Math.min(reached, this.#daysFrom);
  }
}
