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
  /** Of all bytes, in hexadecimal digits. */
  readonly sha256: string;
  readonly pieces: () => Iterable<Buffer>;
}

/**
 * Where reports live: a flat store of whole objects under keys with `/` in them.
 * Every method is atomic for whoever reads at the same time: an object is there whole, or not at all.
 * A method rejects with an `ArchiveError` (what was attempted, on which object, why, what to do).
 */
export interface ReportArchive {
  /** Human-readable place, without credentials: `s3://bucket/prefix` or a folder's path. */
  readonly location: string;
  /** Stores a new object; `exists` when the key is taken, and then nothing has changed. */
  create(key: string, body: ObjectBody): Promise<'created' | 'exists'>;
  /** Replaces the object if it is still at `version` (null: if there is none yet). */
  replace(key: string, body: ObjectBody, version: ObjectVersion | null): Promise<'replaced' | 'changed'>;
  /** The start of an object, or null when there is none. */
  peek(key: string): Promise<ObjectHead | null>;
  /** A whole object, or null when there is none. */
  read(key: string): Promise<Buffer | null>;
}
