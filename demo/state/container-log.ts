/** When a line of a log was written, in nanoseconds since 1970 (a bigint: they do not fit a number). */
export interface LineTime {
  /** Counted from 0, the log's oldest line. */
  readonly line: number;
  readonly time: bigint;
}

/** What one run of a container wrote. */
export interface ContainerLog {
  /** Made when asked for, so that thousands of logs cost nothing until they are read. */
  readonly read: () => Uint8Array;
  /** Of at least one line, in order; the lines between them were written evenly. */
  readonly lineTimes: readonly LineTime[];
}

const NEWLINE = 0x0a;
const NANOSECONDS_A_MILLISECOND = 1_000_000n;
const NANOSECONDS_A_SECOND = 1_000_000_000n;
const NANOSECONDS_BETWEEN_LINES = 1_000n;

/** Each line with its newline; the last may have none. */
export function splitLines(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}

/** Between two known lines by their distance; outside them at a steady pace. */
export function timeOfLine(line: number, known: readonly LineTime[]): bigint {
  const after = known.find((time) => time.line >= line);
  const before = known.findLast((time) => time.line <= line);
  if (before === undefined && after === undefined) throw new RangeError('a log needs the time of one line');
  if (after === undefined || before === undefined) {
    const nearest = before ?? after ?? { line: 0, time: 0n };
    return nearest.time + BigInt(line - nearest.line) * NANOSECONDS_BETWEEN_LINES;
  }
  if (after.line === before.line) return before.time;
  return (
    before.time + ((after.time - before.time) * BigInt(line - before.line)) / BigInt(after.line - before.line)
  );
}

/**
 * Writes RFC 3339 with all nine digits, as the kubelet does: `2026-11-22T18:55:09.157452963Z`. The calendar is asked once a
 * second of the log, not once a line.
 * https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/cri-client/pkg/logs/logs.go
 */
export function openTimeWriter(): (time: bigint) => string {
  let known = { second: -1n, text: '' };
  return (time) => {
    const second = time / NANOSECONDS_A_SECOND;
    if (second !== known.second)
      known = { second, text: new Date(Number(second) * 1000).toISOString().slice(0, 19) };
    const fraction = Number(time - second * NANOSECONDS_A_SECOND);
    return `${known.text}.${String(fraction).padStart(9, '0')}Z`;
  };
}

/** The inverse of {@link openTimeWriter}'s; fewer digits, or none, are taken too. */
export function readNanoseconds(timestamp: string): bigint {
  const [seconds = '', fraction = ''] = timestamp.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * NANOSECONDS_A_MILLISECOND + BigInt(fraction.padEnd(9, '0'));
}
