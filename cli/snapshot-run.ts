import type { Command } from 'commander';
import { parseArchiveLocation, type ArchiveLocation } from '../src/archive/archive-location.ts';
import type { CommandRun } from './command.ts';
import type { ExitCode } from './exit-code.ts';
import type { FailCondition } from './fail-condition.ts';
import { findKubeconfig } from './kubeconfig-file.ts';
import { judgeLooks } from './look-verdict.ts';
import { showLooks } from './look-waiting.ts';
import { printLooks, type OutputFormat } from './snapshot-output.ts';
import { findTargets, refuseUnfitTarget, type TargetFlags } from './snapshot-targets.ts';
import { openTargetLooks } from './target-look.ts';
import { watch } from './watch.ts';

export interface SnapshotFlags extends TargetFlags {
  readonly interval?: number;
  readonly archive?: ArchiveLocation | true;
  readonly output: OutputFormat;
  readonly failOn?: readonly FailCondition[];
}

const DEFAULT_ARCHIVE = 'reports';

export async function runSnapshots(
  command: Command,
  flags: SnapshotFlags,
  run: CommandRun,
): Promise<ExitCode> {
  const { terminal, signal } = run;
  refuseUnfitTarget(command, flags);
  const kubeconfig = findKubeconfig(flags.kubeconfig, terminal.env);
  const targets = await findTargets(flags, kubeconfig);
  using progress = run.openProgress();
  await using looks = openTargetLooks(targets, {
    kubeconfig,
    archive: flags.archive === true ? parseArchiveLocation(DEFAULT_ARCHIVE) : flags.archive,
    env: terminal.env,
    signal,
    isWatch: flags.interval !== undefined,
    onProgress: showLooks(progress),
  });
  return await watch(flags.interval, signal, async () => {
    const results = await looks.look();
    signal.throwIfAborted();
    progress.clear();
    printLooks(results, flags.output, run);
    const { exitCode, lines } = judgeLooks(results, flags.failOn ?? []);
    for (const line of lines) terminal.stderr.write(`${line}\n`);
    return exitCode;
  });
}
