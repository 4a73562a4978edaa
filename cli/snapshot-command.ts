import { randomUUID } from 'node:crypto';
import { Option, type Command } from 'commander';
import * as z from 'zod';
import { parseArchiveLocation, type ArchiveLocation } from '../src/archive/archive-location.ts';
import { openArchive } from '../src/archive/open-archive.ts';
import { K8sJobMonitor } from '../src/cluster/job-monitor.ts';
import { maxLogLinesSchema } from '../src/config.ts';
import { createRedactor } from '../src/redaction/redactor.ts';
import { generateMonitorReportJson } from '../src/report/json-report.ts';
import { generateMonitorReportText } from '../src/report/text-report.ts';
import { objectName } from '../src/snapshot/kubernetes-types.ts';
import type { K8sMonitorSnapshot } from '../src/snapshot/model.ts';
import { identifyManualRun } from '../src/snapshot/run-identity.ts';
import { targetNameSchema } from '../src/snapshot/run.ts';
import { runReporterUnlessInterrupted } from './interruptible-run.ts';
import { findKubeconfig } from './kubeconfig-file.ts';
import { parseBy, parseWith, readNumber } from './option-values.ts';
import { readS3Settings } from './s3-environment.ts';
import { runInterruptible, type Terminal } from './terminal.ts';
import { watch } from './watch.ts';

type OutputFormat = 'text' | 'json';

interface SnapshotFlags {
  readonly namespace: string;
  readonly labelSelector: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly maxLogLines: number;
  readonly interval?: number;
  readonly archive?: ArchiveLocation | true;
  readonly target?: string;
  readonly output: OutputFormat;
  readonly redact: boolean;
}

const DEFAULT_ARCHIVE = 'reports';
const intervalSchema = z.number('a number of seconds').min(1).max(86_400);

const EXAMPLES = `
Examples:
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning --interval 30
  $ job-reporter snapshot -n trading-bots -l app=arbitrage-tuning --output json --archive s3://reports/jobs`;

export function addSnapshotCommand(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  program
    .command('snapshot')
    .description('look at the Jobs of a namespace now, or again and again, and print the report')
    .requiredOption('-n, --namespace <name>', 'namespace of the Jobs', parseBy(objectName))
    .requiredOption('-l, --label-selector <selector>', 'labels of the Jobs, as in kubectl get -l')
    .option('--kubeconfig <path>', 'kubeconfig file (default: $KUBECONFIG, else ~/.kube/config)')
    .option('--context <name>', 'context of the kubeconfig (default: the current one)')
    .option('--max-log-lines <number>', 'last lines of each log', parseBy(maxLogLinesSchema, readNumber), 100)
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
    .option(
      '--target <name>',
      'name of the report in the archive (default: the namespace)',
      parseBy(targetNameSchema),
    )
    .addOption(new Option('-o, --output <format>', 'what to print').choices(['text', 'json']).default('text'))
    .option('--no-redact', 'print and keep credentials that stand in logs')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: SnapshotFlags) => {
      finish(await runInterruptible(terminal, (signal) => runSnapshots(flags, terminal, signal)));
    });
}

async function runSnapshots(flags: SnapshotFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { namespace, labelSelector, context, maxLogLines } = flags;
  const redactor = createRedactor({ enabled: flags.redact, patterns: [] });
  const kubeconfig = findKubeconfig(flags.kubeconfig, terminal.env);
  const monitor = new K8sJobMonitor({ namespace, labelSelector, kubeconfig, context, maxLogLines, redactor });
  const place = flags.archive === true ? parseArchiveLocation(DEFAULT_ARCHIVE) : flags.archive;
  await watch(flags.interval, signal, async () => {
    const snapshot =
      place === undefined
        ? await monitor.loadSnapshot({ signal })
        : await lookAndKeep(flags, monitor, place, terminal, signal);
    signal.throwIfAborted();
    terminal.stdout.write(
      flags.output === 'json' ? generateMonitorReportJson(snapshot) : generateMonitorReportText(snapshot),
    );
  });
}

/** A look whose report is kept; says on stderr where. */
async function lookAndKeep(
  { target, namespace }: SnapshotFlags,
  monitor: K8sJobMonitor,
  place: ArchiveLocation,
  { env, stderr }: Terminal,
  signal: AbortSignal,
): Promise<K8sMonitorSnapshot> {
  await using opened = await openArchive(place, readS3Settings(env));
  const { archive } = opened;
  const run = identifyManualRun(target ?? namespace, randomUUID(), new Date());
  const { snapshot, stored } = await runReporterUnlessInterrupted(monitor, archive, run, signal);
  stderr.write(
    `stored ${archive.location}/${stored.jsonKey}\n       ${archive.location}/${stored.textKey}\n`,
  );
  return snapshot;
}
