/** An object's version, as its store tells it: an ETag in S3, the file's identity in a folder. Opaque; compare only. */
export type ObjectVersion = string;

/** The first bytes of an object and the version they belong to. */
export interface ObjectHead {
  readonly version: ObjectVersion;
  /** At most `HEAD_BYTES` bytes from the start: enough for the `run` of a report, however large the rest is. */
  readonly head: Buffer;
}

export const HEAD_BYTES = 4096;

/** A body to store: the same bytes each time it is sent, so that a retry is the same request. */
export type ObjectBody = WholeBody | LargeBody;

/** Complete in memory. */
export interface WholeBody {
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Too large to be held beside what it is made from: it is made anew each time, piece by piece. */
export interface LargeBody {
  readonly contentType: string;
  readonly byteLength: number;
  /** Of all bytes; found out once, when somebody asks. */
  readonly digests: () => Promise<BodyDigests>;
  readonly pieces: () => Pieces;
  /** An object of the same archive that has these very bytes: a store may copy it by itself. `version` null: it never changes. */
  readonly copyOf?: { readonly key: string; readonly version: ObjectVersion | null };
}

export interface BodyDigests {
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** In base64, as HTTP has it. */
  readonly md5: string;
}

export type Pieces = Iterable<Buffer> | AsyncIterable<Buffer>;

/** An object as it is at one version. */
export interface StoredObject {
  readonly version: ObjectVersion;
  readonly byteLength: number;
  /** All of its bytes, read anew each time, and never held all at once. Rejects when it is no more what it was. */
  readonly pieces: () => AsyncIterable<Buffer>;
}

/** An object as a list tells of it. */
export interface ListedObject {
  readonly key: string;
  readonly bytes: number;
  /** When it was stored in this place: that of a copy is the copy's. */
  readonly storedAt: Date;
  /** What S3 tells of the content: an MD5 often, yet not always; null in a folder. */
  readonly etag: string | null;
}

/** Keys that begin with `prefix` and stand behind `after`, at most `most` of them (1,000 unless told, and no more). */
export interface ListQuery {
  readonly prefix: string;
  readonly after?: string;
  readonly most?: number;
}

export interface ObjectPage {
  /** In the order of their keys' bytes. */
  readonly objects: readonly ListedObject[];
  /** There are more behind the last one. */
  readonly isTruncated: boolean;
}

export interface FolderPage {
  /** `reports/target=NAME/`: the ways on from the prefix, up to the next `/`, that hold a key behind `after`. */
  readonly folders: readonly string[];
  readonly isTruncated: boolean;
}

/** How it was made sure that bytes are those that were stored; `length`: only that none is missing. */
export type ByteCheck = 'md5' | 'checksum' | 'secondRead' | 'length';

export interface CheckedObject {
  /** Its pieces reject when they turn out not to be what was stored. */
  readonly body: ObjectBody;
  /** Known when all of them were read. */
  readonly checkedBy: () => ByteCheck;
}

export const MOST_LISTED = 1000;

/**
 * Where reports live: a flat store of whole objects under keys with `/` in them.
 * Every method is atomic for whoever reads at the same time: an object is there whole, or not at all.
 * A method rejects with an `ArchiveError` (what was attempted, on which object, why, what to do).
 */
export interface ReportArchive {
  /** Human-readable place, without credentials: `s3://bucket/prefix` or a folder's path. */
  readonly location: string;
  /** The clock of the store, as its last answer told; null: it tells none. */
  now(): Date | null;
  /** Stores a new object; `exists` when the key is taken, and then nothing has changed. */
  create(key: string, body: ObjectBody): Promise<'created' | 'exists'>;
  /** Replaces the object if it is still at `version` (null: if there is none yet). */
  replace(key: string, body: ObjectBody, version: ObjectVersion | null): Promise<'replaced' | 'changed'>;
  /** The start of an object, or null when there is none. */
  peek(key: string): Promise<ObjectHead | null>;
  /** An object to be read piece by piece, however large it is; null when there is none. */
  open(key: string): Promise<StoredObject | null>;
  /** A whole object that is known to be small, or null when there is none. */
  read(key: string): Promise<Buffer | null>;
  /** An object whose bytes are checked by what the store tells of them; null when it is there no more. */
  readChecked(object: ListedObject, contentType: string): Promise<CheckedObject | null>;
  /** One page of the objects that there are, of one request each time. */
  list(query: ListQuery): Promise<ObjectPage>;
  /** The same, each folder once in place of all that is in it. */
  listFolders(query: ListQuery): Promise<FolderPage>;
}

/** One that old reports can be removed from. */
export interface RemovableArchive extends ReportArchive {
  remove(key: string): Promise<void>;
}
