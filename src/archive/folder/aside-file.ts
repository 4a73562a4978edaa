import { randomUUID } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pieces } from '../objects/archive.ts';

const LEFT_OVER_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * Writes a new file into `folder`, flushed to the disk, and returns its path. Nobody reads there: the file gets its place in
 * the archive by a link or a rename, which are atomic, so that no reader and no crash ever shows half of it.
 */
export async function writeAside(folder: string, pieces: Pieces): Promise<string> {
  const path = join(folder, randomUUID());
  const file = await open(path, 'wx');
  try {
    await file.writeFile(pieces);
    await file.sync();
    return path;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Removes what writers left behind that died more than a day ago, by the clock of the disk that has just dated `own`: it may be
 * another one than the machine's.
 */
export async function sweepAside(folder: string, own: string): Promise<void> {
  const now = (await stat(own)).mtimeMs;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    try {
      const { mtimeMs } = await stat(path);
      if (now - mtimeMs > LEFT_OVER_AFTER_MS) await rm(path);
    } catch {
      // Another writer has swept it, or it is somebody else's: housekeeping fails no run.
    }
  }
}
