import type { Command } from 'commander';
import { parseArchiveLocation, type ArchiveLocation } from '../src/archive/archive-location.ts';
import type { CommandRun } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import type { FailCondition } from './fail-condition.ts';
import { findKubeconfig } from './kubeconfig-file.ts';
import { countLooks } from './look-count.ts';
import { judgeLooks, type JudgedLooks } from './look-verdict.ts';
import { ScreenWatch } from './screen-watch.ts';
import { printLooks, type OutputFormat } from './snapshot-output.ts';
import { findTargets, refuseUnfitTarget, type TargetFlags } from './snapshot-targets.ts';
import { openTargetLooks } from './target-look.ts';
import { canDraw } from './terminal/terminal.ts';
import type { ProgressState } from './terminal/progress.ts';
import { watch } from './watch.ts';

export interface SnapshotFlags extends TargetFlags {
  readonly interval?: number;
  readonly archive?: ArchiveLocation | true;
  readonly output: OutputFormat;
  readonly failOn?: readonly FailCondition[];
}

/** Looks once, and shows meanwhile how far it has come. Rejects with the signal's reason when that aborts. */
type LookAround = (show: (state: ProgressState) => void) => Promise<JudgedLooks>;

const DEFAULT_ARCHIVE = 'reports';

export async function runSnapshots(
  command: Command,
  flags: SnapshotFlags,
  run: CommandRun,
): Promise<ExitCode> {
  const { terminal, signal } = run;
  refuseUnfitTarget(command, flags);
  const kubeconfig = findKubeconfig(flags.kubeconfig, terminal.env);
  await using targets = openTargetLooks(await findTargets(flags, kubeconfig), {
    kubeconfig,
    archive: flags.archive === true ? parseArchiveLocation(DEFAULT_ARCHIVE) : flags.archive,
    env: terminal.env,
    signal,
    isWatch: flags.interval !== undefined,
  });
  const lookAround: LookAround = async (show) => {
    show({ doing: 'connecting to the cluster' });
    const looks = await targets.look(countLooks(show));
    signal.throwIfAborted();
    return judgeLooks(looks, flags.failOn ?? []);
  };
  const hasScreen =
    canDraw(terminal.stdout, terminal.env) && (flags.output === 'text' || flags.output === 'wide');
  return flags.interval !== undefined && hasScreen
    ? await watchOnScreen(flags.interval, lookAround, run)
    : await printEachLook(flags, lookAround, run);
}

async function printEachLook(
  { interval, output }: SnapshotFlags,
  lookAround: LookAround,
  run: CommandRun,
): Promise<ExitCode> {
  using progress = run.openProgress();
  return await watch(interval, run.signal, async () => {
    const judged = await lookAround(progress.show);
    progress.clear();
    printLooks(judged, output, run);
    return judged.exitCode;
  });
}

/** What was seen last stays on the terminal when the screen is given back. */
async function watchOnScreen(interval: number, lookAround: LookAround, run: CommandRun): Promise<ExitCode> {
  using screen = new ScreenWatch(run, interval);
  let last: JudgedLooks | null = null;
  try {
    return await watch(interval, run.signal, async () => {
      last = await screen.follow(lookAround);
      return last.exitCode;
    });
  } finally {
    screen.close();
    if (last !== null) printLooks(last, 'wide', run);
  }
}
