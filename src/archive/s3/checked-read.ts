import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ArchiveError } from '../../errors.ts';
import { digestPieces, isMd5, openDigests } from '../objects/body.ts';
import type { ByteCheck, CheckedObject, ListedObject, StoredObject } from '../objects/archive.ts';
import type { GotObject } from './reader.ts';

const TRIES = 3;

/**
 * Reads an object until its bytes are known to be those that were stored: by a checksum of S3's, by an ETag that is their MD5
 * (encrypted objects and parts have others: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html), or else by two
 * reads that bring the same.
 */
export async function readCheckedObject(
  listed: ListedObject,
  contentType: string,
  get: () => Promise<GotObject | null>,
  object: string,
): Promise<CheckedObject | null> {
  const reads: Buffer[] = [];
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const got = await get();
    if (got === null) return null;
    const { bytes } = got;
    if (bytes.length !== listed.bytes || failsChecksum(got)) continue;
    const checked = (by: ByteCheck) => ({ body: { contentType, bytes }, checkedBy: () => by });
    if (isMd5(got.version, await digestPieces([bytes]))) return checked('md5');
    if (hasChecksum(got)) return checked('checksum');
    if (reads.some((each) => each.equals(bytes))) return checked('secondRead');
    reads.push(bytes);
  }
  throw refuseDamaged(object, `its bytes were not those of its length and checksum, ${TRIES} times`);
}

/** The same for what is too large to be held: while its pieces are read, and by a second read of them where the ETag is no MD5. */
export function checkInPieces(
  listed: ListedObject,
  contentType: string,
  stored: StoredObject,
  object: string,
): CheckedObject {
  const { byteLength, version } = stored;
  if (byteLength !== listed.bytes)
    throw refuseDamaged(object, `it has ${byteLength} bytes, and had ${listed.bytes} a moment ago`);
  let checkedBy: ByteCheck = 'length';
  async function* readPieces(): AsyncGenerator<Buffer, void, void> {
    const sum = openDigests();
    for await (const piece of stored.pieces()) {
      sum.update(piece);
      yield piece;
    }
    const digests = sum.digest();
    checkedBy = isMd5(version, digests) ? 'md5' : 'secondRead';
    if (checkedBy === 'md5') return;
    const again = await digestPieces(stored.pieces());
    if (again.sha256 !== digests.sha256)
      throw refuseDamaged(object, 'two reads of it brought different bytes');
  }
  return {
    body: {
      contentType,
      byteLength,
      pieces: readPieces,
      digests: async () => await digestPieces(readPieces()),
    },
    checkedBy: () => checkedBy,
  };
}

function refuseDamaged(object: string, why: string): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_OBJECT_DAMAGED',
    attempted: 'reading',
    object,
    why,
    advice: 'Run again; if it stays, look at the proxies on the way and at the object',
  });
}

/** One of parts has their number behind it, and is no checksum of the whole. */
function isWhole(checksum: string | undefined): checksum is string {
  return checksum !== undefined && !checksum.includes('-');
}

function hasChecksum({ checksums }: GotObject): boolean {
  return isWhole(checksums.crc32) || isWhole(checksums.sha256);
}

function failsChecksum({ bytes, checksums }: GotObject): boolean {
  const sums = [
    [checksums.crc32, () => writeNumber(crc32(bytes))],
    [checksums.sha256, () => createHash('sha256').update(bytes).digest('base64')],
  ] as const;
  return sums.some(([told, compute]) => isWhole(told) && told !== compute());
}

function writeNumber(value: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes.toString('base64');
}
