import { describe, expect, it } from 'vitest';

import {
  readNanoseconds,
  splitLines,
  timeOfLine,
  openTimeWriter,
} from '../../../demo/state/container-log.ts';

describe('the lines of a log', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a\n']],
    ['a\n\nb', ['a\n', '\n', 'b']],
  ])('of %j', (text, expected) => {
    const lines = splitLines(Buffer.from(text));

    expect(lines.map((line) => Buffer.from(line).toString())).toEqual(expected);
  });
});

describe('the time of a line', () => {
  const known = [
    { line: 10, time: 1000n },
    { line: 20, time: 2000n },
    { line: 21, time: 5000n },
  ];

  it.each([
    ['that is known', 20, 2000n],
    ['between two that are', 15, 1500n],
    ['before all', 9, 0n],
    ['after all', 23, 7000n],
  ])('%s', (_, line, expected) => {
    expect(timeOfLine(line, known)).toBe(expected);
  });

  it('is written with nine digits, and read again', () => {
    const time = readNanoseconds('2026-11-22T18:55:09.000000960Z');

    expect(time).toBe(1_795_373_709_000_000_960n);
    expect(openTimeWriter()(time)).toBe('2026-11-22T18:55:09.000000960Z');
    expect(openTimeWriter()(readNanoseconds('2026-11-22T18:55:09Z'))).toBe('2026-11-22T18:55:09.000000000Z');
  });
});
