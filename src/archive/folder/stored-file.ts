import { closeSync, read } from 'node:fs';
import { promisify } from 'node:util';
import { ArchiveError } from '../../errors.ts';
import type { ObjectVersion, StoredObject } from '../objects/archive.ts';
import { openConfined } from './confined.ts';
import { translateFolderFailure } from './failure.ts';
import { readOpenHead } from './file.ts';

interface FilePlace {
  readonly root: string;
  readonly path: string;
  /** In messages. */
  readonly name: string;
}

const PIECE_BYTES = 1024 * 1024;

/** A file of the archive to be read piece by piece, the first of them at once; null: there is none. */
export async function openStoredFile(place: FilePlace): Promise<StoredObject | null> {
  const file = openConfined(place.root, place.path);
  if (file === null) return null;
  try {
    const { version, byteLength } = readOpenHead(file);
    const first = await readPiece(file, place, 0, byteLength);
    return { version, byteLength, pieces: () => readPieces(place, version, byteLength, first) };
  } finally {
    closeSync(file);
  }
}

async function* readPieces(
  place: FilePlace,
  version: ObjectVersion,
  byteLength: number,
  first: Buffer,
): AsyncGenerator<Buffer, void, void> {
  yield first;
  if (first.length === byteLength) return;
  let file: number | null = null;
  try {
    file = openConfined(place.root, place.path);
    // What is replaced gets another file: this one stays as it is while it is open.
    if (file === null || readOpenHead(file).version !== version)
      throw refuseChanged(place.name, 'it changed while it was read');
    for (let from = first.length; from < byteLength;) {
      const piece = await readPiece(file, place, from, byteLength);
      from += piece.length;
      yield piece;
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : translateFolderFailure(error, 'reading', place.name);
  } finally {
    if (file !== null) closeSync(file);
  }
}

async function readPiece(
  file: number,
  { name }: FilePlace,
  from: number,
  byteLength: number,
): Promise<Buffer> {
  const room = Buffer.allocUnsafe(Math.min(PIECE_BYTES, byteLength - from));
  const { bytesRead } = await promisify(read)(file, room, 0, room.length, from);
  if (bytesRead > 0 || room.length === 0) return room.subarray(0, bytesRead);
  throw refuseChanged(name, `it ended after ${from} of its ${byteLength} bytes`);
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
