import type { JobPhase } from './job.ts';
import { readReportParts, type ReportBytes, type ReportHead } from './report-parts.ts';
import type { K8sMonitorSnapshot } from './snapshot.ts';

/** What a report says of itself, without its pods and logs. */
export interface ToldReport extends Pick<ReportHead, 'completeness' | 'problems' | 'errors'> {
  readonly phases: readonly JobPhase[];
}

export function tellReport({ completeness, problems, errors, jobs }: K8sMonitorSnapshot): ToldReport {
  return { completeness, problems, errors, phases: jobs.map(({ phase }) => phase) };
}

/** The same of a stored report; reads no further than its Jobs. Throws a `SyntaxError` or a `ZodError` when it is none. */
export async function tellStoredReport(bytes: ReportBytes): Promise<ToldReport> {
  let head: ReportHead | null = null;
  const phases: JobPhase[] = [];
  for await (const part of readReportParts(bytes)) {
    if (part.kind === 'head') ({ head } = part);
    else if (part.kind === 'job') phases.push(part.job.phase);
    else break;
  }
  if (head === null) throw new SyntaxError('it has no head');
  const { completeness, problems, errors } = head;
  return { completeness, problems, errors, phases };
}
