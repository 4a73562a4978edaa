import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { rowReport, type RowReport } from './rows/row-report.ts';
import type { RowOrder } from './rows/row-order.ts';

export interface RowRun extends RowReport {
  /** From the start of the process to its end. */
  readonly processMilliseconds: number;
}

/** Runs a row's bundle in a fresh process, to its end. Rejects when it failed. */
export async function runRow(bundle: string, order: RowOrder): Promise<RowRun> {
  const start = performance.now();
  const child = spawn(process.execPath, ['--enable-source-maps', bundle, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const processMilliseconds = performance.now() - start;
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  if (child.exitCode !== 0 || last === '')
    throw new Error(`${bundle} ended with ${child.exitCode}: see above`);
  return { ...rowReport.parse(JSON.parse(last)), processMilliseconds };
}
