import { renameSync } from 'node:fs';
import { link } from 'node:fs/promises';
import type { ObjectVersion } from '../objects/archive.ts';
import { isErrno } from './failure.ts';
import { readFileHead } from './file.ts';

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
