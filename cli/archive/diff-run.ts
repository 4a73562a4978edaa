import { readReport } from '../../src/archive/lookup/reader.ts';
import { renderDifference } from '../../src/report/text/difference.ts';
import { compareSnapshots, hasChanged } from '../../src/history/difference/snapshots.ts';
import type { ArchiveFlags, ReportFormat } from './options.ts';
import { findNamedReport, parseTargetName, readNow, runInArchive } from './opened-archive.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import type { Palette, Style } from '../terminal/palette.ts';

export interface DiffFlags extends ArchiveFlags {
  readonly target?: string;
  readonly output: ReportFormat;
  readonly exitCode?: true;
}

export async function printDifference(
  before: string,
  after: string,
  flags: DiffFlags,
  run: CommandRun,
): Promise<ExitCode> {
  const lookup = { target: parseTargetName(flags.target ?? null), now: readNow() };
  const [first, second] = await runInArchive(flags, run, async (archive) =>
    Promise.all(
      [before, after].map(async (name) => {
        const { json } = await findNamedReport(archive, name, lookup, run);
        return { key: json, snapshot: await readReport(archive, json) };
      }),
    ),
  );
  if (first === undefined || second === undefined) return EXIT.failed;
  const difference = compareSnapshots(first.snapshot, second.snapshot);
  const keys = { before: first.key, after: second.key };
  run.terminal.stdout.write(
    flags.output === 'json'
      ? `${JSON.stringify({ ...keys, ...difference }, null, 2)}\n`
      : paint(renderDifference(keys, difference), run.palette),
  );
  // Who asks a machine must not be told that nothing changed where nobody could look.
  const isSame = !hasChanged(difference) && difference.notCompared.length === 0;
  return flags.exitCode === true && !isSame ? EXIT.conditionMet : EXIT.fine;
}

const STYLES: Readonly<Record<string, Style>> = { '+': 'good', '-': 'bad', '~': 'doubtful', '?': 'doubtful' };

function paint(text: string, palette: Palette): string {
  return text
    .split('\n')
    .map((line) => {
      const style = STYLES[line.slice(0, 1)];
      return style === undefined ? line : palette(style, line);
    })
    .join('\n');
}
