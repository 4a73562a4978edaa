import { latestKeys } from '../../src/archive/objects/keys.ts';
import { chooseTarget, refuseTarget } from '../../src/archive/lookup/report.ts';
import type { ArchiveFlags } from './options.ts';
import { readNow, runInArchive } from './opened-archive.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import type { ReportFormat } from './report-output.ts';
import { readStoredReport } from './printed-report.ts';
import { parseTargetName } from './target-name.ts';

export interface LatestFlags extends ArchiveFlags {
  readonly output: ReportFormat;
}

export async function printLatest(
  target: string | null,
  flags: LatestFlags,
  run: CommandRun,
): Promise<ExitCode> {
  const bytes = await runInArchive(flags, run, async (archive) => {
    const name = await chooseTarget(archive, { target: parseTargetName(target), now: readNow() });
    const keys = latestKeys(name);
    const copy = await archive.read(keys[flags.output]);
    if (copy !== null) return copy;
    if (flags.output === 'json' || (await archive.peek(keys.json)) === null) {
      throw await refuseTarget(archive, name);
    }
    return await readStoredReport(archive, keys, flags.output);
  });
  run.terminal.stdout.write(bytes);
  return EXIT.fine;
}
