import type { K8sJobStatus } from '../../src/snapshot/model/job.ts';
import { formatDuration } from '../terminal/figures.ts';
import { findPhaseStyle } from '../terminal/palette.ts';
import type { TableColumn } from '../terminal/table.ts';

/** A Job in a table: whose it is, and when it was looked at. */
export interface JobRow {
  readonly target: string;
  readonly job: K8sJobStatus;
  readonly timestamp: string;
}

export interface JobTableScope {
  readonly hasTargets: boolean;
  readonly hasNamespaces: boolean;
  /** Null: there is room for all columns. */
  readonly width: number | null;
}

/** Below it a column more would leave too little of the names and reasons. */
const ROOM_FOR_DURATION = 90;
const ROOM_FOR_AGE = 110;
const ROOM_FOR_MESSAGE = 140;

/** A line a Job, as `kubectl get jobs -o wide` has it, and why it is where it is. */
export function listJobColumns({
  hasTargets,
  hasNamespaces,
  width,
}: JobTableScope): readonly TableColumn<JobRow>[] {
  const hasRoom = (columns: number) => width === null || width >= columns;
  return [
    ...(hasTargets ? [{ heading: 'TARGET', cell: ({ target }: JobRow) => target, mayBeCut: true }] : []),
    ...(hasNamespaces
      ? [{ heading: 'NAMESPACE', cell: ({ job }: JobRow) => job.namespace, mayBeCut: true }]
      : []),
    { heading: 'NAME', cell: ({ job }) => job.jobName, mayBeCut: true },
    { heading: 'PHASE', cell: ({ job }) => job.phase, style: ({ job }) => findPhaseStyle(job.phase) },
    { heading: 'DONE', cell: ({ job }) => wordCompletions(job) },
    {
      heading: 'FAILED',
      cell: ({ job }) => job.failed,
      style: ({ job }) => ((job.failed ?? 0) > 0 ? 'bad' : null),
    },
    { heading: 'ACTIVE', cell: ({ job }) => job.active },
    ...(hasRoom(ROOM_FOR_DURATION) ? [{ heading: 'DURATION', cell: measureDuration }] : []),
    ...(hasRoom(ROOM_FOR_AGE) ? [{ heading: 'AGE', cell: measureAge }] : []),
    { heading: 'REASON', cell: wordReason, mayBeCut: true },
    ...(hasRoom(ROOM_FOR_MESSAGE)
      ? [{ heading: 'MESSAGE', cell: ({ job }: JobRow) => job.message, mayBeCut: true }]
      : []),
  ];
}

/** What was not said is a dash: a zero would be a number. */
function wordCompletions({ succeeded, completions }: K8sJobStatus): string | null {
  if (succeeded === null && completions === null) return null;
  return `${succeeded ?? '-'}/${completions ?? '-'}`;
}

/** How long a Job took, or has been at it when it was looked at. */
function measureDuration({ job, timestamp }: JobRow): string | null {
  if (job.durationSeconds !== null) return formatDuration(job.durationSeconds);
  return job.finishedTime === null ? measureSince(job.startTime, timestamp) : null;
}

function measureAge({ job, timestamp }: JobRow): string | null {
  return measureSince(job.creationTime, timestamp);
}

function measureSince(time: string | null, timestamp: string): string | null {
  const seconds = (Date.parse(timestamp) - Date.parse(time ?? '')) / 1000;
  return Number.isNaN(seconds) ? null : formatDuration(seconds);
}

/** How it is on its way, and why: `waiting, retrying 4/50, Error`. */
function wordReason({ job }: JobRow): string | null {
  const { outcome, retries, reason } = job;
  const words = outcome.map((each) =>
    each === 'retrying' ? `retrying ${retries?.used ?? '-'}/${retries?.limit ?? '-'}` : each,
  );
  const all = reason === null || reason === 'CompletionsReached' ? words : [...words, reason];
  return all.length === 0 ? null : all.join(', ');
}
