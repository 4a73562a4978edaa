import { renameSync } from 'node:fs';
import { link, mkdir } from 'node:fs/promises';
import type { ObjectVersion } from '../objects/archive.ts';
import { refuseWayOut } from './confined.ts';
import { isErrno } from './failure.ts';
import { readFileHead } from './file.ts';

/** How often somebody may remove the folder, empty as it still is, before the file is in it. */
const TRIES = 100;

/** Does what puts a file into the folder, which is made if need be, as often as a prune takes it away in between. */
export async function inFolder<T>(root: string, folder: string, place: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      refuseWayOut(root, folder);
      await mkdir(folder, { recursive: true });
      refuseWayOut(root, folder);
      return await place();
    } catch (error) {
      if (tries === TRIES || !isErrno(error, 'ENOENT')) throw error;
    }
  }
}

export async function linkIfFree(aside: string, path: string): Promise<'created' | 'exists'> {
  try {
    await link(aside, path);
    return 'created';
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return 'exists';
    throw error;
  }
}

/** Runs under the lock, hence without a pause. */
export function renameIfSame(
  root: string,
  aside: string,
  path: string,
  version: ObjectVersion | null,
): 'replaced' | 'changed' {
  const current = readFileHead(root, path)?.version ?? null;
  if (current !== version) return 'changed';
  renameSync(aside, path);
  return 'replaced';
}
