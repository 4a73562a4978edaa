import { Option, type Command } from 'commander';
import * as z from 'zod';
import { parseArchiveLocation, type ArchiveLocation } from '../src/archive/archive-location.ts';
import { maxLogLinesSchema } from '../src/config.ts';
import { findKubeconfig } from './kubeconfig-file.ts';
import { parseBy, parseWith, readNumber } from './option-values.ts';
import { openTargetLooks } from './target-look.ts';
import { findTargets, type TargetFlags } from './snapshot-targets.ts';
import { printLooks, type OutputFormat } from './snapshot-output.ts';
import { runInterruptible, type Terminal } from './terminal.ts';
import { addTargetOptions, refuseContradiction } from './target-options.ts';
import { watch } from './watch.ts';

interface SnapshotFlags extends TargetFlags {
  readonly interval?: number;
  readonly archive?: ArchiveLocation | true;
  readonly output: OutputFormat;
}

const DEFAULT_ARCHIVE = 'reports';
const intervalSchema = z.number('a number of seconds').min(1).max(86_400);

const EXAMPLES = `
Examples:
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning --interval 30
  $ job-reporter snapshot -n trading-bots -l app=tuning -o json --archive s3://jobs
  $ job-reporter snapshot --config reporter.yaml --target trading-bots`;

export function addSnapshotCommand(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  const snapshot = addTargetOptions(program.command('snapshot'))
    .description('look at the Jobs of a namespace now, or again and again, and print the report')
    .option(
      '--max-log-lines <number>',
      'last lines of each log (default: 100)',
      parseBy(maxLogLinesSchema, readNumber),
    )
    .option(
      '--interval <seconds>',
      'look again after so many seconds, until Ctrl+C',
      parseBy(intervalSchema, readNumber),
    )
    .option(
      '--archive [place]',
      `keep the report in a folder or in s3://bucket/prefix (without a place: ${DEFAULT_ARCHIVE})`,
      parseWith(parseArchiveLocation),
    )
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .option('--no-redact', 'print and keep credentials that stand in logs')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: SnapshotFlags) => {
      refuseContradiction(snapshot, flags);
      finish(await runInterruptible(terminal, (signal) => runSnapshots(flags, terminal, signal)));
    });
}

async function runSnapshots(flags: SnapshotFlags, terminal: Terminal, signal: AbortSignal): Promise<number> {
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
  return failures === 0 ? 0 : 1;
}
