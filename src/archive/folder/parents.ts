import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

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
