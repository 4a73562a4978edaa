import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ListItems } from '../../../src/cluster/lists/items.ts';

/** Words that look like the place between two items, where they are none. */
const words = fc.constantFrom('},{"metadata":{', '"items":[', ']}', '\\', '"', 'order book', '주문 🚀', '');
const listSchema = z.looseObject({ items: z.array(z.unknown()) });
const metadata = fc.record({ name: words, uid: words });
/** With objects inside that begin with their metadata, as items do. */
const written = fc.record({
  kind: words,
  metadata,
  spec: fc.record({ claims: fc.array(fc.record({ metadata }), { maxLength: 3 }), note: words }),
});
/** As Go writes an item of a list, and as others do: by the alphabet, or with its kind first. */
const orders = [['metadata', 'spec'], ['kind', 'metadata', 'spec'], ['spec', 'metadata'], ['claims'], []];
const item = fc
  .tuple(written, fc.constantFrom(...orders))
  .map(([object, keys]): unknown => Object.fromEntries(keys.map((key) => [key, Reflect.get(object, key)])));
const anyItem = fc.oneof({ weight: 9, arbitrary: item }, fc.constantFrom(null, 7, '},{"metadata":{'));
const list = fc.record({
  kind: words,
  metadata: fc.record({ resourceVersion: words }),
  items: fc.oneof(fc.array(item, { maxLength: 6 }), fc.array(anyItem, { maxLength: 6 })),
});
const places = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });

describe('the items of a list', () => {
  it('are all there, in order, however the list is written and its bytes are split', () => {
    const anyOrder = fc.constantFrom(['kind', 'metadata', 'items'], ['items', 'metadata', 'kind']);
    fc.assert(
      fc.property(list, anyOrder, fc.constantFrom(0, 2), places, (sent, keys, spaces, cuts) => {
        const ordered = Object.fromEntries(keys.map((key) => [key, Reflect.get(sent, key)]));
        const bytes = Buffer.from(`${JSON.stringify(ordered, null, spaces)}\n`);

        const { taken, rest } = readList(splitAt(bytes, cuts));

        // A key without a value is not written.
        expect({ ...rest, items: [...taken, ...rest.items] }).toEqual(JSON.parse(JSON.stringify(sent)));
      }),
    );
  });

  it('of a list as Go writes it are given out before the next chunk comes', () => {
    const items = Array.from({ length: 4 }, (_, index) => ({ metadata: { name: `job-${index}` }, spec: {} }));
    const bytes = Buffer.from(JSON.stringify({ kind: 'JobList', metadata: {}, items }));
    const inLast = bytes.lastIndexOf('{"metadata":{') + '{"metadata":{'.length;
    const reader = new ListItems();

    const first = reader.push(bytes.subarray(0, inLast));
    const second = reader.push(bytes.subarray(inLast));

    expect([first, second]).toEqual([items.slice(0, 3), []]);
    expect(JSON.parse(reader.end())).toEqual({ kind: 'JobList', metadata: {}, items: items.slice(3) });
  });

  it.each(['kind', 'apiVersion', 'spec'])(
    'that begin with %s are given out as they come, and each byte is looked at once',
    (key) => {
      const items = Array.from({ length: 2000 }, (_, index) => ({
        [key]: { owners: [{ [key]: 'Job' }, { [key]: 'Job' }], text: '},{"metadata":{'.repeat(20) },
        metadata: { name: `job-${index}` },
      }));
      const bytes = Buffer.from(JSON.stringify({ kind: 'JobList', metadata: {}, items }));
      const chunks = Array.from({ length: Math.ceil(bytes.length / 1024) }, (_, index) =>
        bytes.subarray(index * 1024, (index + 1) * 1024),
      );
      const reader = new ListItems();

      const counts = chunks.map((chunk) => reader.push(chunk).length);

      // No chunk waits for more than the item that goes on in the next one.
      const behind = counts.map((_, index) => {
        const given = counts.slice(0, index + 1).reduce((sum, count) => sum + count, 0);
        return Math.floor((((index + 1) * 1024) / bytes.length) * items.length) - given;
      });
      expect(Math.max(...behind)).toBeLessThanOrEqual(2);
    },
  );

  it('of which one cannot be read are not lost in silence', () => {
    const sent =
      '{"kind":"JobList","items":[{"kind":"Job","n":1},{"kind":"Job","n":nope},{"kind":"Job","n":3}]}';
    const reader = new ListItems();

    const taken = reader.push(Buffer.from(sent));

    expect(taken).toEqual([]);
    expect(() => JSON.parse(reader.end()) as unknown).toThrow(SyntaxError);
  });

  it('that are not told as items stay in the list: null, and an answer that is none', () => {
    const ends = ['{"kind":"JobList","items":null}', '<html>504</html>'].map((sent) => {
      const reader = new ListItems();
      return [reader.push(Buffer.from(sent)), reader.end()];
    });

    expect(ends).toEqual([
      [[], '{"kind":"JobList","items":null}'],
      [[], '<html>504</html>'],
    ]);
  });

  it('are found in a list whose head is longer than Go writes one, though later', () => {
    const sent = { annotations: 'x'.repeat(100_000), items: [{ metadata: { name: 'a' } }] };
    const bytes = Buffer.from(JSON.stringify(sent));

    const { taken, rest } = readList([bytes.subarray(0, 70_000), bytes.subarray(70_000)]);

    expect([...taken, ...rest.items]).toEqual(sent.items);
  });
});

function readList(chunks: readonly Buffer[]) {
  const reader = new ListItems();
  const taken = chunks.flatMap((chunk) => reader.push(chunk));
  return { taken, rest: listSchema.parse(JSON.parse(reader.end())) };
}

function splitAt(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const ends = [...cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}
