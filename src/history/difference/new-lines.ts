import type { K8sPodLog } from '../../snapshot/model/log.ts';
import { findKnownLines } from './line-overlap.ts';
import { compareLogTimes } from './log-time.ts';

/** The lines of a log that the earlier look had not. */
export interface NewLines {
  readonly newLines: readonly string[];
  /** The attempt had written nothing yet, or had not begun. */
  readonly isNewLog: boolean;
  /** More may have been written before them, which neither look has. */
  readonly mayLackLines: boolean;
  /** How many of them, the first ones, may be old ones all the same: neither times nor texts tell. */
  readonly mayRepeat: number;
}

const NONE: NewLines = { newLines: [], isNewLog: false, mayLackLines: false, mayRepeat: 0 };

/** How the times of the later log stand to those of the earlier one: negative is before, null is not known. */
interface Order {
  readonly start: number | null;
  readonly end: number | null;
  /** The later log's first line against the earlier one's last. */
  readonly meeting: number | null;
}

/**
 * The lines behind what was there; null when the two must overlap and do not. Times decide, then texts. Where both leave a choice,
 * rather an old line is shown as one that may be new than a new one is lost.
 */
export function findNewLines(before: K8sPodLog | undefined, after: K8sPodLog): NewLines | null {
  const { lines } = after;
  if (before === undefined || before.lines.length === 0)
    return { ...NONE, newLines: lines, isNewLog: true, mayLackLines: after.truncated !== null };
  if (lines.length === 0) return NONE;
  const order = {
    start: compareLogTimes(after.firstTime, before.firstTime),
    end: compareLogTimes(after.lastTime, before.lastTime),
    meeting: compareLogTimes(after.firstTime, before.lastTime),
  };
  if ((order.meeting ?? 0) > 0) return behindGap(lines, 0);
  const timed = isAltered(before) || isAltered(after) ? null : findTimedLines(before, after);
  if (timed !== null) return timed;
  const known = findKnownLines(before.lines, lines);
  if ((order.end ?? 0) < 0) return goOnWithoutClock(before.lines.length, lines, known, order);
  const [least, most] = findChoice(before.lines.length, lines.length, known, order);
  // Without times nothing tells a line from the same line again.
  if (most !== undefined && order.end === null) return goOn(lines, most, most);
  if (least !== undefined && most !== undefined) return goOn(lines, least, most);
  if (order.end === 0) return NONE;
  // Lines that were masked or cut in another way are the same and look otherwise.
  if (order.start === 0 || isAltered(before) || isAltered(after)) return null;
  return behindGap(lines, known.at(-1) ?? 0);
}

/**
 * Where each line of both looks has its time, a line is known by its time and its text, whatever a clock did in between; null where not
 * all have one, or nothing is known so: a kubelet may have told the times in another way.
 */
function findTimedLines(before: K8sPodLog, after: K8sPodLog): NewLines | null {
  const [earlier, later] = [timeLines(before), timeLines(after)];
  if (earlier === null || later === null) return null;
  const [least, ...more] = findKnownLines(earlier, later);
  return least === undefined ? null : goOn(after.lines, least, more.at(-1) ?? least);
}

/** Each line behind its time in milliseconds since 1970. */
function timeLines({ lines, firstTime, lineTimes }: K8sPodLog): readonly string[] | null {
  const first = Date.parse(firstTime ?? '');
  const offsets = lineTimes?.split(' ') ?? [];
  if (Number.isNaN(first) || offsets.length !== lines.length || offsets.includes('-')) return null;
  return lines.map((line, index) => `${first + Number(offsets[index])} ${line}`);
}

/** The last line is older than it was: a clock was set back, and only a start to the nanosecond tells where the old lines are. */
function goOnWithoutClock(
  earlier: number,
  lines: readonly string[],
  known: readonly number[],
  { start }: Order,
): NewLines {
  return start === 0 && known.includes(earlier)
    ? goOn(lines, earlier, earlier)
    : behindGap(lines, known.at(-1) ?? 0);
}

/** The fewest and the most lines that are old by text and by time. */
function findChoice(
  earlier: number,
  later: number,
  known: readonly number[],
  { start, end, meeting }: Order,
): readonly [least?: number | undefined, most?: number | undefined] {
  const choose = (isTieTold: boolean) =>
    known.filter(
      (size) =>
        agree(start, earlier - size, isTieTold) &&
        agree(end, later - size, isTieTold) &&
        (meeting !== 0 || !isTieTold || size === 1),
    );
  const exact = choose(true);
  // Lines of the same moment are possible, where a clock is coarse.
  const fitting = exact.length > 0 ? exact : choose(false);
  return [fitting[0], fitting.at(-1)];
}

function agree(time: number | null, count: number, isTieTold: boolean): boolean {
  return time === null || (time === 0 && !isTieTold) || Math.sign(time) === Math.sign(count);
}

function goOn(lines: readonly string[], least: number, most: number): NewLines {
  return { ...NONE, newLines: lines.slice(least), mayRepeat: most - least };
}

function behindGap(lines: readonly string[], mayRepeat: number): NewLines {
  return { newLines: lines, isNewLog: false, mayLackLines: true, mayRepeat };
}

function isAltered({ redactions, truncated }: K8sPodLog): boolean {
  return Object.keys(redactions).length > 0 || (truncated?.longLines ?? 0) > 0;
}
