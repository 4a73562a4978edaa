import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { isErrno } from './failure.ts';
import { HEAD_BYTES } from '../objects/archive.ts';
import type { ObjectHead } from '../objects/archive.ts';

/**
 * A file's first bytes and its version, or null when there is none.
 * The version names the file and a digest of its head: a file system gives an inode away again at once, and its clock ticks in
 * milliseconds, but the head of a report tells which run it is of.
 */
export function readFileHead(path: string): ObjectHead | null {
  const file = openIfThere(path);
  if (file === null) return null;
  try {
    const stat = fstatSync(file, { bigint: true });
    const buffer = Buffer.alloc(HEAD_BYTES);
    const head = buffer.subarray(0, readSync(file, buffer, 0, HEAD_BYTES, 0));
    const digest = createHash('sha256').update(head).digest('hex');
    return { head, version: `${stat.ino}-${stat.mtimeNs}-${stat.size}-${digest}` };
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
