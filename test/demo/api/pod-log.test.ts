import { describe, expect, it } from 'vitest';

import { readPodLog } from '../../../demo/api/pod-log.ts';
import { readNanoseconds, type ContainerLog } from '../../../demo/state/container-log.ts';

const WHOLE = { container: 'main', previous: false, timestamps: false, tailLines: null, limitBytes: null };
const STARTED_AT = readNanoseconds('2026-11-22T18:55:08.100000000Z');

describe('the log of a container', () => {
  it('is sent byte for byte, with no newline at its end when none was written', () => {
    const log = logOf('one\r\ntwo \u001B[31mred\u001B[0m\n\nlast');

    const sent = readPodLog(log, WHOLE);

    expect(Buffer.from(sent).toString()).toBe('one\r\ntwo \u001B[31mred\u001B[0m\n\nlast');
  });

  it.each([
    [0, ''],
    [1, 'last'],
    [2, '\nlast'],
    [9, 'one\ntwo\n\nlast'],
  ])('ends in its last lines: tailLines=%i', (tailLines, expected) => {
    const log = logOf('one\ntwo\n\nlast');

    const sent = readPodLog(log, { ...WHOLE, tailLines });

    expect(Buffer.from(sent).toString()).toBe(expected);
  });

  it('counts the pieces of 16,384 bytes that containerd cuts a long line into as lines', () => {
    const log = logOf(`first\n${'x'.repeat(16_384 * 2 + 10)}\nlast\n`);

    const sent = readPodLog(log, { ...WHOLE, tailLines: 3 });

    expect(Buffer.from(sent).toString()).toBe(`${'x'.repeat(16_384 + 10)}\nlast\n`);
  });

  it('has the time before each line, not before the pieces of one', () => {
    const log = logOf(`one\n${'x'.repeat(16_385)}\ntwo`, [
      { line: 0, time: STARTED_AT },
      { line: 2, time: STARTED_AT + 3n },
    ]);

    const sent = readPodLog(log, { ...WHOLE, timestamps: true });

    expect(Buffer.from(sent).toString()).toBe(
      [
        '2026-11-22T18:55:08.100000000Z one',
        `2026-11-22T18:55:08.100000001Z ${'x'.repeat(16_385)}`,
        '2026-11-22T18:55:08.100000003Z two',
      ].join('\n'),
    );
  });

  it('is cut at the newest bytes, times counted', () => {
    const log = logOf('one\ntwo\nthree\n');

    const sent = readPodLog(log, { ...WHOLE, timestamps: true, tailLines: 2, limitBytes: 36 });

    expect(Buffer.from(sent).toString()).toBe('2026-11-22T18:55:08.100001000Z two\n2');
  });

  it('can be empty', () => {
    const log = logOf('');

    const sent = readPodLog(log, { ...WHOLE, timestamps: true, tailLines: 100 });

    expect(sent).toHaveLength(0);
  });
});

function logOf(
  text: string,
  lineTimes: ContainerLog['lineTimes'] = [{ line: 0, time: STARTED_AT }],
): ContainerLog {
  return { read: () => Buffer.from(text), lineTimes };
}
