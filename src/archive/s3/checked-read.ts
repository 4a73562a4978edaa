import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ArchiveError } from '../../errors.ts';
import { isMd5Of } from '../objects/body.ts';
import type { CheckedObject, ListedObject } from '../objects/archive.ts';
import type { GotObject } from './bucket.ts';

const TRIES = 3;

/**
 * Reads an object until its bytes are known to be those that were stored: by a checksum of S3's, by an ETag that is their MD5
 * (encrypted objects and parts have others: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html), or else by two
 * reads that bring the same.
 */
export async function readCheckedObject(
  listed: ListedObject,
  get: () => Promise<GotObject | null>,
  object: string,
): Promise<CheckedObject | null> {
  const reads: Buffer[] = [];
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const got = await get();
    if (got === null) return null;
    const { bytes } = got;
    const isDamaged = bytes.length !== listed.bytes || failsChecksum(got);
    if (!isDamaged && isMd5Of(got.version, bytes)) return { bytes, checkedBy: 'md5' };
    if (!isDamaged && hasChecksum(got)) return { bytes, checkedBy: 'checksum' };
    if (!isDamaged && reads.some((each) => each.equals(bytes))) return { bytes, checkedBy: 'secondRead' };
    if (!isDamaged) reads.push(bytes);
  }
  throw new ArchiveError({
    code: 'ARCHIVE_OBJECT_DAMAGED',
    attempted: 'reading',
    object,
    why: `its bytes were not those of its length and checksum, ${TRIES} times`,
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
