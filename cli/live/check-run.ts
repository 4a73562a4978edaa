import type { Command } from 'commander';
import type { ArchiveLocation } from '../../src/archive/location.ts';
import { openArchive } from '../../src/archive/open.ts';
import { latestKeys } from '../../src/archive/objects/keys.ts';
import { skipStep, takeStep, WayEnds, type CheckStep } from '../../src/cluster/check-step.ts';
import { checkCluster } from '../../src/cluster/check.ts';
import type { KubeconfigSource } from '../../src/kubeconfig/source.ts';
import { DEFAULT_LIMITS } from '../../src/cluster/limits.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { foldMessage } from '../../src/report/characters/visible.ts';
import type { CommandRun } from '../command/door.ts';
import { EXIT, type ExitCode } from '../terminal/exit-code.ts';
import { findKubeconfig } from '../../src/kubeconfig/kubectl-files.ts';
import { findTargets, refuseUnfitTarget, type LookedAt } from '../look/targets.ts';
import type { TargetOptions } from '../look/options.ts';
import type { Palette } from '../terminal/palette.ts';
import { describeHost, type Terminal } from '../terminal/terminal.ts';

export interface CheckFlags extends TargetOptions {
  readonly archive?: ArchiveLocation;
}

export async function runChecks(
  command: Command,
  flags: CheckFlags,
  { terminal, signal, palette }: CommandRun,
): Promise<ExitCode> {
  refuseUnfitTarget(command, flags);
  const kubeconfig = findKubeconfig(flags.kubeconfig, { ...describeHost(terminal), signal });
  const targets = await findTargets(flags, kubeconfig);
  let failures = 0;
  for (const target of targets) {
    if (targets.length > 1) terminal.stdout.write(`${target.name}\n`);
    // What a server says may hold what a report would mask, and what a terminal would act on.
    const redactor = createRedactor(target.redaction);
    const clean = (text: string) => foldMessage(redactor.redact(text).text);
    for await (const step of walk(target, kubeconfig, flags, terminal, signal)) {
      signal.throwIfAborted();
      const { detail, advice } = step;
      const cleaned = { ...step, detail: clean(detail), advice: advice === null ? null : clean(advice) };
      terminal.stdout.write(renderStep(cleaned, palette));
      if (step.outcome === 'failed') failures += 1;
    }
  }
  return failures === 0 ? EXIT.fine : EXIT.failed;
}

async function* walk(
  target: LookedAt,
  kubeconfig: KubeconfigSource,
  flags: CheckFlags,
  { env }: Terminal,
  signal: AbortSignal,
): AsyncGenerator<CheckStep, void, void> {
  const { namespace, labelSelector, context } = target;
  const source = { ...kubeconfig, allowInsecureTls: target.insecureSkipTlsVerify };
  const limits = { ...DEFAULT_LIMITS, ...target.limits };
  const isOpen = yield* checkCluster({
    source,
    context,
    namespace,
    labelSelector,
    limits,
    signal,
    now: () => new Date(),
  });
  if (isOpen) yield* checkArchive(target.name, flags.archive, env);
}

/** Reads where the latest report would be. Whether it may be written can be found out by writing only. */
async function* checkArchive(
  target: string,
  place: ArchiveLocation | undefined,
  env: Terminal['env'],
): AsyncGenerator<CheckStep, void, void> {
  if (place === undefined) {
    yield skipStep('archive', 'none is named: --archive');
    return;
  }
  await using opened = await openArchive(place, env);
  const { archive } = opened;
  try {
    yield* takeStep(
      'archive',
      () => archive.peek(latestKeys(target).json),
      (latest) =>
        `${archive.location} can be read; ${latest === null ? 'no report yet' : 'it has a latest report'}`,
    );
  } catch (error) {
    if (!(error instanceof WayEnds)) throw error;
  }
}

const NAME_WIDTH = 14;
const MARKS = { ok: 'ok     ', skipped: 'skipped', failed: 'FAILED ' } as const;
const STYLES = { ok: 'good', skipped: 'faint', failed: 'bad' } as const;

function renderStep({ name, outcome, detail, advice }: CheckStep, palette: Palette): string {
  const line = `${palette(STYLES[outcome], MARKS[outcome])}  ${name.padEnd(NAME_WIDTH)}  ${detail}\n`;
  return advice === null ? line : `${line}         ${''.padEnd(NAME_WIDTH)}  ${advice}\n`;
}
