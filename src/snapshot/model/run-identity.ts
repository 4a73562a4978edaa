import type { Run } from './run.ts';

/**
 * A run for a slot of a schedule. Every attempt at the slot has the same identity, so that a retry finds what the
 * attempt before it has stored. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function identifyScheduledRun(target: string, scheduledTime: Date, now: Date): Run {
  const slot = formatSlot(scheduledTime);
  return { id: `scheduled-${slot}`, target, slot, startedAt: now.toISOString() };
}

/** A run that somebody asked for now; `id` is unique to it. */
export function identifyManualRun(target: string, id: string, now: Date): Run {
  return { id: `manual-${id}`, target, slot: formatSlot(now), startedAt: now.toISOString() };
}

function formatSlot(time: Date): string {
  return time.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
