import type { CronSlots } from './cron-slots.ts';
import { listClockChanges, type ClockChange } from './time-zone.ts';

/** Minutes between neighbouring slots. */
export interface SlotGaps {
  readonly shortest: number;
  readonly longest: number;
}

const DAY = 24 * 60;

/** By the clock on the wall, within a day and over its end; null when there is no next slot. */
export function measureGaps({ minutesOfDay, days }: CronSlots): SlotGaps | null {
  if (days.length === 0) return null;
  const overnight = (minutesOfDay[0] ?? 0) - (minutesOfDay.at(-1) ?? 0);
  return findEnds([
    ...measureSteps(minutesOfDay),
    ...measureSteps(days).map((step) => step * DAY + overnight),
  ]);
}

/**
 * In real time: a slot that the clocks leave out when they are set forward does not come, and one that they show twice comes once.
 * Whether the first or the second time is not told, so both count.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 */
export function measureZonedGaps(slots: CronSlots, timeZone: string): SlotGaps {
  const { days } = slots;
  const [first = 0, last = 0] = [days[0], days.at(-1)];
  const changes = listClockChanges(timeZone, first, Math.min(last, first + 2 * 366) + 1);
  const atChanges = changes.flatMap((change) => {
    const near = listSlotsAround(slots, change);
    return (['first', 'second'] as const).flatMap((which) =>
      measureSteps(near.flatMap((local) => findMoment(local, change, which))),
    );
  });
  const gaps = measureGaps(slots);
  const ends = gaps === null ? [] : [gaps.shortest, gaps.longest];
  return findEnds([...ends, ...atChanges]) ?? { shortest: 0, longest: 0 };
}

/** Of the days with slots before, at and behind a change, in minutes of local time. */
function listSlotsAround({ minutesOfDay, days }: CronSlots, { at, before }: ClockChange): readonly number[] {
  const today = Math.floor((at + before) / DAY);
  const next = days.findIndex((day) => day >= today);
  const near = next < 0 ? days.slice(-2) : days.slice(Math.max(0, next - 2), next + 3);
  return near.flatMap((day) => minutesOfDay.map((minute) => day * DAY + minute));
}

/** When a local time comes, in minutes of UTC: not at all in what a change leaves out. */
function findMoment(
  local: number,
  { at, before, after }: ClockChange,
  which: 'first' | 'second',
): readonly number[] {
  const early = local - before < at ? [local - before] : [];
  const late = local - after >= at ? [local - after] : [];
  return which === 'first' ? [...early, ...late].slice(0, 1) : [...early, ...late].slice(-1);
}

function measureSteps(ascending: readonly number[]): readonly number[] {
  return ascending.slice(1).map((each, index) => each - (ascending[index] ?? 0));
}

function findEnds(gaps: readonly number[]): SlotGaps | null {
  if (gaps.length === 0) return null;
  return gaps.reduce(
    ({ shortest, longest }, gap) => ({
      shortest: Math.min(shortest, gap),
      longest: Math.max(longest, gap),
    }),
    { shortest: Number.POSITIVE_INFINITY, longest: 0 },
  );
}
