import { LATEST_LEFT } from '../../src/archive/latest.ts';
import { generateMonitorReportJson, generateMonitorReportJsonLine } from '../../src/report/json/report.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import type { TextOptions } from '../../src/report/text/log.ts';
import { wasSeen } from '../../src/snapshot/model/completeness.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import type { CommandRun } from '../command/door.ts';
import { describeError } from '../command/error-line.ts';
import type { JudgedLooks } from './verdict.ts';
import type { TargetLook } from './target-look.ts';
import { openPalette } from '../terminal/palette.ts';
import { renderTable, type TableColumn } from '../terminal/table.ts';
import { renderWide } from './wide-table.ts';

export type OutputFormat = 'text' | 'json' | 'wide' | 'jsonl';

/** Prints the reports on stdout and all else on stderr. */
export function printLooks(
  { looks, lines }: JudgedLooks,
  output: OutputFormat,
  run: CommandRun,
  options: TextOptions = {},
): void {
  const { stdout, stderr } = run.terminal;
  for (const { target, snapshot, stored, latest, failure } of looks) {
    if (snapshot !== null) {
      // Tables of several targets need their names; a report has its own head.
      if (output === 'wide' && looks.length > 1) stdout.write(`${run.palette('strong', target)}\n`);
      stdout.write(RENDERERS[output](snapshot, target, run, options));
      if (output === 'wide' && looks.length > 1) stdout.write('\n');
    }
    for (const place of stored) stderr.write(`stored ${place}\n`);
    const left = latest && LATEST_LEFT[latest];
    if (left !== undefined) stderr.write(`warning: ${target}: ${left}\n`);
    if (failure !== null)
      stderr.write(`${looks.length === 1 ? '' : `${target}: `}${describeError(failure, run.isDebug)}\n`);
  }
  if (looks.length > 1) stderr.write(renderSummary(looks));
  for (const line of lines) stderr.write(`${line}\n`);
}

type Render = (snapshot: K8sMonitorSnapshot, target: string, run: CommandRun, options: TextOptions) => string;

const RENDERERS: Readonly<Record<OutputFormat, Render>> = {
  text: (snapshot, _target, _run, options) => generateMonitorReportText(snapshot, options),
  json: (snapshot) => generateMonitorReportJson(snapshot),
  jsonl: (snapshot) => generateMonitorReportJsonLine(snapshot),
  wide: (snapshot, target, { palette, width }) => renderWide(target, snapshot, { palette, width: width() }),
};

const SUMMARY: readonly TableColumn<TargetLook>[] = [
  { heading: 'TARGET', cell: (look) => look.target },
  { heading: 'VERDICT', cell: judgeLook },
  { heading: 'JOBS', cell: (look) => countJobs(look, () => true) },
  { heading: 'FAILED', cell: (look) => countJobs(look, ({ phase }) => phase === 'FAILED') },
  { heading: 'PROBLEMS', cell: ({ snapshot }) => snapshot?.problems.length ?? null },
];

/** A line a target. */
function renderSummary(looks: readonly TargetLook[]): string {
  return renderTable(SUMMARY, looks, { width: null, palette: openPalette(false) });
}

function judgeLook({ snapshot, failure }: TargetLook): string {
  if (snapshot === null) return 'NOT TAKEN';
  return failure === null ? snapshot.completeness.verdict : 'NOT STORED';
}

/** What was not seen is not counted as none. */
function countJobs(
  { snapshot }: TargetLook,
  is: (job: K8sMonitorSnapshot['jobs'][number]) => boolean,
): number | null {
  return snapshot !== null && wasSeen(snapshot.completeness.jobs) ? snapshot.jobs.filter(is).length : null;
}
