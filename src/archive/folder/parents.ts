import { open, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isErrno } from './failure.ts';

/** What opening or flushing a folder says where that is not a thing to do: Windows, some network file systems, no right to list. */
const CANNOT_FLUSH: ReadonlySet<string> = new Set([
  'EPERM',
  'EACCES',
  'EISDIR',
  'EINVAL',
  'ENOTSUP',
  'EBADF',
]);

/**
 * Flushes a file's folder and those that it is in, up to the one that holds `root`: until then a power cut may take the file's
 * new name away again (https://man7.org/linux/man-pages/man2/fsync.2.html).
 */
export async function flushFolders(path: string, root: string): Promise<void> {
  const top = dirname(root);
  let folder = path;
  do {
    folder = dirname(folder);
    await flushFolder(folder);
  } while (folder !== top);
}

async function flushFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code !== 'string' || !CANNOT_FLUSH.has(code)) throw error;
  }
}

/** Removes the folder if nothing is in it, and then the one that it is in, but never `top`. */
export async function removeEmptyFolders(folder: string, top: string): Promise<void> {
  for (let path = folder; path.startsWith(`${top}/`) || path.startsWith(`${top}\\`); path = dirname(path)) {
    try {
      await rmdir(path);
    } catch (error) {
      if (isErrno(error, 'ENOTEMPTY') || isErrno(error, 'EEXIST') || isErrno(error, 'ENOENT')) return;
      throw error;
    }
  }
}
