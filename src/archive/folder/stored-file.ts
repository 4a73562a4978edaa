import { closeSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { ArchiveError } from '../../errors.ts';
import type { ObjectVersion, StoredObject } from '../objects/archive.ts';
import { openConfined } from './confined.ts';
import { translateFolderFailure } from './failure.ts';
import { readFileHead, readOpenHead } from './file.ts';

interface FilePlace {
  readonly root: string;
  readonly path: string;
  /** In messages. */
  readonly name: string;
}

const PIECE_BYTES = 1024 * 1024;

/** A file of the archive to be read piece by piece, or null when there is none. */
export function openStoredFile(place: FilePlace): StoredObject | null {
  const head = readFileHead(place.root, place.path);
  if (head === null) return null;
  const { version, byteLength } = head;
  return { version, byteLength, pieces: () => readPieces(place, version, byteLength) };
}

async function* readPieces(
  { root, path, name }: FilePlace,
  version: ObjectVersion,
  byteLength: number,
): AsyncGenerator<Buffer, void, void> {
  let file: number | null = null;
  try {
    file = openConfined(root, path);
    // What is replaced gets another file: this one stays as it is while it is open.
    if (file === null || readOpenHead(file).version !== version)
      throw refuseChanged(name, 'it changed while it was read');
    for (let from = 0; from < byteLength;) {
      const room = Buffer.allocUnsafe(Math.min(PIECE_BYTES, byteLength - from));
      const { bytesRead } = await promisify(read)(file, room, 0, room.length, from);
      if (bytesRead === 0) throw refuseChanged(name, `it ended after ${from} of its ${byteLength} bytes`);
      from += bytesRead;
      yield room.subarray(0, bytesRead);
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : translateFolderFailure(error, 'reading', name);
  } finally {
    if (file !== null) closeSync(file);
  }
}

export function refuseChanged(object: string, why: string): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_OBJECT_CHANGED',
    attempted: 'reading',
    object,
    why,
    advice: 'Look at who writes there, and run again',
  });
}
