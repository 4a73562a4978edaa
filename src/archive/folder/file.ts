import { createHash } from 'node:crypto';
import { closeSync, fstatSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { openConfined } from './confined.ts';
import { HEAD_BYTES } from '../objects/archive.ts';
import type { ObjectHead } from '../objects/archive.ts';

/**
 * The first bytes of a file of the archive and its version, or null when there is none.
 * The version names the file and a digest of its head: a file system gives an inode away again at once, and its clock ticks in
 * milliseconds, but the head of a report tells which run it is of.
 */
export function readFileHead(root: string, path: string): ObjectHead | null {
  const file = openConfined(root, path);
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

/** All bytes of a file of the archive, or null when there is none. */
export async function readWholeFile(root: string, path: string): Promise<Buffer | null> {
  const file = openConfined(root, path);
  if (file === null) return null;
  try {
    // A file that grows while it is read is told by its length, by who knows how long it was.
    const bytes = Buffer.alloc(Math.max(1, fstatSync(file).size));
    let length = 0;
    for (;;) {
      const { bytesRead } = await promisify(read)(file, bytes, length, bytes.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === bytes.length) return bytes.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
