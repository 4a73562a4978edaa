import { generateMonitorReportJson } from '../src/report/json-report.ts';
import { generateMonitorReportText } from '../src/report/text-report.ts';
import { wasSeen } from '../src/snapshot/completeness.ts';
import type { K8sMonitorSnapshot } from '../src/snapshot/model.ts';
import { describeError } from './error-line.ts';
import type { TargetLook } from './target-look.ts';
import type { Terminal } from './terminal/terminal.ts';

export type OutputFormat = 'text' | 'json';

/** Prints the reports on stdout and all else on stderr; tells how many targets have failed. */
export function printLooks(looks: readonly TargetLook[], output: OutputFormat, terminal: Terminal): number {
  const { stdout, stderr } = terminal;
  for (const { target, snapshot, stored, failure } of looks) {
    if (snapshot !== null) stdout.write(render(snapshot, output));
    for (const place of stored) stderr.write(`stored ${place}\n`);
    if (failure !== null)
      stderr.write(`${looks.length === 1 ? '' : `${target}: `}${describeError(failure)}\n`);
  }
  if (looks.length > 1) stderr.write(renderSummary(looks));
  return looks.filter((look) => look.failure !== null).length;
}

function render(snapshot: K8sMonitorSnapshot, output: OutputFormat): string {
  return output === 'json' ? generateMonitorReportJson(snapshot) : generateMonitorReportText(snapshot);
}

const HEADINGS = ['TARGET', 'VERDICT', 'JOBS', 'FAILED', 'PROBLEMS'] as const;

/** A line a target, in columns as wide as what stands in them. */
function renderSummary(looks: readonly TargetLook[]): string {
  const rows = [HEADINGS, ...looks.map(summarize)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function summarize({ target, snapshot, failure }: TargetLook): readonly string[] {
  if (snapshot === null) return [target, 'NOT TAKEN', '-', '-', '-'];
  const { completeness, jobs, problems } = snapshot;
  // What was not seen is not counted as none.
  const known = wasSeen(completeness.jobs);
  const failed = jobs.filter((job) => job.phase === 'FAILED').length;
  return [
    target,
    failure === null ? completeness.verdict : 'NOT STORED',
    known ? String(jobs.length) : '-',
    known ? String(failed) : '-',
    String(problems.length),
  ];
}
