import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { rowReport, type RowReport } from '../rows/row-report.ts';
import type { RowOrder } from '../rows/row-order.ts';

export interface RowRun extends RowReport {
  /** From the start of the process to its end. */
  readonly processMilliseconds: number;
}

/** Runs a row's bundle in a fresh process, to its end. Rejects with what it complained of when it failed. */
export async function runRow(bundle: string, order: RowOrder): Promise<RowRun> {
  const start = performance.now();
  const child = spawn(process.execPath, [bundle, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, complaints] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const processMilliseconds = performance.now() - start;
  const last = output.trimEnd().split('\n').at(-1) ?? '';
  if (child.exitCode !== 0 || last === '')
    throw new Error(findReason(complaints) ?? `it ended with ${child.exitCode}`);
  return { ...rowReport.parse(JSON.parse(last)), processMilliseconds };
}

/** Of all that Node.js says of an error that nobody caught, its message; all of it when that is not to be found. */
function findReason(complaints: string): string | undefined {
  const message = /^\w*Error(?: \[\w+\])?: (.*)$/m.exec(complaints)?.[1];
  return message ?? (complaints === '' ? undefined : complaints);
}
