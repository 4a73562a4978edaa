import * as z from 'zod';
import { parseJson } from './values.ts';
import { targetNameSchema } from './names.ts';
import { compareText } from './order.ts';

/**
 * Which run made a report. Two attempts at the same slot of a schedule have the same `id`; two runs that merely
 * fall into the same second have not.
 */
export const runSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]{0,127}$/),
  target: targetNameSchema,
  /** The moment that the run stands for, UTC, whole seconds: `2026-11-22T19:00:00Z`. */
  slot: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
  /** When the cluster was looked at; later than the slot by the start-up, or by a retry. */
  startedAt: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
});

export type Run = Readonly<z.infer<typeof runSchema>>;

/**
 * The run that a stored report's first bytes tell of, or null when they are not the start of a report.
 * The report's key order puts `run` right behind `schemaVersion`, so the rest need not be read.
 */
export function parseRunFromHead(head: Uint8Array): Run | null {
  const text = new TextDecoder().decode(head);
  const match = /^\{\s*"schemaVersion":\s*\d+,\s*"run":\s*(\{[^{}]*\})/.exec(text);
  if (match?.[1] === undefined) return null;
  const run = runSchema.safeParse(parseJson(match[1]));
  return run.success ? run.data : null;
}

/** Negative when `a` stands before `b`: by slot, then by when they looked, then by id, so that no two runs tie. */
export function compareRuns(a: Run, b: Run): number {
  return compareText(a.slot, b.slot) || compareText(a.startedAt, b.startedAt) || compareText(a.id, b.id);
}

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
