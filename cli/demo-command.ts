import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import * as z from 'zod';
import type { EmbeddedCluster } from '../demo/embedded-cluster.ts';
import { parseArchiveLocation, type ArchiveLocation } from '../src/archive/archive-location.ts';
import { openArchive } from '../src/archive/open-archive.ts';
import type { ReportArchive } from '../src/archive/report-archive.ts';
import { K8sJobMonitor } from '../src/cluster/job-monitor.ts';
import { createRedactor } from '../src/redaction/redactor.ts';
import { generateMonitorReportText } from '../src/report/text-report.ts';
import { identifyManualRun } from '../src/snapshot/run-identity.ts';
import { runReporterUnlessInterrupted } from './interruptible-run.ts';
import { parseBy, parseWith, readNumber } from './option-values.ts';
import { readS3Settings } from './s3-environment.ts';
import { runInterruptible, type Terminal } from './terminal.ts';
import { watch } from './watch.ts';

interface DemoFlags {
  readonly archive: ArchiveLocation;
  readonly interval?: number;
}

const TARGETS = [
  { name: 'trading-bots', namespace: 'trading-bots', labelSelector: 'app=arbitrage-tuning' },
  { name: 'quota-ns', namespace: 'quota-ns', labelSelector: 'app=arbitrage-tuning' },
] as const;
/** What a person reads at a glance; the archived reports are whole. */
const LOG_LINES = 3;
const DEFAULT_COLUMNS = 80;

export function addDemoCommand(
  program: Command,
  terminal: Terminal,
  finish: (exitCode: number) => void,
): void {
  program
    .command('demo')
    .description('start an embedded cluster, take a snapshot of it as the Lambda does, and print the report')
    .option(
      '--archive <place>',
      'folder or s3://bucket/prefix for the reports',
      parseWith(parseArchiveLocation),
      parseArchiveLocation('reports'),
    )
    .option(
      '--interval <seconds>',
      'look again after so many seconds, until Ctrl+C: some Jobs move',
      parseBy(z.number('a number of seconds').min(1), readNumber),
    )
    .action(async (flags: DemoFlags) => {
      finish(await runInterruptible(terminal, (signal) => runDemo(flags, terminal, signal)));
    });
}

async function runDemo(flags: DemoFlags, terminal: Terminal, signal: AbortSignal): Promise<number> {
  // Only the demo needs what the embedded cluster is made of.
  const { startEmbeddedCluster } = await import('../demo/embedded-cluster.ts');
  await using cluster = await startEmbeddedCluster({ now: () => new Date() });
  await using opened = await openArchive(flags.archive, readS3Settings(terminal.env));
  const { archive } = opened;
  await watch(flags.interval, signal, async () => {
    for (const target of TARGETS)
      terminal.stdout.write(await report(target, cluster, archive, terminal, signal));
  });
  const latest = TARGETS.map(({ name }) => `latest/${name}.txt`).join(' and ');
  terminal.stderr.write(`The whole reports, JSON and text, are in ${archive.location}: ${latest}.\n`);
  terminal.stderr.write(
    'Next: npx job-reporter demo --interval 5, or on your cluster: npx job-reporter snapshot --help\n',
  );
  return 0;
}

async function report(
  { name, namespace, labelSelector }: (typeof TARGETS)[number],
  cluster: EmbeddedCluster,
  archive: ReportArchive,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<string> {
  const kubeconfig = {
    name: 'the embedded cluster',
    read: () => Promise.resolve(cluster.kubeconfig({ as: 'reporter' })),
    readFile: null,
  };
  const redactor = createRedactor({ enabled: true, patterns: [] });
  const monitor = new K8sJobMonitor({ namespace, labelSelector, kubeconfig, redactor });
  const run = identifyManualRun(name, randomUUID(), new Date());
  const { snapshot } = await runReporterUnlessInterrupted(monitor, archive, run, signal);
  return generateMonitorReportText(snapshot, {
    columns: terminal.stdout.columns ?? DEFAULT_COLUMNS,
    logLines: LOG_LINES,
  });
}
