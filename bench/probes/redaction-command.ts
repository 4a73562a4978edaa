import type { Command } from 'commander';
import { median } from 'd3-array';
import { K8sJobMonitor } from '../../src/cluster/job-monitor.ts';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { startClusterProcess } from '../machine/cluster-process.ts';

/** The rows take turns, so that a slow moment of the machine slows them both. */
const ROUNDS = 9;
const WARM_UP = 2;
const JOBS = { count: 200, linesPerLog: 100, bytesPerLine: 100 };

interface Round {
  readonly masked: number;
  readonly plain: number;
}

export function addRedactionCommand(program: Command): void {
  program
    .command('redaction')
    .description('what masking credentials costs of a run')
    .action(measureRedaction);
}

async function measureRedaction(): Promise<void> {
  using cluster = await startClusterProcess({
    jobs: JOBS,
    roundTripMilliseconds: 0,
    refuseEvery: 0,
    endless: false,
  });
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    const masked = await timeRun(cluster.kubeconfig, true);
    rounds.push({ masked, plain: await timeRun(cluster.kubeconfig, false) });
  }
  const measured = rounds.slice(WARM_UP);
  const masked = median(measured, (round) => round.masked) ?? Number.NaN;
  const plain = median(measured, (round) => round.plain) ?? Number.NaN;
  const { count, linesPerLog, bytesPerLine } = JOBS;
  process.stdout.write(
    [
      `${count} pods × ${linesPerLog} lines × ${bytesPerLine} bytes, medians of ${ROUNDS} interleaved runs`,
      `  with redaction     ${masked.toFixed(0)} ms`,
      `  without            ${plain.toFixed(0)} ms`,
      `  cost of redaction  ${((100 * (masked - plain)) / masked).toFixed(1)} % of a run`,
      '',
    ].join('\n'),
  );
}

async function timeRun(kubeconfig: string, isMasked: boolean): Promise<number> {
  const start = performance.now();
  const monitor = new K8sJobMonitor({
    namespace: 'trading-bots',
    labelSelector: 'session_id=synthetic',
    kubeconfig: { name: 'the bench', read: () => Promise.resolve(kubeconfig), readFile: null },
    redactor: createRedactor({ enabled: isMasked, patterns: [] }),
  });
  const { completeness } = await monitor.loadSnapshot();
  if (completeness.verdict !== 'COMPLETE') throw new Error(`the run was ${completeness.verdict}`);
  return performance.now() - start;
}
