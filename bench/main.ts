import { fork } from 'node:child_process';
import { once } from 'node:events';
import { K8sJobMonitor } from '../src/cluster/job-monitor.ts';
import { createRedactor } from '../src/redaction/redactor.ts';
import { startClusterProcess } from './cluster-process.ts';

/** How often each row is measured; the rows take turns, so that a slow moment of the machine slows them all. */
const ROUNDS = 9;
const WARM_UP = 2;
const ENDLESS = 'endless-line';
const SIZE = { count: 200, linesPerLog: 100, bytesPerLine: 100 };

type Row = 'redacted' | 'plain';

// A process of its own: the peak memory of one row must not be that of another.
if (process.argv[2] === ENDLESS) await measureEndlessLine();
else {
  await measureRedaction();
  await once(fork(import.meta.filename, [ENDLESS]), 'exit');
}

async function measureRedaction(): Promise<void> {
  using cluster = await startClusterProcess({ kind: 'synthetic', jobs: SIZE });
  const times: Record<Row, number[]> = { redacted: [], plain: [] };
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    for (const row of ['redacted', 'plain'] as const) {
      const milliseconds = await timeRun(cluster.kubeconfig, row);
      if (round >= WARM_UP) times[row].push(milliseconds);
    }
  }
  const [redacted, plain] = [median(times.redacted), median(times.plain)];
  print(
    `${SIZE.count} pods x ${SIZE.linesPerLog} lines x ${SIZE.bytesPerLine} bytes, medians of ${ROUNDS} interleaved runs`,
  );
  print(`  with redaction     ${redacted.toFixed(0)} ms`);
  print(`  without            ${plain.toFixed(0)} ms`);
  print(`  cost of redaction  ${((100 * (redacted - plain)) / redacted).toFixed(1)} % of a run`);
}

async function measureEndlessLine(): Promise<void> {
  using cluster = await startClusterProcess({ kind: 'endless-line' });
  const start = performance.now();
  const snapshot = await openMonitor(cluster.kubeconfig, 'redacted', 'app=arbitrage-tuning').loadSnapshot();
  const { asked, failed, timedOut } = snapshot.completeness.logs;
  print('every log an endless line, default limits');
  print(`  time               ${((performance.now() - start) / 1000).toFixed(1)} s`);
  print(`  peak memory        ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB `);
  print(`  logs               ${asked} asked, ${failed} given up as endless, ${timedOut} timed out`);
}

async function timeRun(kubeconfig: string, row: Row): Promise<number> {
  const start = performance.now();
  const { completeness } = await openMonitor(kubeconfig, row, 'session_id=synthetic').loadSnapshot();
  if (completeness.verdict !== 'COMPLETE') throw new Error(`the run was ${completeness.verdict}`);
  return performance.now() - start;
}

function openMonitor(kubeconfig: string, row: Row, labelSelector: string): K8sJobMonitor {
  return new K8sJobMonitor({
    namespace: 'trading-bots',
    labelSelector,
    kubeconfig: { name: 'the bench', read: () => Promise.resolve(kubeconfig), readFile: null },
    redactor: createRedactor({ enabled: row === 'redacted', patterns: [] }),
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
