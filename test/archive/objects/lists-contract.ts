import { describe, expect, it } from 'vitest';
import type { ReportArchive } from '../../../src/archive/objects/archive.ts';
import type { NamedArchive } from '../archives.ts';

const DAY = 'reports/target=trading-bots/date=2026-11-22';
/** In the order of their bytes: `-` and `.` stand before `/`, `=` and `_` behind it. */
const KEYS = [
  'latest/quota-ns.json',
  'latest/trading-bots.json',
  'reports/target=quota-ns/date=2026-11-22/20261122T190000Z.json',
  'reports/target=trading-bots-eu/date=2026-11-22/20261122T190000Z.json',
  'reports/target=trading-bots.old/date=2026-11-22/20261122T190000Z.json',
  `${DAY}/20261122T190000Z.json`,
  `${DAY}/20261122T190000Z.txt`,
  `${DAY}/20261122T190000Z_002.json`,
  'reports/target=trading-bots/date=2026-11-23/20261123T000000Z.json',
  'reports/target=trading-bots_2/date=2026-11-22/20261122T190000Z.json',
] as const;

/** What the lists of every `ReportArchive` hold to: the order, the beginning and the paging of S3. */
export function describeArchiveLists({ name, open }: NamedArchive): void {
  describe(`the lists of the archive in ${name}`, () => {
    it('tell every object once, in the order of the bytes of the keys', async () => {
      const archive = await fill(open);

      const page = await archive.list({ prefix: '' });

      expect(page.objects.map(({ key }) => key)).toEqual(KEYS);
      expect(page.isTruncated).toBe(false);
    });

    it('tell how large an object is', async () => {
      const archive = await fill(open);

      const page = await archive.list({ prefix: `${DAY}/20261122T190000Z.json` });

      expect(page.objects.map(({ key, bytes }) => [key, bytes])).toEqual([[KEYS[5], KEYS[5].length]]);
    });

    it('are empty where nothing has the prefix', async () => {
      const archive = await fill(open);

      const [objects, folders] = [
        await archive.list({ prefix: 'reports/target=nobody/' }),
        await archive.listFolders({ prefix: 'reports/target=nobody/' }),
      ];

      expect(objects).toEqual({ objects: [], isTruncated: false });
      expect(folders).toEqual({ folders: [], isTruncated: false });
    });

    it.each([
      { prefix: 'reports/target=trading-bots', expected: [3, 4, 5, 6, 7, 8, 9] },
      { prefix: 'reports/target=trading-bots/', expected: [5, 6, 7, 8] },
      { prefix: 'reports/target=trading-bots/date=2026-11-2', expected: [5, 6, 7, 8] },
      { prefix: `${DAY}/20261122T190000Z_`, expected: [7] },
      { prefix: 'late', expected: [0, 1] },
    ])('hold what begins with $prefix, wherever it ends', async ({ prefix, expected }) => {
      const archive = await fill(open);

      const page = await archive.list({ prefix });

      expect(page.objects.map(({ key }) => key)).toEqual(expected.map((index) => KEYS[index]));
    });

    it.each([
      { after: `${DAY}/20261122T190000Z.json`, expected: [6, 7, 8] },
      { after: `${DAY}/20261122T190000Z`, expected: [5, 6, 7, 8] },
      { after: `${DAY}/`, expected: [5, 6, 7, 8] },
      { after: `${DAY}0`, expected: [8] },
      { after: 'reports/target=trading-bots/date=2026-11-23', expected: [8] },
      { after: 'reports/target=trading-bots/date=2027', expected: [] },
      { after: 'latest/zzz', expected: [5, 6, 7, 8] },
    ])('begin behind $after', async ({ after, expected }) => {
      const archive = await fill(open);

      const page = await archive.list({ prefix: 'reports/target=trading-bots/', after });

      expect(page.objects.map(({ key }) => key)).toEqual(expected.map((index) => KEYS[index]));
    });

    it.each([1, 3, 9, 10, 11])('go on, page by page of %i, until there is no more', async (most) => {
      const archive = await fill(open);

      const pages: (readonly string[])[] = [];
      for (let after = ''; ; after = pages.at(-1)?.at(-1) ?? '') {
        const page = await archive.list({ prefix: '', after, most });
        pages.push(page.objects.map(({ key }) => key));
        if (!page.isTruncated) break;
      }

      expect(pages.flat()).toEqual(KEYS);
      expect(pages).toHaveLength(Math.ceil(KEYS.length / most));
    });

    it('tell the ways on, each once, in the order of their keys', async () => {
      const archive = await fill(open);

      const page = await archive.listFolders({ prefix: 'reports/' });

      expect(page.folders).toEqual([
        'reports/target=quota-ns/',
        'reports/target=trading-bots-eu/',
        'reports/target=trading-bots.old/',
        'reports/target=trading-bots/',
        'reports/target=trading-bots_2/',
      ]);
      expect(page.isTruncated).toBe(false);
    });

    it('tell the ways on from the middle of a name, and from a key on', async () => {
      const archive = await fill(open);

      const page = await archive.listFolders({
        prefix: 'reports/target=trading-bots/date=',
        after: 'reports/target=trading-bots/date=2026-11-23',
      });

      expect(page.folders).toEqual(['reports/target=trading-bots/date=2026-11-23/']);
    });

    it('tell no way on to nothing but what stands before', async () => {
      const archive = await fill(open);

      const page = await archive.listFolders({ prefix: 'reports/target=trading-bots/', after: `${DAY}0` });

      expect(page.folders).toEqual(['reports/target=trading-bots/date=2026-11-23/']);
    });

    it('page the ways on as well', async () => {
      const archive = await fill(open);

      const page = await archive.listFolders({ prefix: 'reports/', most: 2 });

      expect(page).toEqual({
        folders: ['reports/target=quota-ns/', 'reports/target=trading-bots-eu/'],
        isTruncated: true,
      });
    });
  });
}

async function fill(open: NamedArchive['open']): Promise<ReportArchive> {
  const archive = await open();
  for (const key of KEYS.toReversed()) {
    await archive.create(key, { bytes: Buffer.from(key), contentType: 'application/json' });
  }
  return archive;
}
