import type { FieldChange } from '../../src/history/difference/jobs.ts';
import { foldMessage } from '../../src/report/characters/visible.ts';
import type { K8sJobStatus } from '../../src/snapshot/model/job.ts';
import type { JobRow } from '../look/job-table.ts';
import type { Style } from '../terminal/palette.ts';
import type { TableColumn } from '../terminal/table.ts';
import type { WatchedTarget } from './watched-target.ts';

/** A Job on the screen, and what has become of it since the last look. */
export interface WatchRow extends JobRow {
  readonly mark: Mark;
  readonly changes: readonly FieldChange[];
}

type Mark = 'appeared' | 'vanished' | 'changed' | 'same';

const MARKS: Readonly<Record<Mark, readonly [string, Style | null]>> = {
  appeared: ['+', 'good'],
  vanished: ['-', 'bad'],
  changed: ['*', 'doubtful'],
  same: ['', null],
};

export const MARK_COLUMN: TableColumn<WatchRow> = {
  heading: '',
  cell: ({ mark }) => MARKS[mark][0],
  style: ({ mark }) => MARKS[mark][1],
};

/** The Jobs that were seen last, by namespace and name, and those that have vanished since the look before. */
export function listRows({ look, seen, difference }: WatchedTarget): readonly WatchRow[] {
  if (seen === null) return [];
  const appeared = new Set(difference?.jobs.appeared.map((job) => job.uid));
  const changes = new Map(difference?.jobs.changed.map((job) => [job.uid, job.changes]));
  const row = (job: K8sJobStatus, mark: Mark): WatchRow => ({
    target: look.target,
    job,
    timestamp: seen.timestamp,
    mark,
    changes: changes.get(job.uid) ?? [],
  });
  const markOf = ({ uid }: K8sJobStatus): Mark =>
    appeared.has(uid) ? 'appeared' : changes.has(uid) ? 'changed' : 'same';
  return [
    ...seen.jobs.map((job) => row(job, markOf(job))),
    ...(difference?.jobs.vanished.map((job) => row(job, 'vanished')) ?? []),
  ];
}

const PHASES: Readonly<Record<K8sJobStatus['phase'], number>> = {
  FAILED: 1,
  UNKNOWN: 3,
  RUNNING: 4,
  PENDING: 5,
  SUCCEEDED: 6,
};
const STUCK = 2;

/** The lower, the more a person wants to see it where there is no room for all. */
export function judgeUrgency({ mark, job }: WatchRow): number {
  if (mark !== 'same') return 0;
  const isStuck = job.outcome.includes('waiting') || job.outcome.includes('failing');
  return isStuck ? STUCK : PHASES[job.phase];
}

/** Long, or told by another field: only where nothing else has changed. */
const BESIDES: ReadonlySet<FieldChange['field']> = new Set(['message', 'ready', 'startTime', 'finishedTime']);

/** `* crash-loop: phase RUNNING → FAILED, failed 0 → 1`; what was not said is a dash. */
export function wordChange({ mark, job, changes }: WatchRow): string {
  const name = `${MARKS[mark][0]} ${job.jobName}`;
  if (mark === 'appeared') return `${name}: new, ${job.phase}`;
  if (mark === 'vanished') return `${name}: gone, last seen ${job.phase}`;
  const telling = changes.filter(({ field }) => !BESIDES.has(field));
  const words = (telling.length === 0 ? changes : telling).map(
    ({ field, before, after }) => `${field} ${before ?? '-'} → ${after ?? '-'}`,
  );
  return foldMessage(`${name}: ${words.join(', ')}`);
}
