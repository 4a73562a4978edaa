import { createHash } from 'node:crypto';
import { closeSync, fstatSync, readSync } from 'node:fs';
import { openConfined } from './confined.ts';
import { HEAD_BYTES } from '../objects/archive.ts';
import type { ObjectHead } from '../objects/archive.ts';

export interface FileHead extends ObjectHead {
  readonly byteLength: number;
}

/**
 * The first bytes of a file of the archive and its version, or null when there is none.
 * The version names the file and a digest of its head: a file system gives an inode away again at once, and its clock ticks in
 * milliseconds, but the head of a report tells which run it is of.
 */
export function readFileHead(root: string, path: string): FileHead | null {
  const file = openConfined(root, path);
  if (file === null) return null;
  try {
    return readOpenHead(file);
  } finally {
    closeSync(file);
  }
}

/** The same of a file that is open. */
export function readOpenHead(file: number): FileHead {
  const stat = fstatSync(file, { bigint: true });
  const buffer = Buffer.alloc(HEAD_BYTES);
  const head = buffer.subarray(0, readSync(file, buffer, 0, HEAD_BYTES, 0));
  const digest = createHash('sha256').update(head).digest('hex');
  const version = `${stat.ino}-${stat.mtimeNs}-${stat.size}-${digest}`;
  return { head, version, byteLength: Number(stat.size) };
}
