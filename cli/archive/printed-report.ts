import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { latestKeys, type ReportKeys } from '../../src/archive/objects/keys.ts';
import { readObject, readReport } from '../../src/archive/lookup/reader.ts';
import { chooseTarget, refuseTarget } from '../../src/archive/lookup/report.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import type { ArchiveFlags, ReportFormat } from './options.ts';
import { findNamedReport, parseTargetName, readNow, runInArchive } from './opened-archive.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';

export interface LatestFlags extends ArchiveFlags {
  readonly output: ReportFormat;
}

export interface ShowFlags extends LatestFlags {
  readonly target?: string;
}

export async function printLatest(
  target: string | null,
  flags: LatestFlags,
  run: CommandRun,
): Promise<ExitCode> {
  return await print(flags, run, async (archive) => {
    const name = await chooseTarget(archive, { target: parseTargetName(target), now: readNow() });
    const keys = latestKeys(name);
    const copy = await archive.read(keys[flags.output]);
    if (copy !== null) return copy;
    if (flags.output === 'json' || (await archive.peek(keys.json)) === null) {
      throw await refuseTarget(archive, name);
    }
    return await readStoredReport(archive, keys, flags.output);
  });
}

export async function showReport(name: string, flags: ShowFlags, run: CommandRun): Promise<ExitCode> {
  const lookup = { target: parseTargetName(flags.target ?? null), now: readNow() };
  return await print(flags, run, async (archive) =>
    readStoredReport(archive, await findNamedReport(archive, name, lookup, run), flags.output),
  );
}

async function print(
  flags: ArchiveFlags,
  run: CommandRun,
  read: (archive: ReportArchive) => Promise<Buffer>,
): Promise<ExitCode> {
  run.terminal.stdout.write(await runInArchive(flags, run, read));
  return EXIT.fine;
}

/** The bytes of a stored report as they are; text that a run died before it wrote is made from the JSON. */
async function readStoredReport(
  archive: ReportArchive,
  keys: ReportKeys,
  format: ReportFormat,
): Promise<Buffer> {
  if (format === 'json') {
    await readReport(archive, keys.json);
    return await readObject(archive, keys.json);
  }
  const text = await archive.read(keys.text);
  return text ?? Buffer.from(generateMonitorReportText(await readReport(archive, keys.json)));
}
