import type { LatestOutcome } from './archive/latest.ts';
import type { StoredReport } from './archive/store.ts';
import type { RunResult } from './reporter.ts';
import type { Completeness } from './snapshot/model/completeness.ts';
import { jobPhase, type JobPhase } from './snapshot/model/job.ts';
import type { ProblemCode } from './snapshot/model/problem.ts';
import type { Run } from './snapshot/model/run.ts';

/** What an invocation answers: where its report is, and what that says. */
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
  /** Of each problem; where there are more than a log line has room for, each code once. */
  readonly problems: readonly ProblemCode[];
  /** How many more there are than are named; absent: none. */
  readonly moreProblems?: number;
}

/** The report has all of them. */
const MOST_PROBLEMS = 20;

export function summarizeRun(run: Run, archive: string, { told, stored }: RunResult): RunSummary {
  const { verdict, jobs, pods } = told.completeness;
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
    jobs: wasListed(jobs) ? countPhases(told.phases) : null,
    logs: wasListed(pods) ? countLogs(told.completeness) : null,
    ...nameProblems(told.problems.map(({ code }) => code)),
  };
}

function wasListed({ status }: Completeness['jobs']): boolean {
  return status === 'read' || status === 'partial';
}

function countPhases(phases: readonly JobPhase[]): Readonly<Record<JobPhase, number>> {
  const count = (phase: JobPhase) => phases.filter((each) => each === phase).length;
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

function nameProblems(codes: readonly ProblemCode[]): Pick<RunSummary, 'problems' | 'moreProblems'> {
  if (codes.length <= MOST_PROBLEMS) return { problems: codes };
  const problems = [...new Set(codes)].slice(0, MOST_PROBLEMS);
  return { problems, moreProblems: codes.length - problems.length };
}
