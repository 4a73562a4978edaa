import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isErrno } from './failure.ts';

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
