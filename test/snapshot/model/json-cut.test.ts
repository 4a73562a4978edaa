import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutJson, type JsonCut } from '../../../src/snapshot/model/json-cut.ts';

const ARRAYS = ['jobs', 'podsLogs'];

async function cut(text: string, pieceBytes: number): Promise<readonly JsonCut[]> {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / pieceBytes);
  const pieces = Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  return await Array.fromAsync(cutJson(pieces, ARRAYS));
}

describe('a JSON object, cut as its bytes come', () => {
  it('gives each field, and each item of the arrays that were named', async () => {
    const text = JSON.stringify(
      { run: null, jobs: [], errors: ['],}'], podsLogs: [{ lines: ['1"\\,', '🚀[{'] }, 2] },
      null,
      2,
    );

    const cuts = await Promise.all([1, 3, 4096].map((pieceBytes) => cut(text, pieceBytes)));

    expect(cuts).toEqual(
      Array.from({ length: 3 }, () => [
        { kind: 'field', key: 'run', value: null },
        { kind: 'array', key: 'jobs' },
        { kind: 'field', key: 'errors', value: ['],}'] },
        { kind: 'array', key: 'podsLogs' },
        { kind: 'item', key: 'podsLogs', value: { lines: ['1"\\,', '🚀[{'] } },
        { kind: 'item', key: 'podsLogs', value: 2 },
      ]),
    );
  });

  it('is what JSON.parse makes of it, however it was laid out and came', async () => {
    const property = fc.asyncProperty(
      fc.record({ a: fc.jsonValue(), jobs: fc.array(fc.jsonValue()), podsLogs: fc.array(fc.jsonValue()) }),
      fc.nat(3),
      fc.integer({ min: 1, max: 40 }),
      async (value, indent, pieceBytes) => {
        const found: Record<string, unknown> = {};
        for (const each of await cut(JSON.stringify(value, null, indent), pieceBytes)) {
          const before = found[each.key];
          if (each.kind === 'array') found[each.key] = [];
          else if (each.kind === 'field') found[each.key] = each.value;
          else if (Array.isArray(before)) before.push(each.value);
        }
        expect(found).toEqual(JSON.parse(JSON.stringify(value)));
      },
    );

    await fc.assert(property, { numRuns: 200 });
  });

  it.each([
    '',
    'null',
    '[]',
    '{',
    '{"a":1,}',
    '{"jobs":[1,]}',
    '{"jobs":[,1]}',
    '{"jobs":[1}',
    '{"jobs":[1] 2}',
    '{"jobs":[1]',
    '{"a" 1}',
    '{"a":1}x',
    '{"a":1}{}',
  ])('that is none is refused: %s', async (text) => {
    await expect(cut(text, 2)).rejects.toThrow(SyntaxError);
  });
});
