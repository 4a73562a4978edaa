import { listTargets } from '../../src/archive/lookup/targets.ts';
import type { ListedReport } from '../../src/archive/lookup/listed-report.ts';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { chooseTarget, nameReport, refuseTarget } from '../../src/archive/lookup/report.ts';
import { readPage } from '../../src/archive/lookup/page.ts';
import { parseSlot } from '../../src/archive/lookup/slot-window.ts';
import type { ArchiveFlags } from './options.ts';
import { parseTargetName, readNow, readRange, runInArchive, type RangeFlags } from './opened-archive.ts';
import { formatBytes } from '../terminal/figures.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import { formatDuration, formatTime } from '../terminal/figures.ts';
import { renderTable, type TableColumn } from '../terminal/table.ts';

export type ListFormat = 'table' | 'wide' | 'json' | 'jsonl';

export interface ListFlags extends ArchiveFlags, RangeFlags {
  readonly limit: number;
  readonly output: ListFormat;
}

export async function listReports(
  typed: string | null,
  flags: ListFlags,
  run: CommandRun,
): Promise<ExitCode> {
  const target = parseTargetName(typed);
  const now = readNow();
  const range = readRange(flags, run, now);
  const { reports, hasMore } = await runInArchive(flags, run, async (archive) => {
    using progress = run.openProgress();
    progress.show({ doing: `listing ${archive.location}` });
    const page = await readPage(archive, { ...range, target, limit: flags.limit, now });
    if (page.reports.length === 0) await explainNone(archive, target);
    return page;
  });
  const { stdout, stderr } = run.terminal;
  stdout.write(render(reports, flags.output, now, run));
  const isTable = flags.output === 'table' || flags.output === 'wide';
  if (isTable && reports.length === 0) stderr.write('No report in this time.\n');
  const oldest = reports.at(-1);
  if (isTable && hasMore && oldest !== undefined) stderr.write(`Older ones: --until ${oldest.slot}\n`);
  return EXIT.fine;
}

/** Nothing in a span of time is an answer; an archive or a target that has nothing at all is a mistake. */
async function explainNone(archive: ReportArchive, target: string | null): Promise<void> {
  if (target !== null) {
    const { folders } = await archive.listFolders({ prefix: `reports/target=${target}/`, most: 1 });
    if (folders.length === 0) throw await refuseTarget(archive, target);
  } else if ((await listTargets(archive)).length === 0) {
    await chooseTarget(archive, { target: null, now: 0 });
  }
}

function render(reports: readonly ListedReport[], output: ListFormat, now: number, run: CommandRun): string {
  if (output === 'json') return `${JSON.stringify(reports.map(describe), null, 2)}\n`;
  if (output === 'jsonl') return reports.map((each) => `${JSON.stringify(describe(each))}\n`).join('');
  if (reports.length === 0) return '';
  const columns = listColumns(now, run.timeZone);
  const { palette } = run;
  if (output === 'table') return renderTable(columns, reports, { width: run.width(), palette });
  return renderTable([...columns, KEY], reports, { width: null, palette });
}

function listColumns(now: number, timeZone: CommandRun['timeZone']): readonly TableColumn<ListedReport>[] {
  return [
    { heading: 'TIME', cell: ({ slot }) => formatTime(slot, timeZone) },
    { heading: 'AGE', cell: ({ slot }) => formatDuration(now - parseSlot(slot)) },
    { heading: 'TARGET', cell: ({ target }) => target, mayBeCut: true },
    { heading: 'SIZE', cell: ({ json }) => (json === null ? null : formatBytes(json.bytes)) },
    { heading: 'REPORT', cell: nameReport },
  ];
}

const KEY: TableColumn<ListedReport> = {
  heading: 'KEY',
  cell: ({ json, text }) => json?.key ?? text?.key ?? null,
};

function describe({ target, slot, place, json, text }: ListedReport): object {
  return {
    target,
    slot,
    place,
    jsonKey: json?.key ?? null,
    textKey: text?.key ?? null,
    jsonBytes: json?.bytes ?? null,
    textBytes: text?.bytes ?? null,
  };
}
