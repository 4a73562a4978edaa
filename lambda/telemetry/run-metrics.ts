import { LATEST_LEFT } from '../../src/archive/latest.ts';
import type { RunSummary } from '../../src/run-summary.ts';

/** Counts of a run, each by its name. */
type Counts = Readonly<Record<string, number>>;

/** What of a run is a metric of CloudWatch, and what stands beside it in the log. */
export interface RunFigures {
  /** What alarms ask for, and no more: CloudWatch charges for each name of each target. */
  readonly metrics: Counts;
  /** For queries of the log, as the saved ones of the stack. */
  readonly properties: Counts;
}

/**
 * What CloudWatch is told of a run whose report is in the archive. `ReportsStored` is the sign of life: an alarm that treats
 * missing data as breaching tells when it stays away. What could not be counted is not sent.
 */
export function measureRun(
  { verdict, latest, jobs, logs, problems, moreProblems = 0 }: RunSummary,
  durationMilliseconds: number,
): RunFigures {
  return {
    metrics: {
      ReportsStored: 1,
      ReportsIncomplete: verdict === 'COMPLETE' ? 0 : 1,
      ...(jobs === null ? {} : { JobsFailed: jobs.FAILED }),
      // Only where it happens: a name that is always there is always paid for.
      ...(LATEST_LEFT[latest] === undefined ? {} : { LatestNotMoved: 1 }),
    },
    properties: {
      ...(jobs === null ? {} : countJobs(jobs)),
      Problems: problems.length + moreProblems,
      ...(logs === null ? {} : { LogsRead: logs.read, LogsNotRead: logs.notRead }),
      Duration: durationMilliseconds,
    },
  };
}

function countJobs(jobs: NonNullable<RunSummary['jobs']>): Counts {
  return {
    JobsPending: jobs.PENDING,
    JobsRunning: jobs.RUNNING,
    JobsSucceeded: jobs.SUCCEEDED,
    JobsUnknown: jobs.UNKNOWN,
  };
}
