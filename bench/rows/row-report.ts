import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { readRowOrder, type RowOrder } from './row-order.ts';

/** What a row's process tells of itself, as the last line that it writes. */
export const rowReport = z.object({
  /** From the program's first statement to its last: without the start of the process. */
  workMilliseconds: z.number(),
  /** User and system; this and the next are null where the operating system does not tell. */
  cpuMilliseconds: z.number().nullable(),
  peakBytes: z.number().nullable(),
  /** Of all logs that it read. No row shall win by reading less. */
  lines: z.int(),
  /** Of our own run: COMPLETE, or what is amiss. */
  verdict: z.string().nullable(),
});

export type RowReport = Readonly<z.infer<typeof rowReport>>;

/** What the work itself counted. */
export interface RowWork {
  readonly lines: number;
  readonly verdict?: string;
}

/** Does the work of a Node row and tells what it took, the start of this process included in CPU and memory. */
export async function reportWork(work: (order: RowOrder) => Promise<RowWork>): Promise<void> {
  const start = performance.now();
  const order = readRowOrder();
  const paths = order.requestLog === null ? [] : logRequests();
  const { lines, verdict = null } = await work(order);
  const workMilliseconds = performance.now() - start;
  if (order.requestLog !== null) writeFileSync(order.requestLog, `${paths.join('\n')}\n`);
  const { user, system } = process.cpuUsage();
  writeReport({
    workMilliseconds,
    cpuMilliseconds: (user + system) / 1000,
    peakBytes: readPeakBytes('self') ?? process.resourceUsage().maxRSS * 1024,
    lines,
    verdict,
  });
}

const requestCreated = z.object({ request: z.object({ path: z.string() }) });

/** The paths that undici is asked for, as they are. https://github.com/nodejs/undici/blob/main/docs/docs/api/DiagnosticsChannel.md */
function logRequests(): readonly string[] {
  const paths: string[] = [];
  subscribe('undici:request:create', (message) => paths.push(requestCreated.parse(message).request.path));
  return paths;
}

export function writeReport(report: RowReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}

/**
 * The most resident memory that a process has had, from Linux; null elsewhere, and of a process that has ended. `maxRSS` would
 * be no less than that of the process that started this one. https://man7.org/linux/man-pages/man2/getrusage.2.html (BUGS)
 */
export function readPeakBytes(pid: number | 'self'): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
