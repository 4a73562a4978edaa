import { describe, expect, it } from 'vitest';
import { copyReports, type CopyResult } from '../../src/archive/copy.ts';
import { FolderArchive } from '../../src/archive/folder/archive.ts';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { storeReport } from '../../src/archive/store.ts';
import { s3Error } from '../doubles/s3/answer.ts';
import type { S3Store } from '../doubles/s3/store.ts';
import { openS3OnDouble } from './archives.ts';
import { fakeReport, fakeRun, renderFakePieces, storableReport } from './fake-report.ts';
import { readFolder } from './folder/content.ts';
import { makeFolder } from './temporary-folder.ts';

const SLOTS = ['2026-11-22T18:45:00Z', '2026-11-22T19:00:00Z', '2026-11-22T19:15:00Z'];
const STEM = 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z';

describe('a copy of an archive into a folder', () => {
  it('has every byte of the archive, the latest copies too', async () => {
    const { archive, store } = await openFilled();
    const folder = await makeFolder();

    const result = await copy(archive, folder);

    expect(result).toMatchObject({ reports: 3, copied: 6, alreadyThere: 0, differing: [], gone: [] });
    expect(result.checks).toEqual({ md5: 6, checksum: 0, secondRead: 0, length: 0 });
    expect(await readFolder(folder)).toEqual(contentOf(store));
  });

  it('asks for nothing again that is there, and tells how that was checked', async () => {
    const { archive, store } = await openFilled();
    const folder = await makeFolder();
    await copy(archive, folder);
    const before = store.requests.length;

    const result = await copy(archive, folder);

    expect(result).toMatchObject({ copied: 0, alreadyThere: 6, checks: { md5: 6 } });
    expect(store.requests.slice(before)).toEqual([
      { action: 's3:ListBucket', key: 'team-a/reports/target=trading-bots/' },
    ]);
  });

  it('leaves what differs as it is, and names it', async () => {
    const { archive } = await openFilled();
    const folder = await makeFolder();
    const mine = { bytes: Buffer.from('mine'), contentType: 'text/plain' };
    await new FolderArchive(folder).create(`${STEM}.txt`, mine);

    const result = await copy(archive, folder);

    expect(result).toMatchObject({ copied: 5, differing: [`${STEM}.txt`] });
    expect(String(await new FolderArchive(folder).read(`${STEM}.txt`))).toBe('mine');
  });

  it('trusts an ETag that is no MD5 only when two reads bring the same', async () => {
    const { archive, store } = await openFilled();
    const json = await archive.read(`${STEM}.json`);
    store.place(`team-a/${STEM}.json`, json ?? Buffer.of(), { etag: '"0123456789abcdef0123456789abcdef"' });
    const folder = await makeFolder();

    const first = await copy(archive, folder);
    const second = await copy(archive, folder);

    expect(first.checks).toEqual({ md5: 5, checksum: 0, secondRead: 1, length: 0 });
    expect(second).toMatchObject({ copied: 0, alreadyThere: 6, checks: first.checks });
  });

  it('reads again what came damaged, and never keeps it', async () => {
    const { archive, store } = await openFilled();
    const answer = { status: 200, headers: { etag: '"0"' }, body: Buffer.from('{"cut') };
    const key = `team-a/${STEM}.json`;
    store.failNext({ on: 's3:GetObject', key, when: 'instead', answer });
    const folder = await makeFolder();

    const result = await copy(archive, folder);

    expect(result.copied).toBe(6);
    expect(await readFolder(folder)).toEqual(contentOf(store));
  });

  it('gives up what comes damaged three times, and keeps no part of it', async () => {
    const { archive, store } = await openFilled();
    const key = `team-a/${STEM}.json`;
    for (let time = 1; time <= 3; time += 1) {
      const answer = { status: 200, headers: { etag: '"0"' }, body: Buffer.from(`{"cut ${time}`) };
      store.failNext({ on: 's3:GetObject', key, when: 'instead', answer });
    }
    const folder = await makeFolder();

    const attempt = copy(archive, folder);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_OBJECT_DAMAGED',
      message: `reading s3://report-archive/team-a/${STEM}.json: its bytes were not those of its length and checksum, 3 times. Run again; if it stays, look at the proxies on the way and at the object`,
    });
    expect((await readFolder(folder)).has(`${STEM}.json`)).toBe(false);
  });

  it('names what went while it was made', async () => {
    const { archive, store } = await openFilled();
    const answer = s3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    store.failNext({ on: 's3:GetObject', key: `team-a/${STEM}.txt`, when: 'instead', answer });

    const result = await copy(archive, await makeFolder());

    expect(result).toMatchObject({ copied: 5, gone: [`${STEM}.txt`] });
  });

  it.each([0, 1, 2, 5])(
    'is completed by the next one when it was interrupted behind %i reports',
    async (count) => {
      const { archive, store } = await openFilled();
      const folder = await makeFolder();
      const controller = new AbortController();

      const interrupted = copy(archive, folder, controller.signal, (doing, done) => {
        if (doing === 'copying' && done >= count) controller.abort(new Error('Ctrl+C'));
      });
      await Promise.allSettled([interrupted]);
      const left = await readFolder(folder);
      await copy(archive, folder);

      const whole = contentOf(store);
      expect([...left].every(([key, bytes]) => whole.get(key)?.equals(bytes))).toBe(true);
      expect(await readFolder(folder)).toEqual(whole);
    },
  );

  it('ends at an interruption, and begins no report behind it', async () => {
    const { archive, store } = await openFilled();
    const folder = await makeFolder();
    const controller = new AbortController();

    const interrupted = copy(archive, folder, controller.signal, (doing) => {
      if (doing === 'copying') controller.abort(new Error('Ctrl+C'));
    });

    await expect(interrupted).rejects.toThrow('Ctrl+C');
    expect((await readFolder(folder)).size).toBeLessThan(contentOf(store).size);
  });

  it('is made of a part alone, whose newest report is then the latest', async () => {
    const { archive } = await openFilled();
    const folder = await makeFolder();

    await copy(archive, folder, undefined, undefined, Date.parse('2026-11-22T19:15:00Z') / 1000);

    const copied = new FolderArchive(folder);
    expect(await copied.read('latest/trading-bots.json')).toEqual(await archive.read(`${STEM}.json`));
    expect((await copied.list({ prefix: 'reports/' })).objects).toHaveLength(4);
  });

  it('can be made of a folder too', async () => {
    const first = await makeFolder();
    const { archive, store } = await openFilled();
    await copy(archive, first);
    const second = await makeFolder();

    const result = await copy(new FolderArchive(first), second);

    expect(result).toMatchObject({ copied: 6, checks: { length: 6 } });
    expect(await readFolder(second)).toEqual(contentOf(store));
  });

  it('takes no file of a folder that has changed since it was listed', async () => {
    const folder = await makeFolder();
    const archive = new FolderArchive(folder);
    await archive.create(`${STEM}.txt`, { bytes: Buffer.from('grown'), contentType: 'text/plain' });
    const listed = { key: `${STEM}.txt`, bytes: 4, storedAt: new Date(0), etag: null };

    const attempt = archive.readChecked(listed, 'text/plain');

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_OBJECT_CHANGED',
      message: `reading ${folder}/${STEM}.txt: it has 5 bytes, and had 4 a moment ago. Look at who writes there, and run again`,
    });
  });
});

async function openFilled() {
  const opened = await openS3OnDouble();
  for (const slot of SLOTS) {
    const run = fakeRun({ slot, id: `scheduled-${slot}` });
    await storeReport(opened.archive, run, storableReport(fakeReport(run)));
  }
  return opened;
}

async function copy(
  from: ReportArchive,
  folder: string,
  signal = new AbortController().signal,
  tell: (doing: string, done: number) => void = () => {},
  until = Infinity,
): Promise<CopyResult> {
  const to = new FolderArchive(folder);
  const window = { from: 0, until };
  return await copyReports({
    from,
    to,
    targets: ['trading-bots'],
    window,
    renderText: renderFakePieces,
    signal,
    tell,
  });
}

function contentOf(store: S3Store): ReadonlyMap<string, Buffer> {
  return new Map([...store.objects].map(([key, { bytes }]) => [key.slice('team-a/'.length), bytes]));
}
