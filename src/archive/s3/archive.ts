import { ArchiveError } from '../../errors.ts';
import { HEAD_BYTES } from '../objects/archive.ts';
import { checkInPieces, readCheckedObject } from './checked-read.ts';
import type {
  CheckedObject,
  FolderPage,
  ListedObject,
  ListQuery,
  ObjectBody,
  ObjectHead,
  ObjectPage,
  ObjectVersion,
  ReportArchive,
  StoredObject,
} from '../objects/archive.ts';
import { nameLocation, nameObject, type S3BucketPlace } from './place.ts';
import { S3Reader, type GotObject } from './reader.ts';
import { S3Writer } from './writer.ts';
import { S3Listing } from './listing.ts';

/** What is held of an object while it is read, and a little more on its way. */
const PIECE_BYTES = 4 * 1024 * 1024;

/** Reports in a bucket, on conditional writes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export class S3Archive implements ReportArchive {
  readonly location: string;
  readonly #place: S3BucketPlace;
  readonly #writer: S3Writer;
  readonly #reader: S3Reader;
  readonly #listing: S3Listing;

  constructor(place: S3BucketPlace) {
    this.#place = place;
    this.#reader = new S3Reader(place);
    this.#writer = new S3Writer(place, this.#reader);
    this.location = nameLocation(place);
    this.#listing = new S3Listing(place, this.location);
  }

  now(): Date | null {
    return this.#reader.storeTime;
  }

  async create(key: string, body: ObjectBody): Promise<'created' | 'exists'> {
    const answer = await this.#writer.put('storing', key, body, { IfNoneMatch: '*' });
    return answer === 'stored' ? 'created' : 'exists';
  }

  async replace(
    key: string,
    body: ObjectBody,
    version: ObjectVersion | null,
  ): Promise<'replaced' | 'changed'> {
    const condition = version === null ? ({ IfNoneMatch: '*' } as const) : { IfMatch: version };
    const answer = await this.#writer.put('replacing', key, body, condition);
    // Whatever stood in the way: the caller looks again at what is there now.
    return answer === 'stored' ? 'replaced' : 'changed';
  }

  async peek(key: string): Promise<ObjectHead | null> {
    const got = await this.#reader.get('reading the start of', key, { range: `bytes=0-${HEAD_BYTES - 1}` });
    // A store may ignore the range and send the whole.
    return got === null ? null : { version: got.version, head: got.bytes.subarray(0, HEAD_BYTES) };
  }

  async open(key: string): Promise<StoredObject | null> {
    const first = await this.#reader.get('reading', key, { range: nameRange(0) });
    if (first === null) return null;
    const { version, byteLength } = first;
    return { version, byteLength, pieces: () => this.#readOn(key, first) };
  }

  async read(key: string): Promise<Buffer | null> {
    const got = await this.#reader.get('reading', key);
    return got?.bytes ?? null;
  }

  async readChecked(object: ListedObject, contentType: string): Promise<CheckedObject | null> {
    const { key, bytes: byteLength } = object;
    const name = nameObject(this.#place, key);
    if (byteLength <= PIECE_BYTES) {
      return await readCheckedObject(
        object,
        contentType,
        async () => await this.#reader.get('reading', key),
        name,
      );
    }
    const stored = await this.open(key);
    return stored && checkInPieces(object, contentType, stored, name);
  }

  /** Each piece is a request: none is left open while its reader takes its time. */
  async *#readOn(key: string, first: GotObject): AsyncGenerator<Buffer, void, void> {
    const { version, byteLength } = first;
    yield first.bytes;
    for (let from = first.bytes.length; from < byteLength;) {
      const next = await this.#reader.get('reading', key, { range: nameRange(from), version });
      // Who ignores the range sends the whole once more.
      if (next?.version !== version || next.bytes.length > PIECE_BYTES || next.bytes.length === 0) {
        throw this.#changed(key);
      }
      yield next.bytes;
      from += next.bytes.length;
    }
  }

  #changed(key: string): ArchiveError {
    return new ArchiveError({
      code: 'ARCHIVE_OBJECT_CHANGED',
      attempted: 'reading',
      object: nameObject(this.#place, key),
      why: 'it changed while it was read',
      advice: 'Run again',
    });
  }

  async list(query: ListQuery): Promise<ObjectPage> {
    return await this.#listing.objects(query);
  }

  async listFolders(query: ListQuery): Promise<FolderPage> {
    return await this.#listing.folders(query);
  }
}

function nameRange(from: number): string {
  return `bytes=${from}-${from + PIECE_BYTES - 1}`;
}
