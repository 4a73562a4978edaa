import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../archive/temporary-folder.ts';
import { openFilledFolder, runCommand } from './world.ts';

const SECRET = 'fake-secret of whoever reads the archive';
const DAY = 'reports/target=trading-bots/date=2026-11-22';
const NEWEST = `${DAY}/20261122T191500Z`;
const LEADS_OUT =
  'it is a link, or lies behind one, that leads out of the archive. Look at who may write there; put what belongs to the archive into it, and no link';

/** A folder of the person's own, beside the archive. */
async function openOutside(): Promise<string> {
  const outside = await makeFolder();
  await writeFile(join(outside, 'secret.txt'), SECRET);
  return outside;
}

async function replaceByLink(path: string, to: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await symlink(to, path);
}

describe('whoever writes an archive cannot make its reader print a file of theirs', () => {
  test('by a report that is a link: show', async () => {
    const archive = await openFilledFolder();
    await replaceByLink(join(archive, `${NEWEST}.txt`), join(await openOutside(), 'secret.txt'));

    const shown = await runCommand(['show', '20261122T191500Z', '--archive', archive]);

    expect(shown).toEqual({
      exitCode: 1,
      printed: '',
      told: `error: reading ${archive}/${NEWEST}.txt: ${LEADS_OUT}\n`,
    });
  });

  test('by a latest report that is a link: latest', async () => {
    const archive = await openFilledFolder();
    await replaceByLink(join(archive, 'latest/trading-bots.txt'), join(await openOutside(), 'secret.txt'));

    const shown = await runCommand(['latest', '--archive', archive]);

    expect(shown).toEqual({
      exitCode: 1,
      printed: '',
      told: `error: reading ${archive}/latest/trading-bots.txt: ${LEADS_OUT}\n`,
    });
  });

  test('by a link that goes up and down again', async () => {
    const archive = await openFilledFolder();
    const outside = await openOutside();
    const link = join(archive, `${NEWEST}.txt`);
    await replaceByLink(link, relative(dirname(link), join(outside, 'secret.txt')));

    const shown = await runCommand(['show', '20261122T191500Z', '--archive', archive]);

    expect(`${shown.printed}${shown.told}`).not.toContain(SECRET);
    expect(shown.exitCode).toBe(1);
  });

  test('by a folder that is a link, in which there is what looks like a report', async () => {
    const archive = await openFilledFolder();
    const outside = await openOutside();
    await mkdir(join(outside, 'day'));
    await writeFile(join(outside, 'day', '20261122T191500Z.txt'), SECRET);
    await replaceByLink(join(archive, DAY), join(outside, 'day'));

    const shown = await runCommand(['show', `${NEWEST}.txt`, '--archive', archive]);
    const listed = await runCommand(['list', '--archive', archive, '-o', 'jsonl']);

    expect(`${shown.printed}${shown.told}${listed.printed}`).not.toContain(SECRET);
    expect(shown.exitCode).toBe(1);
    expect(listed.printed).not.toContain('191500Z');
  });

  test('by a pipe, which would hold the reader for ever', async () => {
    const archive = await openFilledFolder();
    await rm(join(archive, `${NEWEST}.txt`));
    execFileSync('mkfifo', [join(archive, `${NEWEST}.txt`)]);

    const shown = await runCommand(['show', '20261122T191500Z', '--archive', archive]);

    expect(shown.told).toMatch(/^error: reading .*191500Z\.txt: it is no file\. Move away what stands there/);
  });

  test('nor copy one: pull leaves the link out, and copies the rest', async () => {
    const archive = await openFilledFolder();
    await replaceByLink(join(archive, `${NEWEST}.json`), join(await openOutside(), 'secret.txt'));
    const copy = join(await makeFolder(), 'copy');

    const pulled = await runCommand(['pull', copy, '--archive', archive]);

    const names = await readdir(join(copy, DAY));
    const texts = await Promise.all(names.map((name) => readFile(join(copy, DAY, name), 'utf8')));
    expect(pulled.exitCode).toBe(0);
    expect(names).toContain('20261122T190000Z.json');
    expect(texts.join('')).not.toContain(SECRET);
  });
});

describe('whoever prepares the folder cannot make its writer write, sweep or remove elsewhere', () => {
  test('by a folder of reports that is a link: pull', async () => {
    const archive = await openFilledFolder();
    const outside = await openOutside();
    const copy = await makeFolder();
    await mkdir(join(copy, 'reports'));
    await symlink(outside, join(copy, 'reports/target=trading-bots'));

    const pulled = await runCommand(['pull', copy, '--archive', archive]);

    expect(pulled.exitCode).toBe(1);
    expect(pulled.told).toContain(LEADS_OUT);
    expect(await readdir(outside)).toEqual(['secret.txt']);
  });

  test('by the folder of what is being written, in which old files are swept: pull', async () => {
    const archive = await openFilledFolder();
    const outside = await openOutside();
    await utimes(join(outside, 'secret.txt'), 0, 0);
    const copy = await makeFolder();
    await symlink(outside, join(copy, '.writing'));

    const pulled = await runCommand(['pull', copy, '--archive', archive]);

    expect(pulled.exitCode).toBe(1);
    expect(pulled.told).toContain(LEADS_OUT);
    expect(await readdir(outside)).toEqual(['secret.txt']);
  });

  test('by the lock: pull makes no file behind a link', async () => {
    const archive = await openFilledFolder();
    const outside = await openOutside();
    const copy = await makeFolder();
    await symlink(join(outside, 'made'), join(copy, '.archive.lock'));

    await runCommand(['pull', copy, '--archive', archive]);

    expect(await readdir(outside)).toEqual(['secret.txt']);
  });

  test('by a day that is a link: prune removes nothing behind it', async () => {
    const archive = await openFilledFolder();
    const outside = await openOutside();
    await rename(join(archive, DAY), join(outside, 'day'));
    await symlink(join(outside, 'day'), join(archive, DAY));
    const before = await readdir(join(outside, 'day'));

    await runCommand(['prune', archive, '--older-than', '2026-11-24', '--yes']);

    expect(await readdir(join(outside, 'day'))).toEqual(before);
  });
});

test('an archive that is itself a link, and links within it, are its owner’s affair', async () => {
  const archive = await openFilledFolder();
  const door = join(await makeFolder(), 'door');
  await symlink(archive, door);
  const report = join(archive, `${NEWEST}.txt`);
  await rename(report, join(dirname(report), 'kept'));
  await symlink('kept', report);

  const shown = await runCommand(['show', '20261122T191500Z', '--archive', door]);

  expect(shown.exitCode).toBe(0);
  expect(shown.printed).toContain('END OF SNAPSHOT');
});
