import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackedLines } from '../../../src/snapshot/logs/packed-lines.ts';

/** As log lines are: decoded from UTF-8, and without line feeds. */
const line = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', ''));
const logs = fc.array(fc.array(line, { maxLength: 5 }), { maxLength: 20 });

describe('packed lines', () => {
  it('come back as they were, each log its own, as often as asked', () => {
    fc.assert(
      fc.property(logs, (sent) => {
        const packed = new PackedLines();

        const unpack = sent.map((lines) => packed.pack(lines));

        expect(unpack.map((each) => each())).toEqual(sent);
        expect(unpack.map((each) => each())).toEqual(sent);
      }),
    );
  });

  it('may be of any length, an empty line is one, and none are none', () => {
    const packed = new PackedLines();
    const long = 'order book '.repeat(300_000);

    const unpack = [[''], [], [long, '주문 🚀'], ['', '']].map((lines) => packed.pack(lines));

    expect(unpack.map((each) => each())).toEqual([[''], [], [long, '주문 🚀'], ['', '']]);
  });
});
