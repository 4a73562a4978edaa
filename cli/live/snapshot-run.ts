import type { Command } from 'commander';
import { parseArchiveLocation, type ArchiveLocation } from '../../src/archive/location.ts';
import type { CommandRun } from '../command/door.ts';
import type { ExitCode } from '../terminal/exit-code.ts';
import { describeHost } from '../terminal/terminal.ts';
import type { FailCondition } from '../look/condition.ts';
import { findKubeconfig } from '../../src/kubeconfig/kubectl-files.ts';
import { countLooks } from '../look/count.ts';
import { judgeLooks } from '../look/verdict.ts';
import { hasScreen, watchOnScreen, type LookAround } from './watch-screen.ts';
import { printLooks, type OutputFormat } from '../look/output.ts';
import { findTargets, refuseUnfitTarget, type TargetFlags } from '../look/targets.ts';
import { openTargetLooks } from '../look/target-look.ts';
import { watch } from './watch.ts';

export interface SnapshotFlags extends TargetFlags {
  readonly interval?: number;
  readonly archive?: ArchiveLocation | true;
  readonly output: OutputFormat;
  readonly failOn?: readonly FailCondition[];
  readonly timestamps?: boolean;
}

const DEFAULT_ARCHIVE = 'reports';

export async function runSnapshots(
  command: Command,
  flags: SnapshotFlags,
  run: CommandRun,
): Promise<ExitCode> {
  const { terminal, signal } = run;
  refuseUnfitTarget(command, flags);
  let hush: (() => void) | null = null;
  const kubeconfig = findKubeconfig(flags.kubeconfig, {
    ...describeHost(terminal),
    signal,
    onAsk: () => hush?.(),
  });
  await using targets = openTargetLooks(await findTargets(flags, kubeconfig), {
    kubeconfig,
    archive: flags.archive === true ? parseArchiveLocation(DEFAULT_ARCHIVE) : flags.archive,
    env: terminal.env,
    signal,
    isWatch: flags.interval !== undefined,
  });
  const lookAround: LookAround = async (show) => {
    hush = () => show(null);
    show({ doing: 'connecting to the cluster' });
    const looks = await targets.look(countLooks(show));
    signal.throwIfAborted();
    return judgeLooks(looks, flags.failOn ?? []);
  };
  const isForPeople = flags.output === 'text' || flags.output === 'wide';
  return flags.interval !== undefined && isForPeople && hasScreen(terminal)
    ? await watchOnScreen(flags.interval, lookAround, run)
    : await printEachLook(flags, lookAround, run);
}

async function printEachLook(
  { interval, output, timestamps = false }: SnapshotFlags,
  lookAround: LookAround,
  run: CommandRun,
): Promise<ExitCode> {
  using progress = run.openProgress();
  return await watch(interval, run.signal, async () => {
    const judged = await lookAround(progress.show);
    progress.clear();
    printLooks(judged, output, run, { timestamps });
    return judged.exitCode;
  });
}
