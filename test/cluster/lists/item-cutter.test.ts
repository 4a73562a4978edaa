import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemCutter, TOO_LARGE } from '../../../src/cluster/lists/item-cutter.ts';

const BEHIND = '],"kind":"JobList, [all] of them"}';

/** What is cut out of the items of a list, and what is left of it, wherever its bytes are split. */
function cut(items: string, places: readonly number[] = []) {
  const bytes = Buffer.from(`${items}${BEHIND}`);
  const ends = [...new Set(places.map((place) => place % bytes.length)), bytes.length].toSorted(
    (a, b) => a - b,
  );
  const cutter = new ItemCutter();
  const taken = ends.flatMap((end, index) => cutter.push(bytes.subarray(ends[index - 1] ?? 0, end)));
  return { taken, left: cutter.end() };
}

describe('the items of a list, cut apart byte by byte', () => {
  it('are those that are there, whatever they hold and wherever the bytes are split; the last one stays', () => {
    const place = fc.nat({ max: 1000 });
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1 }),
        fc.nat({ max: 2 }),
        fc.array(place),
        (items, spaces, places) => {
          const texts = items.map((item) => JSON.stringify(item, null, spaces));

          const { taken, left } = cut(texts.join(','), places);

          expect(JSON.stringify(taken)).toBe(JSON.stringify(items.slice(0, -1)));
          expect(left).toBe(`${texts.at(-1)}${BEHIND}`);
        },
      ),
    );
  });

  it('are cut where a comma stands between them, and nowhere else', () => {
    const { taken, left } = cut('{"a":"],\\"{"},{"b":[1,{"c":","}]},{"d":null}', [3, 9]);

    expect(taken).toEqual([{ a: '],"{' }, { b: [1, { c: ',' }] }]);
    expect(left).toBe(`{"d":null}${BEHIND}`);
  });

  const LONG = `"${'x'.repeat(9_000_000)}"`;
  const MANY = `[${'{},'.repeat(1_000_001)}{}]`;

  it.each([
    ['long, in the middle', `1,${LONG},2`, [1, TOO_LARGE], '2'],
    ['long, the last one', `1,${LONG}`, [1, TOO_LARGE], ''],
    ['long, the only one', LONG, [TOO_LARGE], ''],
    ['of many values, in the middle', `1,${MANY},2`, [1, TOO_LARGE], '2'],
    ['of many values, the last one', `1,${MANY}`, [1, TOO_LARGE], ''],
  ])('are not kept when they are too large: %s', (_title, items, taken, last) => {
    const places = Array.from({ length: 20 }, (_, index) => index * 64 * 1024);

    expect(cut(items, places)).toEqual({ taken, left: `${last}${BEHIND}` });
  });

  it('are no items when what stands between the commas is no JSON', () => {
    expect(() => cut('{"a":1},oops,{"b":2}')).toThrow(SyntaxError);
  });

  it('end where the list ends: what comes without end behind it is not kept', () => {
    const cutter = new ItemCutter();
    cutter.push(Buffer.from('{"a":1}],"note":"'));

    const pushOn = () => {
      for (let chunk = 0; chunk < 200; chunk += 1) cutter.push(Buffer.alloc(64 * 1024, 'x'));
    };

    expect(pushOn).toThrow(SyntaxError);
  });
});
