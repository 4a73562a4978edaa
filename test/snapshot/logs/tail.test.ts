import { describe, expect, it } from 'vitest';
import { LogTail, type LogLimits } from '../../../src/snapshot/logs/tail.ts';
import { describeKept, type DescribedLog } from './described-log.ts';
import { readRecordedLog } from '../recorded-lists.ts';

const ROOMY: LogLimits = { lines: 100, lineBytes: 1000, bytes: 10_000 };
const T1 = '2026-11-22T18:55:09.157452963Z';
const T2 = '2026-11-22T18:55:09.162356450Z';
const T3 = '2026-11-22T18:55:10.000000000Z';
/** As a kubelet ends the log of a container that the node has removed. */
const NOTICE = 'unable to retrieve container logs for containerd://a09e7cdcd2be3882993b118df653a3fc';

describe('the lines of a log', () => {
  it('are those that the container wrote, without the times that the kubelet put before them', () => {
    const log = `${T1} Starting tuning session\n${T2}   indented\n`;

    const text = readTail(log);

    expect(text).toEqual({
      lines: ['Starting tuning session', '  indented'],
      truncated: null,
      invalidBytes: 0,
      firstTime: T1,
      lastTime: T2,
      lineTimes: '0 5',
      notice: null,
    });
  });

  it('are none in a log of no bytes', () => {
    const text = readTail('');

    expect(text).toEqual({
      lines: [],
      truncated: null,
      invalidBytes: 0,
      firstTime: null,
      lastTime: null,
      lineTimes: null,
      notice: null,
    });
  });

  it.each([
    ['LF', `${T1} one\n${T2} two\n`],
    ['CRLF', `${T1} one\r\n${T2} two\r\n`],
    ['nothing at the end', `${T1} one\n${T2} two`],
    ['CR at the end', `${T1} one\r\n${T2} two\r`],
  ])('end in %s, which is not part of them', (_, log) => {
    const text = readTail(log);

    expect(text.lines).toEqual(['one', 'two']);
  });

  it('may be empty, and keep a CR that does not end them', () => {
    const text = readTail(`${T1} \n${T2} 10%\r20%\r\n${T3} \r\n`);

    expect(text.lines).toEqual(['', '10%\r20%', '']);
  });

  it.each([
    ['no fraction', '2026-11-22T18:55:09Z'],
    ['one digit', '2026-11-22T18:55:09.2Z'],
    ['eight digits and an offset', '2026-11-22T18:55:09.15745296+05:30'],
    ['nine digits', T1],
  ])('are known by a time with %s: older kubelets drop trailing zeros', (_, time) => {
    const text = readTail(`${T1} one\n${time} ü\n${time} last\n`);

    // https://github.com/kubernetes/kubernetes/issues/72292
    expect(text).toMatchObject({ lines: ['one', 'ü', 'last'], lastTime: time, notice: null });
  });

  it.each(['2026-11-22T18:55:09.Z x', '2026-11-22T18:55:09.1234567890Z x', '2026-11-22T18:55:09 x'])(
    'are not told by what is no time of a kubelet: %s',
    (line) => {
      const text = readTail(`${T1} one\n${line}\n${T2} two\n`);

      expect(text.lines).toEqual(['one', line, 'two']);
    },
  );

  it('keep the time of each, in milliseconds after the first', () => {
    const text = readTail(
      `${T1} one\nwithout a time\n2026-11-22T18:55:09.2Z two\n2026-11-22T19:55:10+01:00 three\n2026-11-22T18:55:08.157Z back\n`,
    );

    expect(text.lineTimes).toBe('0 - 43 843 -1000');
  });

  it('keep a byte order mark and control characters: the report makes them visible', () => {
    const text = readTail(`${T1} \uFEFFred: \u001B[31mred\u001B[0m \u0000\n`);

    expect(text.lines).toEqual(['\uFEFFred: \u001B[31mred\u001B[0m \u0000']);
  });

  it.each([
    ['too few digits', '2026-11-22T18:55:09.1574529634Z order filled'],
    ['no zone', '2026-11-22T18:55:09.157452963 order filled'],
    ['no space behind it', '2026-11-22T18:55:09.157452963Z'],
    ['a space before it', ` ${T1} order filled`],
  ])('keep a time that is not exactly of the form of the kubelet: %s', (_, line) => {
    const text = readTail(`${line}\n`);

    expect(text).toMatchObject({ lines: [line], firstTime: null });
  });

  it('keep the time that the container itself wrote behind that of the kubelet', () => {
    const text = readTail(`${T2} ${T1} order filled\n`);

    expect(text).toMatchObject({ lines: [`${T1} order filled`], firstTime: T2 });
  });

  it('have times with an offset where the node is not on UTC', () => {
    const text = readTail('2026-11-22T19:55:09.157452963+01:00 order filled\n');

    expect(text).toMatchObject({ lines: ['order filled'], lastTime: '2026-11-22T19:55:09.157452963+01:00' });
  });

  it('are whole though a character of one arrives in two chunks', () => {
    const bytes = Buffer.from(`${T1} 주문 접수 🚀\n`);

    const texts = Array.from({ length: bytes.length }, (_, at) =>
      readChunks([bytes.subarray(0, at), bytes.subarray(at)]),
    );

    expect(new Set(texts.map((text) => JSON.stringify(text)))).toEqual(
      new Set([JSON.stringify(readTail(bytes))]),
    );
    expect(texts[0]?.lines).toEqual(['주문 접수 🚀']);
  });
});

describe('bytes that are not UTF-8', () => {
  it('stand as U+FFFD, and are counted', () => {
    const log = Buffer.concat([
      Buffer.from(`${T1} caf`),
      Buffer.of(0xe9, 0x20, 0xff, 0xfe),
      Buffer.from(' bad\n'),
    ]);

    const text = readTail(log);

    expect(text).toMatchObject({ lines: ['caf\uFFFD \uFFFD\uFFFD bad'], invalidBytes: 3 });
  });

  it('are all counted, also when several became one U+FFFD', () => {
    const cutRocket = Buffer.from('🚀').subarray(0, 3);
    const log = Buffer.concat([Buffer.from(`${T1} `), cutRocket, Buffer.from('\n')]);

    const text = readTail(log);

    expect(text).toMatchObject({ lines: ['\uFFFD'], invalidBytes: 3 });
  });

  it('are not those of a U+FFFD that the container itself wrote', () => {
    const log = Buffer.concat([
      Buffer.from(`${T1} lost: \uFFFD, broken: `),
      Buffer.of(0xff),
      Buffer.from('\n'),
    ]);

    const text = readTail(log);

    expect(text).toMatchObject({ lines: ['lost: \uFFFD, broken: \uFFFD'], invalidBytes: 1 });
  });

  it('are not counted of lines that were let go', () => {
    const log = Buffer.concat([Buffer.from(`${T1} `), Buffer.of(0xff), Buffer.from(`\n${T2} good\n`)]);

    const text = readTail(log, { ...ROOMY, lines: 1 });

    expect(text).toMatchObject({ lines: ['good'], invalidBytes: 0 });
  });
});

describe('what is more than the limits', () => {
  it('goes, the oldest lines first, and is told', () => {
    const log = [`${T1} one`, `${T1} three`, `${T2} seven`, `${T3} nine`].join('\n');

    const text = readTail(log, { ...ROOMY, lines: 2 });

    expect(text).toMatchObject({
      lines: ['seven', 'nine'],
      truncated: { lines: 2, bytes: 8, longLines: 0 },
      firstTime: T2,
      lastTime: T3,
    });
  });

  it('goes as whole lines when the bytes of the container are up', () => {
    const log = `${T1} 12345\n${T1} 12345\n${T2} 123456\n`;

    const text = readTail(log, { ...ROOMY, bytes: 11 });

    expect(text).toMatchObject({
      lines: ['12345', '123456'],
      truncated: { lines: 1, bytes: 5, longLines: 0 },
    });
  });

  it('is the end of a long line, which says how many bytes it lacks', () => {
    const log = `${T1} ${'x'.repeat(300)}\n${T2} short\n`;

    const text = readTail(log, { ...ROOMY, lineBytes: 10 });

    expect(text).toMatchObject({
      lines: ['xxxxxxxxxx [CUT 290 bytes]', 'short'],
      truncated: { lines: 0, bytes: 290, longLines: 1 },
    });
  });

  it('is not the CR of a line end, though there was no room for it', () => {
    const log = `${T1} ${'x'.repeat(300)}\r\n`;

    const text = readTail(log, { ...ROOMY, lineBytes: 10 });

    expect(text).toMatchObject({ lines: ['xxxxxxxxxx [CUT 290 bytes]'], truncated: { bytes: 290 } });
  });

  it('never splits a character: a long line is cut before it', () => {
    const log = `${T1} ab🚀cd\n`;

    const lines = [2, 3, 4, 5, 6, 7, 8].map((lineBytes) => readTail(log, { ...ROOMY, lineBytes }).lines);

    expect(lines).toEqual([
      ['ab [CUT 6 bytes]'],
      ['ab [CUT 6 bytes]'],
      ['ab [CUT 6 bytes]'],
      ['ab [CUT 6 bytes]'],
      ['ab🚀 [CUT 2 bytes]'],
      ['ab🚀c [CUT 1 bytes]'],
      ['ab🚀cd'],
    ]);
  });

  it('is counted once when a long line goes as a whole', () => {
    const log = `${T1} ${'x'.repeat(300)}\n${T2} short\n`;

    const text = readTail(log, { ...ROOMY, lines: 1, lineBytes: 10 });

    expect(text).toMatchObject({ lines: ['short'], truncated: { lines: 1, bytes: 300, longLines: 0 } });
  });

  it('is let go while it arrives: an endless line in small chunks keeps its start only', () => {
    const tail = new LogTail({ lines: 10, lineBytes: 1000, bytes: 5000 });
    const chunk = Buffer.from('y'.repeat(997));

    const kept = Array.from({ length: 1000 }, () => {
      tail.push(chunk);
      return tail.keptBytes;
    });

    expect(Math.max(...kept)).toBe(1037);
    expect(describeKept(tail.end())).toMatchObject({
      lines: [`${'y'.repeat(1000)} [CUT 996000 bytes]`],
      truncated: { lines: 0, bytes: 996_000, longLines: 1 },
    });
  });
});

describe('a log that broke off', () => {
  it('keeps the part of a line that came', () => {
    const text = breakOff(`${T1} one\n${T2} processing or`);

    expect(text).toMatchObject({ lines: ['one', 'processing or'], lastTime: T2 });
  });

  it('has no line of which only a part of its time came', () => {
    const cuts = Array.from({ length: T2.length }, (_, index) => T2.slice(0, index + 1));

    const texts = cuts.map((cut) => [breakOff(cut), breakOff(`${T1} one\n${cut}`)]);

    const told = texts.map((pair) => pair.map(({ lines, notice }) => ({ lines, notice })));
    expect(told).toEqual(
      cuts.map(() => [
        { lines: [], notice: null },
        { lines: ['one'], notice: null },
      ]),
    );
  });
});

describe('what the kubelet wrote itself', () => {
  it.each(['failed to watch file "/var/log/pods/x.log": no such file or directory', NOTICE])(
    'behind the log is not a line of it, and costs none: %s',
    (notice) => {
      const text = readTail(`${T1} one\n${T2} two\n${notice}`, { ...ROOMY, lines: 2 });

      expect(text).toMatchObject({ lines: ['one', 'two'], truncated: null, notice });
    },
  );

  it('is known behind the only line that there is room for', () => {
    const text = readTail(`${T1} one\n${NOTICE}`, { ...ROOMY, lines: 1 });

    expect(text).toMatchObject({ lines: ['one'], truncated: null, notice: NOTICE });
  });

  it('is told from the same text that the container wrote', () => {
    const text = readTail(`${T1} ${NOTICE}\n`);

    expect(text).toMatchObject({ lines: [NOTICE], notice: null, firstTime: T1 });
  });

  it('cannot be told behind lines without times: it stays one', () => {
    const text = readTail(`one\n${NOTICE}`);

    expect(text).toMatchObject({ lines: ['one', NOTICE], notice: null });
  });

  it('has nothing behind it: a line without a time in the middle is a line', () => {
    const text = readTail(`${T1} one\nwithout a time\n${T2} two\n`);

    expect(text).toMatchObject({ lines: ['one', 'without a time', 'two'], notice: null });
  });
});

describe('the logs of a real cluster', () => {
  it('come out as sent: bytes that are not UTF-8, colours, Korean, no last newline', () => {
    const log = readRecordedLog('log-binary-ktvtz', 'container=tuning-container&tailLines=100');

    const text = readTail(log);

    expect(text).toMatchObject({
      lines: ['café \uFFFD\uFFFD bad bytes', '\u001B[31mred\u001B[0m', '안녕 korean', 'no newline at end'],
      truncated: null,
    });
  });

  it('come out line by line, with their times', () => {
    const log = readRecordedLog(
      'log-many-lines-jchx7',
      'container=tuning-container&tailLines=5&timestamps=true',
    );

    const text = readTail(log);

    expect(text).toMatchObject({
      lines: [2995, 2996, 2997, 2998, 2999].map((n) => `line ${n} 1795373709 processing order book delta`),
      firstTime: '2026-11-22T18:55:09.157452963Z',
      truncated: null,
      notice: null,
    });
  });

  it('come out to the limit: one line of 300,000 characters, and what it was followed by', () => {
    const log = readRecordedLog('log-huge-line-dlkk5', 'container=tuning-container&tailLines=100');

    const { lines, truncated } = readTail(log, { lines: 100, lineBytes: 4096, bytes: 10_000 });

    expect(lines.map((line) => line.length)).toEqual([4096 + ' [CUT 295904 bytes]'.length, 19]);
    expect(truncated).toEqual({ lines: 0, bytes: 295_904, longLines: 1 });
  });
});

function breakOff(log: string): DescribedLog {
  const tail = new LogTail(ROOMY);
  tail.push(Buffer.from(log));
  return describeKept(tail.breakOff());
}

function readTail(log: string | Uint8Array, limits: LogLimits = ROOMY): DescribedLog {
  return readChunks([Buffer.from(log)], limits);
}

function readChunks(chunks: readonly Uint8Array[], limits: LogLimits = ROOMY): DescribedLog {
  const tail = new LogTail(limits);
  for (const chunk of chunks) tail.push(chunk);
  return describeKept(tail.end());
}
