import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FolderArchive } from '../../../src/archive/folder/archive.ts';
import { storeReport } from '../../../src/archive/store.ts';
import { findFaultsAtEnd, findFaultsBetween, findMissingTexts } from '../archive-faults.ts';
import { fakeReport, fakeRun, storableReport } from '../fake-report.ts';
import { readFolder } from './content.ts';
import { makeFolder } from '../temporary-folder.ts';

const KEY = 'latest/trading-bots.json';
const BODY = { bytes: Buffer.from('{}\n'), contentType: 'application/json' };

// Four objects, each written aside, put into its place, and the name aside removed.
const STEPS = Array.from({ length: 12 }, (_, index) => index + 1);

describe('the archive in a folder, between processes', () => {
  it.each(STEPS)(
    'is whole after a process is killed before step %i of 12, and the retry completes it',
    async (step) => {
      const folder = await makeFolder();
      const child = start('dying-writer.ts', folder, String(fakeReport(fakeRun())), String(step));
      const { signal } = await waitForExit(child);
      const left = await readFolder(folder);

      const retry = fakeRun({ startedAt: '2026-11-22T19:01:30.000Z' });
      const report = storableReport(fakeReport(retry));
      const stored = await storeReport(new FolderArchive(folder, 0), retry, report);

      const content = await readFolder(folder);
      expect(signal).toBe('SIGKILL');
      expect(findFaultsBetween(new Map(), left)).toEqual([]);
      expect(findFaultsBetween(left, content)).toEqual([]);
      expect(findFaultsAtEnd(content, [{ id: retry.id, jsonKey: stored.jsonKey }])).toEqual([]);
      expect(findMissingTexts(content)).toEqual([]);
    },
  );

  it('has no thirteenth step', async () => {
    const folder = await makeFolder();
    const child = start('dying-writer.ts', folder, String(fakeReport(fakeRun())), '13');

    const { code } = await waitForExit(child);

    expect(code).toBe(0);
    expect(await readdir(join(folder, '.writing'))).toEqual([]);
  });

  it('tells who waits for the lock in vain, and goes on as soon as its holder is dead', async () => {
    const folder = await makeFolder();
    const archive = new FolderArchive(folder, 0);
    await archive.create(KEY, BODY);
    const seen = await archive.peek(KEY);
    const holder = start('lock-holder.ts', join(folder, '.archive.lock'));
    await once(holder.stdout ?? holder, 'data');

    const attempt = archive.replace(KEY, BODY, seen?.version ?? null);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_LOCKED',
      message:
        `replacing ${folder}/${KEY}: another process holds the lock of the archive (.archive.lock). ` +
        'Wait for it, or end it if it hangs, and run again',
    });
    holder.kill('SIGKILL');
    await waitForExit(holder);
    expect(await archive.replace(KEY, BODY, seen?.version ?? null)).toBe('replaced');
  });

  it('loses no replacement of processes that replace the same object', async () => {
    const folder = await makeFolder();
    const children = ['one', 'two'].map(() => start('counting-writer.ts', folder, KEY, '25'));

    const exits = await Promise.all(children.map(waitForExit));

    expect(exits.map(({ code }) => code)).toEqual([0, 0]);
    expect(String(await new FolderArchive(folder).read(KEY))).toBe('50');
  });
});

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

async function waitForExit(child: ChildProcess): Promise<Exit> {
  const { promise, resolve } = Promise.withResolvers<Exit>();
  child.once('exit', (code, signal) => resolve({ code, signal }));
  return await promise;
}

function start(program: string, ...args: readonly string[]): ChildProcess {
  const path = join(import.meta.dirname, 'processes', program);
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
