import { closeSync, constants, fstatSync, lstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { isErrno, LinkLeadsOut, NoFile } from './failure.ts';

/** A pipe that nobody writes into must not hold whoever opens it. Windows has no such flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** How often a file may be replaced at the very moment at which it is opened. */
const TRIES = 20;

/**
 * Opens a file of the archive for reading; null: there is none. Whoever may write there may put a link to any file of
 * whoever reads: what lies outside is refused, wherever in the path the link is, and so is what is no file.
 */
export function openConfined(root: string, path: string): number | null {
  for (let tries = 1; ; tries += 1) {
    const file = openIfThere(path);
    if (file === null) return null;
    try {
      const opened = fstatSync(file, { bigint: true });
      const real = refuseWayOut(root, path);
      if (!opened.isFile() && !opened.isDirectory()) throw new NoFile();
      // Asked after it was opened: who exchanges a folder for a link in between makes these two differ, and so does a new report.
      const found = statSync(real, { bigint: true, throwIfNoEntry: false });
      if (found?.ino === opened.ino && found.dev === opened.dev) return file;
      if (tries === TRIES) throw new LinkLeadsOut();
    } catch (error) {
      closeSync(file);
      throw error;
    }
    closeSync(file);
  }
}

/** Throws when what is at the path, or the folder that it would be in, lies outside the archive. Tells where it really is. */
export function refuseWayOut(root: string, path: string): string {
  const real = findRealPath(path);
  if (!isWithin(realpathSync(root), real)) throw new LinkLeadsOut();
  return real;
}

/** Whether it lies within the archive; what is not there does not. */
export function isConfined(root: string, path: string): boolean {
  try {
    return isWithin(realpathSync(root), realpathSync(path));
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Of the path, or of as much of it as is there. */
function findRealPath(path: string): string {
  for (let each = path; ; each = dirname(each)) {
    try {
      return realpathSync(each);
    } catch (error) {
      if (!isErrno(error, 'ENOENT') || each === dirname(each)) throw error;
      // A link to what is not there: whoever writes would make it there.
      if (lstatSync(each, { throwIfNoEntry: false })?.isSymbolicLink() === true) throw new LinkLeadsOut();
    }
  }
}

function isWithin(root: string, real: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, FLAGS);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
