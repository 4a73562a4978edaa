import type { ArchiveFlags } from './options.ts';
import { findNamedReport, readNow, runInArchive } from './opened-archive.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import type { ReportFormat } from './report-output.ts';
import { readStoredReport } from './printed-report.ts';
import { parseTargetName } from './target-name.ts';

export interface ShowFlags extends ArchiveFlags {
  readonly target?: string;
  readonly output: ReportFormat;
}

export async function showReport(name: string, flags: ShowFlags, run: CommandRun): Promise<ExitCode> {
  const lookup = { target: parseTargetName(flags.target ?? null), now: readNow() };
  const bytes = await runInArchive(flags, run, async (archive) =>
    readStoredReport(archive, await findNamedReport(archive, name, lookup, run), flags.output),
  );
  run.terminal.stdout.write(bytes);
  return EXIT.fine;
}
