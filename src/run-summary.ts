import type { LatestOutcome } from './archive/latest.ts';
import type { StoredReport } from './archive/store.ts';
import type { RunResult } from './reporter.ts';
import type { Completeness } from './snapshot/model/completeness.ts';
import { jobPhase, type JobPhase } from './snapshot/model/job.ts';
import type { ProblemCode } from './snapshot/model/problem.ts';
import type { Run } from './snapshot/model/run.ts';

/** What an invocation answers: where its report is, and what this attempt saw. */
export interface RunSummary {
  readonly target: string;
  /** UTC, whole seconds. */
  readonly slot: string;
  /** `s3://bucket/prefix`; the keys stand behind it. */
  readonly archive: string;
  readonly jsonKey: string;
  readonly textKey: string;
  /** `found`: an earlier attempt at the slot had stored its report, and that one is what lies there. */
  readonly outcome: StoredReport['outcome'];
  readonly latest: LatestOutcome;
  readonly verdict: Completeness['verdict'];
  /** Null when Jobs could not be listed: that is not zero Jobs. */
  readonly jobs: Readonly<Record<JobPhase, number>> | null;
  /** Null when pods could not be listed. */
  readonly logs: { readonly read: number; readonly notRead: number } | null;
  readonly problems: readonly ProblemCode[];
}

export function summarizeRun(run: Run, archive: string, { snapshot, stored }: RunResult): RunSummary {
  const { verdict, jobs, pods } = snapshot.completeness;
  const { jsonKey, textKey, outcome, latest } = stored;
  return {
    target: run.target,
    slot: run.slot,
    archive,
    jsonKey,
    textKey,
    outcome,
    latest,
    verdict,
    jobs: wasListed(jobs) ? countPhases(snapshot.jobs) : null,
    logs: wasListed(pods) ? countLogs(snapshot.completeness) : null,
    problems: snapshot.problems.map((problem) => problem.code),
  };
}

function wasListed({ status }: Completeness['jobs']): boolean {
  return status === 'read' || status === 'partial';
}

function countPhases(jobs: RunResult['snapshot']['jobs']): Readonly<Record<JobPhase, number>> {
  const count = (phase: JobPhase) => jobs.filter((job) => job.phase === phase).length;
  const { PENDING, RUNNING, SUCCEEDED, FAILED, UNKNOWN } = jobPhase.enum;
  return {
    PENDING: count(PENDING),
    RUNNING: count(RUNNING),
    SUCCEEDED: count(SUCCEEDED),
    FAILED: count(FAILED),
    UNKNOWN: count(UNKNOWN),
  };
}

/** A log that does not exist yet, or any more, is neither read nor missed. */
function countLogs({ logs, logsGoneByError: goneByError = 0 }: Completeness): RunSummary['logs'] {
  const { read, empty, denied, failed, timedOut, skipped } = logs;
  return { read: read + empty, notRead: denied + failed + timedOut + skipped + goneByError };
}
