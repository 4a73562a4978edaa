import type { Command } from 'commander';
import { K8sJobMonitor } from '../../src/cluster/job-monitor.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { startClusterProcess } from '../machine/cluster-process.ts';
import { readPeakBytes } from '../rows/row-report.ts';

export function addEndlessCommand(program: Command): void {
  program
    .command('endless')
    .description('a run whose every log is a line that never ends: its time and its memory')
    .action(measureEndlessLines);
}

async function measureEndlessLines(): Promise<void> {
  using cluster = await startClusterProcess({
    jobs: { count: 0, linesPerLog: 0, bytesPerLine: 0 },
    roundTripMilliseconds: 0,
    refuseEvery: 0,
    endless: true,
  });
  const monitor = new K8sJobMonitor({
    namespace: 'trading-bots',
    labelSelector: 'app=arbitrage-tuning',
    kubeconfig: { name: 'the bench', read: () => Promise.resolve(cluster.kubeconfig), readFile: null },
    redactor: createRedactor({ enabled: true, patterns: [] }),
  });
  const start = performance.now();
  const { asked, failed, timedOut } = (await monitor.loadSnapshot()).completeness.logs;
  const milliseconds = performance.now() - start;
  const peakBytes = readPeakBytes('self') ?? process.resourceUsage().maxRSS * 1024;
  process.stdout.write(
    [
      'every log an endless line, default limits',
      `  time               ${(milliseconds / 1000).toFixed(1)} s`,
      `  peak memory        ${(peakBytes / 1e6).toFixed(0)} MB, this program and its libraries included`,
      `  logs               ${asked} asked, ${failed} given up as endless, ${timedOut} timed out`,
      '',
    ].join('\n'),
  );
}
