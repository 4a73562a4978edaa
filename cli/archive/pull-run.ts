import { copyReports, type CopyResult } from '../../src/archive/copy.ts';
import { openFolder } from '../../src/archive/open.ts';
import { listTargets } from '../../src/archive/lookup/targets.ts';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { chooseTarget, refuseTarget } from '../../src/archive/lookup/report.ts';
import { ConfigurationError } from '../../src/errors.ts';
import { renderStoredReportText } from '../../src/report/text/report.ts';
import { countNoun } from '../../src/snapshot/model/counted-noun.ts';
import type { ArchiveFlags } from './options.ts';
import { parseTargetName, readNow, readRange, runInArchive, type RangeFlags } from './opened-archive.ts';
import { formatBytes } from '../terminal/figures.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';

export type PullFlags = ArchiveFlags & RangeFlags;

export async function pullReports(
  typed: string | null,
  folder: string,
  flags: PullFlags,
  run: CommandRun,
): Promise<ExitCode> {
  const target = parseTargetName(typed);
  const range = readRange(flags, run, readNow());
  const to = await openFolder(folder);
  if (to === null) throw refuse(folder, 'pull copies into a folder');
  const result = await runInArchive(flags, run, async (from) => {
    if (from.location === to.location) throw refuse(folder, 'that is the archive itself');
    using progress = run.openProgress();
    const targets = target === null ? await listNames(from) : [target];
    const copied = await copyReports({
      from,
      to,
      targets,
      window: range,
      signal: run.signal,
      renderText: renderStoredReportText,
      tell: (doing, done, total) =>
        progress.show({ doing: doing === 'listing' ? 'listing reports' : 'copying reports', done, total }),
    });
    if (copied.reports === 0 && target !== null) throw await refuseIfUnknown(from, target);
    return copied;
  });
  run.terminal.stderr.write(describe(result, to.location));
  return result.differing.length + result.gone.length === 0 ? EXIT.fine : EXIT.failed;
}

function refuse(folder: string, why: string): ConfigurationError {
  return new ConfigurationError({
    code: 'FOLDER_INVALID',
    attempted: 'pulling into',
    object: JSON.stringify(folder),
    why,
    advice: 'Name a folder of its own; --archive says where from',
  });
}

async function listNames(archive: ReportArchive): Promise<readonly string[]> {
  const names = (await listTargets(archive)).map(({ name }) => name);
  return names.length > 0 ? names : [await chooseTarget(archive, { target: null, now: 0 })];
}

async function refuseIfUnknown(archive: ReportArchive, target: string): Promise<Error> {
  const { folders } = await archive.listFolders({ prefix: `reports/target=${target}/`, most: 1 });
  if (folders.length === 0) return await refuseTarget(archive, target);
  return new ConfigurationError({
    code: 'RANGE_EMPTY',
    attempted: 'pulling from',
    object: archive.location,
    why: `${target} has no report in this time`,
    advice: 'See which it has: job-reporter list',
  });
}

const CHECKS = {
  md5: 'by MD5',
  checksum: 'by checksum',
  secondRead: 'by reading twice',
  length: 'by length',
} as const;

function describe(result: CopyResult, location: string): string {
  const { reports, copied, alreadyThere, bytes, checks, differing, gone } = result;
  const ways = Object.entries(CHECKS).flatMap(([way, words]) => {
    const count = Object.entries(checks).find(([name]) => name === way)?.[1] ?? 0;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const lines = [
    `${countNoun(reports, 'report')} in ${location}: ${countNoun(copied, 'file')} copied, ${alreadyThere} there already, ${formatBytes(bytes)}`,
    ...(ways.length === 0 ? [] : [`Checked: ${ways.join(', ')}`]),
    ...differing.map(
      (key) =>
        `error: ${location}/${key}: something else is there, and was left. Move it away, and pull again`,
    ),
    ...gone.map((key) => `error: ${key}: it went from the archive while this ran`),
  ];
  return `${lines.join('\n')}\n`;
}
