import { openFolder } from '../../src/archive/open.ts';
import type { RemovableArchive } from '../../src/archive/objects/archive.ts';
import { listReportsBefore, removeReport } from '../../src/archive/prune.ts';
import type { ListedReport } from '../../src/archive/lookup/listed-report.ts';
import { parseSlot } from '../../src/archive/lookup/slot-window.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { countNoun } from '../../src/snapshot/model/counted-noun.ts';
import { readMoment, readNow } from './opened-archive.ts';
import { formatBytes } from '../terminal/figures.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import { formatTime } from '../terminal/figures.ts';
import { renderTable, type TableColumn } from '../terminal/table.ts';

export interface PruneFlags {
  readonly olderThan?: string;
  readonly before?: string;
  readonly yes?: true;
}

export async function pruneReports(folder: string, flags: PruneFlags, run: CommandRun): Promise<ExitCode> {
  const archive = await openPrunable(folder);
  const end = readEnd(flags, run);
  const reports = await listReportsBefore(archive, end);
  run.signal.throwIfAborted();
  const { stdout, stderr } = run.terminal;
  const told = `${countNoun(reports.length, 'report')} of before ${formatTime(new Date(end * 1000).toISOString(), run.timeZone)} in ${archive.location}`;
  if (reports.length > 0) stdout.write(renderSummary(reports, run));
  if (flags.yes !== true) {
    stderr.write(`${told} would be removed${reports.length === 0 ? '' : '; --yes removes them'}\n`);
    return EXIT.fine;
  }
  using progress = run.openProgress();
  for (const [done, report] of reports.entries()) {
    run.signal.throwIfAborted();
    progress.show({ doing: 'removing reports', done, total: reports.length });
    await removeReport(archive, report);
  }
  progress.clear();
  stderr.write(`${told} removed\n`);
  return EXIT.fine;
}

function readEnd({ olderThan, before }: PruneFlags, { timeZone }: CommandRun): number {
  const now = readNow();
  if (olderThan === undefined) return readMoment('--before', before ?? '', timeZone, now);
  // A date would be taken for an age of no sense.
  if (/^\d+[smhdw]$/.test(olderThan)) return readMoment('--older-than', olderThan, timeZone, now);
  throw new ConfigurationError({
    code: 'RANGE_INVALID',
    attempted: 'reading',
    object: `--older-than ${JSON.stringify(olderThan)}`,
    why: 'that is no age',
    advice: 'Give an age as 90d or 12w, or a time by --before',
  });
}

async function openPrunable(folder: string): Promise<RemovableArchive> {
  const archive = await openFolder(folder);
  if (archive !== null) return archive;
  throw new ConfigurationError({
    code: 'PRUNE_UNSUPPORTED',
    attempted: 'pruning',
    object: folder,
    why: 'only folders are pruned; job-reporter deletes nothing in a bucket',
    advice: 'Let a lifecycle rule of the bucket do it: retention in reporter.yaml deploys one',
  });
}

interface TargetSummary {
  readonly target: string;
  readonly reports: readonly ListedReport[];
}

/** A line a target: what would go, from when to when. */
function renderSummary(reports: readonly ListedReport[], { timeZone, palette, width }: CommandRun): string {
  const rows = [...Map.groupBy(reports, ({ target }) => target)].map(([target, mine]) => ({
    target,
    reports: mine,
  }));
  const time = (report: ListedReport | undefined) =>
    report === undefined ? null : formatTime(report.slot, timeZone);
  const columns: readonly TableColumn<TargetSummary>[] = [
    { heading: 'TARGET', cell: ({ target }) => target, mayBeCut: true },
    { heading: 'REPORTS', cell: (row) => row.reports.length },
    { heading: 'SIZE', cell: (row) => formatBytes(sumBytes(row.reports)) },
    { heading: 'OLDEST', cell: (row) => time(row.reports[0]) },
    { heading: 'NEWEST', cell: (row) => time(row.reports.at(-1)) },
  ];
  const sorted = rows.toSorted(
    (a, b) => parseSlot(a.reports[0]?.slot ?? '') - parseSlot(b.reports[0]?.slot ?? ''),
  );
  return renderTable(columns, sorted, { width: width(), palette });
}

function sumBytes(reports: readonly ListedReport[]): number {
  return reports.reduce((sum, { json, text }) => sum + (json?.bytes ?? 0) + (text?.bytes ?? 0), 0);
}
