import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FolderArchive } from '../../../src/archive/folder/archive.ts';
import { makeFolder } from '../temporary-folder.ts';

const KEY = 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json';
const BODY = { bytes: Buffer.from('{}\n'), contentType: 'application/json' };
const HOUR_MS = 60 * 60 * 1000;

describe('the archive in a folder', () => {
  it('makes the folder when it first writes', async () => {
    const folder = join(await makeFolder(), 'reports of', 'this cluster');

    await new FolderArchive(folder).create(KEY, BODY);

    expect(await listFiles(folder)).toEqual([KEY]);
  });

  it('makes nothing when it only reads', async () => {
    const parent = await makeFolder();

    const head = await new FolderArchive(join(parent, 'reports')).peek(KEY);

    expect(head).toBeNull();
    expect(await readdir(parent)).toEqual([]);
  });

  it('names its place by an absolute path', () => {
    const archive = new FolderArchive('/var/lib/../lib/job-reporter/');

    const { location } = archive;

    expect(location).toBe('/var/lib/job-reporter');
  });

  it('sweeps away what writers left behind that died more than a day ago, and nothing younger', async () => {
    const folder = await makeFolder();
    await leaveBehind(folder, 'dead-since-yesterday', 25 * HOUR_MS);
    await leaveBehind(folder, 'maybe-alive', 23 * HOUR_MS);

    await new FolderArchive(folder).create(KEY, BODY);

    expect(await readdir(join(folder, '.writing'))).toEqual(['maybe-alive']);
  });

  it('sweeps around what it cannot remove', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, '.writing', 'a-folder'), { recursive: true });
    await utimes(join(folder, '.writing', 'a-folder'), 0, 0);
    await leaveBehind(folder, 'dead-since-yesterday', 25 * HOUR_MS);

    const answer = await new FolderArchive(folder).create(KEY, BODY);

    expect(answer).toBe('created');
    expect(await readdir(join(folder, '.writing'))).toEqual(['a-folder']);
  });

  it('sweeps by the clock of the disk: not what it has just written, though the machine is two days ahead', async () => {
    vi.setSystemTime(Date.now() + 48 * HOUR_MS);
    onTestFinished(() => void vi.useRealTimers());
    const folder = await makeFolder();

    const answer = await new FolderArchive(folder).create(KEY, BODY);

    expect(answer).toBe('created');
  });

  it('loses no object to a prune that takes empty folders away while it is stored', async () => {
    const folder = await makeFolder();
    const archive = new FolderArchive(folder);
    const over = new AbortController();
    const prune = async () => {
      while (!over.signal.aborted) await archive.remove('reports/target=a/date=2026-11-22/nothing.json');
    };
    const pruning = prune();

    const answers: string[] = [];
    for (let index = 0; index < 50; index += 1) {
      const key = `reports/target=a/date=2026-11-22/${index}.json`;
      answers.push(await archive.create(key, BODY));
      await archive.remove(key);
    }
    over.abort();
    await pruning;

    expect(new Set(answers)).toEqual(new Set(['created']));
  });

  it('lists what lies behind a link within the archive, as it is stored there', async () => {
    const folder = await makeFolder();
    const archive = new FolderArchive(folder);
    await mkdir(join(folder, 'disk', 'reports'), { recursive: true });
    await symlink(join('disk', 'reports'), join(folder, 'reports'));
    await symlink('..', join(folder, 'disk', 'reports', 'round'));

    await archive.create(KEY, BODY);
    const { objects } = await archive.list({ prefix: 'reports/' });
    const { folders } = await archive.listFolders({ prefix: 'reports/target=' });

    expect(objects.map(({ key }) => key)).toContain(KEY);
    expect(folders).toEqual(['reports/target=trading-bots/']);
  });

  it('leaves nothing aside when the object is there already or has changed', async () => {
    const folder = await makeFolder();
    const archive = new FolderArchive(folder);
    await archive.create(KEY, BODY);

    const answers = [await archive.create(KEY, BODY), await archive.replace(KEY, BODY, null)];

    expect(answers).toEqual(['exists', 'changed']);
    expect(await readdir(join(folder, '.writing'))).toEqual([]);
  });

  it.each([
    '../outside.json',
    'reports/../../outside.json',
    '/etc/passwd',
    'reports//x.json',
    '.archive.lock',
    '.writing/x',
    'reports/a\\..\\b',
    'reports/a\0b',
    '',
  ])('refuses a key that could lead elsewhere: %j', async (key) => {
    const folder = await makeFolder();
    const archive = new FolderArchive(join(folder, 'reports'));

    const attempts = await Promise.allSettled([
      archive.create(key, BODY),
      archive.replace(key, BODY, null),
      archive.peek(key),
      archive.read(key),
    ]);

    expect(attempts.map(readReason)).toEqual(
      ['storing', 'replacing', 'reading the start of', 'reading'].map(
        (attempted) =>
          `${attempted} ${folder}/reports/${key}: the key's parts may hold letters, digits and . _ = -, ` +
          'a letter or digit first. Give the target such a name',
      ),
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a failure of the folder says what was attempted, why it failed and what to do', () => {
  it('a file where the archive should be', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'reports'), '');

    const attempt = new FolderArchive(join(folder, 'reports')).create(KEY, BODY);

    await expect(attempt).rejects.toMatchObject({
      name: 'ArchiveError',
      code: 'ARCHIVE_BLOCKED',
      message:
        `storing ${folder}/reports/${KEY}: ENOTDIR: not a directory (mkdir). ` +
        'Move away what stands there: the archive needs a file where there is a folder, or the other way round',
    });
  });

  it('a folder where an object should be', async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, KEY), { recursive: true });

    const attempt = new FolderArchive(folder).read(KEY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_BLOCKED',
      message:
        `reading ${folder}/${KEY}: EISDIR: illegal operation on a directory (read). ` +
        'Move away what stands there: the archive needs a file where there is a folder, or the other way round',
    });
  });

  it('a lock file that is not one', async () => {
    const folder = await makeFolder();
    await writeFile(
      join(folder, '.archive.lock'),
      'this is no database, and long enough to be seen as none\n'.repeat(20),
    );

    const attempt = new FolderArchive(folder).replace(KEY, BODY, null);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_LOCK_FAILED',
      message:
        `replacing ${folder}/${KEY}: the lock of the archive (.archive.lock) cannot be taken: file is not a database. ` +
        'Choose a folder on a local disk that the user who runs the reporter may write',
    });
  });
});

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

async function leaveBehind(folder: string, name: string, ageMs: number): Promise<void> {
  const path = join(folder, '.writing', name);
  const time = new Date(Date.now() - ageMs);
  await mkdir(join(folder, '.writing'), { recursive: true });
  await writeFile(path, '{"schemaVersion": 1, "ru');
  await utimes(path, time, time);
}

function readReason(attempt: PromiseSettledResult<unknown>): string {
  return attempt.status === 'rejected' && attempt.reason instanceof Error
    ? attempt.reason.message
    : attempt.status;
}
