import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RunSummary } from '../../src/run-summary.ts';

export interface Metric {
  readonly name: string;
  readonly unit: typeof MetricUnit.Count | typeof MetricUnit.Milliseconds;
  readonly value: number;
}

/**
 * What CloudWatch is told of a run whose report is in the archive. `ReportsStored` is the sign of life: an alarm that treats
 * missing data as breaching tells when it stays away. What could not be counted is not sent.
 */
export function measureRun(
  { verdict, jobs, logs, problems, moreProblems = 0 }: RunSummary,
  durationMilliseconds: number,
): readonly Metric[] {
  return [
    count('ReportsStored', 1),
    count('ReportsIncomplete', verdict === 'COMPLETE' ? 0 : 1),
    ...(jobs === null ? [] : countJobs(jobs)),
    count('Problems', problems.length + moreProblems),
    ...(logs === null ? [] : [count('LogsRead', logs.read), count('LogsNotRead', logs.notRead)]),
    { name: 'Duration', unit: MetricUnit.Milliseconds, value: durationMilliseconds },
  ];
}

function countJobs(jobs: NonNullable<RunSummary['jobs']>): readonly Metric[] {
  return [
    count('JobsPending', jobs.PENDING),
    count('JobsRunning', jobs.RUNNING),
    count('JobsSucceeded', jobs.SUCCEEDED),
    count('JobsFailed', jobs.FAILED),
    count('JobsUnknown', jobs.UNKNOWN),
  ];
}

function count(name: string, value: number): Metric {
  return { name, unit: MetricUnit.Count, value };
}
