import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../any-text.ts';
import { LogTail, type LogLimits } from '../../../src/snapshot/logs/tail.ts';
import { describeKept, type DescribedLog } from './described-log.ts';

/** The longest time that a kubelet writes, the space behind it, and one byte that tells that there is more. */
const STAMP_ROOM = 37;
const NO_LIMITS: LogLimits = { lines: 1000, lineBytes: 1_000_000, bytes: 1_000_000 };

const stamp = fc.constantFrom('2026-11-22T18:55:09.157452963Z ', '2026-11-22T19:55:10.000000000+01:00 ');
const content = fc.oneof(
  anyText(12).map((text) => Buffer.from(text.replaceAll('\n', ''))),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 0x0a))),
  fc
    .constantFrom('', '\r', 'lost: \uFFFD', '주문 🚀', 'unable to retrieve container logs for x')
    .map((text) => Buffer.from(text)),
);
const stampedLine = fc
  .tuple(stamp, content)
  .map(([time, bytes]) => Buffer.concat([Buffer.from(time), bytes]));
const lines = (line: fc.Arbitrary<Buffer>) => fc.array(line, { maxLength: 12 });
const join = (parts: readonly Buffer[]) => Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
/** What a kubelet sends: a time before every line. */
const keptLog = lines(stampedLine).map(join);
/** What anybody may send. */
const anyLog = fc.oneof(
  lines(fc.oneof(stampedLine, content)).map(join),
  lines(fc.oneof(stampedLine, content)).map((all) => join(all).subarray(0, -1)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);
const limits = fc.record<LogLimits>({
  lines: fc.integer({ min: 1, max: 15 }),
  lineBytes: fc.integer({ min: 1, max: 60 }),
  bytes: fc.integer({ min: 1, max: 200 }),
});
const places = fc.array(fc.nat({ max: 300 }), { maxLength: 10 });

describe('a tail of any log', () => {
  it('is the same however the bytes are split into chunks', () => {
    fc.assert(
      fc.property(anyLog, limits, places, (log, limit, cuts) => {
        const whole = readChunks([log], limit);

        const split = readChunks(splitAt(log, cuts), limit);

        expect(split).toEqual(whole);
      }),
    );
  });

  it('is, without a limit, every line as it was sent, decoded', () => {
    fc.assert(
      fc.property(keptLog, (log) => {
        const sent = readNaively(log);

        const text = readChunks([log], NO_LIMITS);

        expect(text.lines).toEqual(sent.map((line) => decode(line)));
        expect(text).toMatchObject({ truncated: null, notice: null });
      }),
    );
  });

  it('is the last lines, each of them as sent or the start of it, and what it lacks is counted to the byte', () => {
    fc.assert(
      fc.property(keptLog, limits, (log, limit) => {
        const sent = readNaively(log);

        const text = readChunks([log], limit);

        const { lines: lost, bytes } = text.truncated ?? { lines: 0, bytes: 0 };
        expect(text.lines.length + lost).toBe(sent.length);
        const cutBytes = sent.slice(lost).map((line, index) => findCut(line, text.lines[index] ?? '', limit));
        const lostBytes = sent.slice(0, lost).map((line) => line.length);
        expect([...lostBytes, ...cutBytes].reduce((sum, each) => sum + each, 0)).toBe(bytes);
        expect(text.truncated?.longLines ?? 0).toBe(cutBytes.filter((each) => each > 0).length);
      }),
    );
  });

  it('never invents: every line and the notice of the kubelet are the decoding of bytes that were sent', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const sent = new Set([...readNaively(log), ...readRaw(log)].map((line) => decode(line)));

        const { lines: told, notice } = readChunks([log], NO_LIMITS);

        expect([...told, ...(notice === null ? [] : [notice])].filter((line) => !sent.has(line))).toEqual([]);
      }),
    );
  });

  it('never counts more invalid bytes than there are, nor one in a log that is UTF-8', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const { invalidBytes } = readChunks([log], NO_LIMITS);

        expect(invalidBytes).toBeLessThanOrEqual(isUtf8(log) ? 0 : log.length);
      }),
    );
  });

  it('never keeps more than its limits and one line, before, while and after', () => {
    fc.assert(
      fc.property(anyLog, limits, places, (log, limit, cuts) => {
        const tail = new LogTail(limit);

        const kept = splitAt(log, cuts).map((chunk) => {
          tail.push(chunk);
          return tail.keptBytes;
        });

        const line = Math.min(limit.lineBytes, limit.bytes);
        expect(Math.max(0, ...kept)).toBeLessThanOrEqual(limit.bytes + line + limit.lineBytes + STAMP_ROOM);
        expect(tail.end().lines.length).toBeLessThanOrEqual(limit.lines);
        expect(tail.keptBytes).toBeLessThanOrEqual(limit.bytes + line);
      }),
    );
  });
});

function readChunks(chunks: readonly Uint8Array[], limit: LogLimits): DescribedLog {
  const tail = new LogTail(limit);
  for (const chunk of chunks) tail.push(chunk);
  return describeKept(tail.end());
}

function splitAt(log: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const inOrder = [0, ...cuts.toSorted((a, b) => a - b), log.length];
  return inOrder
    .slice(1)
    .map((end, index) => log.subarray(inOrder[index], Math.max(end, inOrder[index] ?? 0)));
}

/** The lines of a log as one would read them with all of it at hand. */
function readRaw(log: Buffer): readonly Buffer[] {
  const text = log.toString('latin1');
  const parts = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return text === '' ? [] : parts.map((part) => Buffer.from(part.replace(/\r$/, ''), 'latin1'));
}

function readNaively(log: Buffer): readonly Buffer[] {
  return readRaw(log).map((line) => {
    const text = line.toString('latin1');
    return Buffer.from(text.replace(/^[\d-]{10}T[\d:]{8}\.\d{9}(?:Z|[+-]\d\d:\d\d) /, ''), 'latin1');
  });
}

/** How many bytes of the line were cut, when what is told of it is its start; NaN when it is not. */
function findCut(sent: Buffer, told: string, limit: LogLimits): number {
  const most = Math.min(limit.lineBytes, limit.bytes);
  if (sent.length <= most) return told === decode(sent) ? 0 : Number.NaN;
  // A character of UTF-8 has at most four bytes, so that a cut between two is at most three from anywhere.
  const cuts = [0, 1, 2, 3].map((back) => sent.length - Math.max(0, most - back));
  const isTold = (cut: number) => told === `${decode(sent.subarray(0, -cut))} [CUT ${cut} bytes]`;
  return cuts.find(isTold) ?? Number.NaN;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  return Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf8').equals(bytes);
}
