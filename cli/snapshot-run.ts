import type { Command } from 'commander';
import { parseArchiveLocation, type ArchiveLocation } from '../src/archive/archive-location.ts';
import type { CommandRun } from './command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { findKubeconfig } from './kubeconfig-file.ts';
import { printLooks, type OutputFormat } from './snapshot-output.ts';
import { findTargets, refuseUnfitTarget, type TargetFlags } from './snapshot-targets.ts';
import { openTargetLooks } from './target-look.ts';
import { watch } from './watch.ts';

export interface SnapshotFlags extends TargetFlags {
  readonly interval?: number;
  readonly archive?: ArchiveLocation | true;
  readonly output: OutputFormat;
}

const DEFAULT_ARCHIVE = 'reports';

export async function runSnapshots(
  command: Command,
  flags: SnapshotFlags,
  { terminal, signal }: CommandRun,
): Promise<ExitCode> {
  refuseUnfitTarget(command, flags);
  const kubeconfig = findKubeconfig(flags.kubeconfig, terminal.env);
  const targets = await findTargets(flags, kubeconfig);
  const archive = flags.archive === true ? parseArchiveLocation(DEFAULT_ARCHIVE) : flags.archive;
  const looks = openTargetLooks(targets, {
    kubeconfig,
    archive,
    env: terminal.env,
    signal,
  });
  let failures = 0;
  await watch(flags.interval, signal, async () => {
    const results = await Promise.all(looks.map((look) => look()));
    signal.throwIfAborted();
    failures = printLooks(results, flags.output, terminal);
  });
  return failures === 0 ? EXIT.fine : EXIT.failed;
}
