import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES } from '../../../src/archive/objects/archive.ts';
import type { ObjectBody, ReportArchive } from '../../../src/archive/objects/archive.ts';
import { isOfBody } from '../../../src/archive/objects/body.ts';
import type { NamedArchive } from '../archives.ts';
import { describeArchiveLists } from './lists-contract.ts';
import { largeBody } from '../large-body.ts';

const KEY = 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json';
const OTHER_KEY = 'latest/trading-bots.json';

/** What every `ReportArchive` holds to, whatever it stores its objects in. */
export function describeReportArchive({ name, open }: NamedArchive): void {
  describeArchiveLists({ name, open });
  describe(`the archive in ${name}`, () => {
    it('gives back the bytes of a stored object, whatever they are', async () => {
      const archive = await open();
      const bytes = randomBytes(3 * 1024 * 1024);

      const answer = await archive.create(KEY, body(bytes));

      expect(answer).toBe('created');
      expect((await archive.read(KEY))?.equals(bytes)).toBe(true);
    });

    it('gives back a large body that was sent piece by piece, new and in place of another', async () => {
      const archive = await open();
      const first = await largeBody('order book');
      const next = await largeBody('주문 🚀');

      await archive.create(OTHER_KEY, first);
      const isFirst = await isStored(archive, first);
      const answer = await archive.replace(OTHER_KEY, next, (await archive.peek(OTHER_KEY))?.version ?? null);

      expect(answer).toBe('replaced');
      expect([isFirst, await isStored(archive, first), await isStored(archive, next)]).toEqual([
        true,
        false,
        true,
      ]);
    });

    it('has nothing to give where nothing was stored', async () => {
      const archive = await open();

      const [head, whole] = [await archive.peek(KEY), await archive.read(KEY)];

      expect(head).toBeNull();
      expect(whole).toBeNull();
    });

    it('never stores a new object over one that is there', async () => {
      const archive = await open();
      await archive.create(KEY, body('first'));

      const answer = await archive.create(KEY, body('second'));

      expect(answer).toBe('exists');
      expect(String(await archive.read(KEY))).toBe('first');
    });

    it('lets one of ten win that store a new object at the same time', async () => {
      const archive = await open();
      const bodies = Array.from({ length: 10 }, (_, index) => `writer ${index}`);

      const answers = await Promise.all(bodies.map(async (text) => await archive.create(KEY, body(text))));

      expect(answers.filter((answer) => answer === 'created')).toHaveLength(1);
      expect(String(await archive.read(KEY))).toBe(bodies[answers.indexOf('created')]);
    });

    it('gives the first bytes of a long object', async () => {
      const archive = await open();
      const bytes = Buffer.alloc(HEAD_BYTES + 1, 'log line ');
      await archive.create(KEY, body(bytes));

      const head = await archive.peek(KEY);

      expect(head?.head.equals(bytes.subarray(0, HEAD_BYTES))).toBe(true);
    });

    it.each(['short', ''])('gives the whole of a short object (%o) as its first bytes', async (text) => {
      const archive = await open();
      await archive.create(KEY, body(text));

      const head = await archive.peek(KEY);

      expect(String(head?.head)).toBe(text);
      expect(head?.version).not.toBe('');
    });

    it('replaces an object that is still at the version seen', async () => {
      const archive = await open();
      await archive.create(OTHER_KEY, body('first'));
      const seen = await archive.peek(OTHER_KEY);

      const answer = await archive.replace(OTHER_KEY, body('second'), seen?.version ?? null);

      expect(answer).toBe('replaced');
      expect(String(await archive.read(OTHER_KEY))).toBe('second');
      expect((await archive.peek(OTHER_KEY))?.version).not.toBe(seen?.version);
    });

    it('replaces an empty object too', async () => {
      const archive = await open();
      await archive.create(OTHER_KEY, body(''));
      const seen = await archive.peek(OTHER_KEY);

      const answer = await archive.replace(OTHER_KEY, body('second'), seen?.version ?? null);

      expect(answer).toBe('replaced');
    });

    it('keeps the version of an object that nobody changes', async () => {
      const archive = await open();
      await archive.create(KEY, body('first'));
      const seen = await archive.peek(KEY);
      await archive.create(KEY, body('second'));

      const again = await archive.peek(KEY);

      expect(again).toEqual(seen);
    });

    it('replaces nothing when the object has changed since it was seen', async () => {
      const archive = await open();
      await archive.create(OTHER_KEY, body('first'));
      const seen = await archive.peek(OTHER_KEY);
      await archive.replace(OTHER_KEY, body('second'), seen?.version ?? null);

      const answer = await archive.replace(OTHER_KEY, body('third'), seen?.version ?? null);

      expect(answer).toBe('changed');
      expect(String(await archive.read(OTHER_KEY))).toBe('second');
    });

    it('replaces nothing where an object was seen and is no more', async () => {
      const archive = await open();
      await archive.create(KEY, body('first'));
      const seen = await archive.peek(KEY);

      const answer = await archive.replace(OTHER_KEY, body('second'), seen?.version ?? null);

      expect(answer).toBe('changed');
      expect(await archive.read(OTHER_KEY)).toBeNull();
    });

    it('stores a first object by replacing nothing, and only if there is none yet', async () => {
      const archive = await open();

      const first = await archive.replace(OTHER_KEY, body('first'), null);
      const second = await archive.replace(OTHER_KEY, body('second'), null);

      expect([first, second]).toEqual(['replaced', 'changed']);
      expect(String(await archive.read(OTHER_KEY))).toBe('first');
    });

    it('lets one of ten win that replace the same version at the same time', async () => {
      const archive = await open();
      await archive.create(OTHER_KEY, body('first'));
      const seen = await archive.peek(OTHER_KEY);
      const bodies = Array.from({ length: 10 }, (_, index) => `writer ${index}`);

      const answers = await Promise.all(
        bodies.map(async (text) => await archive.replace(OTHER_KEY, body(text), seen?.version ?? null)),
      );

      expect(answers.filter((answer) => answer === 'replaced')).toHaveLength(1);
      expect(String(await archive.read(OTHER_KEY))).toBe(bodies[answers.indexOf('replaced')]);
    });

    it('shows readers the old object or the new one, never a mixture', async () => {
      const archive = await open();
      const [old, next] = [Buffer.alloc(512 * 1024, 'old '), Buffer.alloc(768 * 1024, 'next')];
      await archive.create(OTHER_KEY, body(old));
      const seen = await archive.peek(OTHER_KEY);

      const [, ...reads] = await Promise.all([
        archive.replace(OTHER_KEY, body(next), seen?.version ?? null),
        ...Array.from({ length: 8 }, async () => await archive.read(OTHER_KEY)),
      ]);

      expect(reads.every((bytes) => bytes?.equals(old) === true || bytes?.equals(next) === true)).toBe(true);
      expect((await archive.read(OTHER_KEY))?.equals(next)).toBe(true);
    });
  });
}

function body(content: Buffer | string): ObjectBody {
  return { bytes: Buffer.from(content), contentType: 'application/json' };
}

async function isStored(archive: ReportArchive, large: ObjectBody): Promise<boolean> {
  const stored = await archive.open(OTHER_KEY);
  return stored !== null && (await isOfBody(stored, large));
}
