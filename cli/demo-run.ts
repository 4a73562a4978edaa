import { randomUUID } from 'node:crypto';
import type { EmbeddedCluster } from '../demo/embedded-cluster.ts';
import type { ArchiveLocation } from '../src/archive/archive-location.ts';
import { openArchive } from '../src/archive/open-archive.ts';
import type { ReportArchive } from '../src/archive/report-archive.ts';
import { K8sJobMonitor } from '../src/cluster/job-monitor.ts';
import { createRedactor } from '../src/redaction/redactor.ts';
import { generateMonitorReportText } from '../src/report/text-report.ts';
import { identifyManualRun } from '../src/snapshot/run-identity.ts';
import type { CommandRun } from './command.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { runReporterUnlessInterrupted } from './interruptible-run.ts';
import { readS3Settings } from './s3-environment.ts';
import type { Terminal } from './terminal/terminal.ts';
import { watch } from './watch.ts';

export interface DemoFlags {
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

export async function runDemo(flags: DemoFlags, { terminal, signal }: CommandRun): Promise<ExitCode> {
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
  return EXIT.fine;
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
