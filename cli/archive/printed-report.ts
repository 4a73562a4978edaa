import { once } from 'node:events';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { latestKeys, type ReportKeys } from '../../src/archive/objects/keys.ts';
import { openObject, readPieces } from '../../src/archive/lookup/reader.ts';
import { chooseTarget, refuseTarget } from '../../src/archive/lookup/report.ts';
import { renderStoredReportText } from '../../src/report/text/report.ts';
import { readReportParts } from '../../src/snapshot/model/report-parts.ts';
import type { ArchiveFlags, ReportFormat } from './options.ts';
import { findNamedReport, parseTargetName, readNow, runInArchive } from './opened-archive.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';

export interface LatestFlags extends ArchiveFlags {
  readonly output: ReportFormat;
  readonly timestamps?: boolean;
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
    const isStoredSo = flags.output === 'text' && flags.timestamps !== true;
    const copy = isStoredSo ? await archive.open(keys.text) : null;
    if (copy !== null) return copy.pieces();
    if ((await archive.peek(keys.json)) === null) throw await refuseTarget(archive, name);
    return await readStoredReport(archive, keys, flags);
  });
}

export async function showReport(name: string, flags: ShowFlags, run: CommandRun): Promise<ExitCode> {
  const lookup = { target: parseTargetName(flags.target ?? null), now: readNow() };
  return await print(flags, run, async (archive) =>
    readStoredReport(archive, await findNamedReport(archive, name, lookup, run), flags),
  );
}

/** Piece by piece: a report may be larger than the memory that there is for it. */
async function print(
  flags: ArchiveFlags,
  run: CommandRun,
  read: (archive: ReportArchive) => Promise<AsyncIterable<Buffer | string>>,
): Promise<ExitCode> {
  const { stdout } = run.terminal;
  await runInArchive(flags, run, async (archive) => {
    for await (const piece of await read(archive)) {
      run.signal.throwIfAborted();
      if (!stdout.write(piece)) await once(stdout, 'drain', { signal: run.signal });
    }
  });
  return EXIT.fine;
}

/** The bytes of a stored report as they are; text that a run died before it wrote is made from the JSON. */
async function readStoredReport(
  archive: ReportArchive,
  keys: ReportKeys,
  { output, timestamps = false }: LatestFlags,
): Promise<AsyncIterable<Buffer | string>> {
  const text = output === 'json' || timestamps ? null : await archive.open(keys.text);
  if (text !== null) return text.pieces();
  // What is printed as a report is one to its end.
  await readPieces(archive, keys.json, passThrough);
  const json = await openObject(archive, keys.json);
  return output === 'json' ? json.pieces() : renderStoredReportText(json.pieces(), { timestamps });
}

async function passThrough(bytes: AsyncIterable<Buffer>): Promise<void> {
  for await (const _part of readReportParts(bytes));
}
