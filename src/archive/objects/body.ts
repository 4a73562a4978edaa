import { createHash } from 'node:crypto';
import {
  HEAD_BYTES,
  type BodyDigests,
  type ObjectBody,
  type Pieces,
  type StoredObject,
  type WholeBody,
} from './archive.ts';

/** The pieces of a report, in order; the same each time. */
export type RenderPieces = () => Iterable<string> | AsyncIterable<string>;

/** The text of a report from the bytes of its JSON, the same text each time. */
export type RenderText = (json: AsyncIterable<Buffer>) => AsyncIterable<string>;

export const JSON_TYPE = 'application/json';
export const TEXT_TYPE = 'text/plain; charset=utf-8';

/** Up to here a report is rendered once and kept; beyond, there would be no room for it beside the snapshot. */
const MOST_KEPT_BYTES = 8 * 1024 * 1024;
/** What goes to a disk or into a socket at once. */
const PIECE_CHARACTERS = 64 * 1024;

export function jsonBody(bytes: Buffer): WholeBody {
  return { bytes, contentType: JSON_TYPE };
}

/** The body that the pieces make. Whether it is kept or made anew for each request depends on its size. */
export async function renderBody(contentType: string, render: RenderPieces): Promise<ObjectBody> {
  const kept: Buffer[] = [];
  const sum = openDigests();
  let byteLength = 0;
  for await (const piece of encodePieces(render())) {
    byteLength += piece.length;
    kept.push(piece);
    if (byteLength <= MOST_KEPT_BYTES) continue;
    for (const each of kept.splice(0)) sum.update(each);
  }
  if (byteLength <= MOST_KEPT_BYTES) return { contentType, bytes: Buffer.concat(kept) };
  const digests = sum.digest();
  return { contentType, byteLength, digests: async () => digests, pieces: () => encodePieces(render()) };
}

/** The bytes of a stored object, to be stored at another key as well: held where they are few. */
export async function storedBody(
  contentType: string,
  key: string,
  stored: StoredObject,
): Promise<ObjectBody> {
  const { version, byteLength, pieces } = stored;
  if (byteLength <= MOST_KEPT_BYTES) return { contentType, bytes: await gatherPieces(pieces()) };
  let found: Promise<BodyDigests> | null = null;
  const digests = async () => await (found ??= digestPieces(pieces()));
  return { contentType, byteLength, digests, pieces, copyOf: { key, version } };
}

/** The body as it lies in the archive now. */
export function inPlace(body: ObjectBody, key: string): ObjectBody {
  return 'bytes' in body ? body : { ...body, copyOf: { key, version: null } };
}

export function listPieces(body: ObjectBody): Pieces {
  return 'bytes' in body ? [body.bytes] : body.pieces();
}

export async function gatherPieces(pieces: Pieces): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(pieces));
}

/** The first bytes, as many as `peek` gives of an object. */
export async function headOf(pieces: Pieces): Promise<Buffer> {
  const first: Buffer[] = [];
  let length = 0;
  for await (const piece of pieces) {
    first.push(piece);
    length += piece.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(first).subarray(0, HEAD_BYTES);
}

/** Whether the object has the bytes of the body. */
export async function isOfBody(stored: StoredObject, body: ObjectBody): Promise<boolean> {
  if (stored.byteLength !== sizeOf(body)) return false;
  const [a, b] = await Promise.all([digestPieces(stored.pieces()), digestsOf(body)]);
  return a.sha256 === b.sha256;
}

export function sizeOf(body: ObjectBody): number {
  return 'bytes' in body ? body.bytes.length : body.byteLength;
}

export async function digestsOf(body: ObjectBody): Promise<BodyDigests> {
  return 'bytes' in body ? await digestPieces([body.bytes]) : await body.digests();
}

export async function digestPieces(pieces: Pieces): Promise<BodyDigests> {
  const sum = openDigests();
  for await (const piece of pieces) sum.update(piece);
  return sum.digest();
}

/** SHA-256 and MD5 of bytes as they come. */
export function openDigests(): {
  readonly update: (bytes: Buffer) => void;
  readonly digest: () => BodyDigests;
} {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')];
  return {
    update: (bytes) => {
      sha256.update(bytes);
      md5.update(bytes);
    },
    digest: () => ({ sha256: sha256.digest('hex'), md5: md5.digest('base64') }),
  };
}

/** Whether the ETag says that this is their MD5. That it says otherwise may mean nothing. */
export function isMd5(etag: string | null, { md5 }: BodyDigests): boolean {
  return etag?.replaceAll('"', '') === Buffer.from(md5, 'base64').toString('hex');
}

/** Small texts together: thousands of writes would cost more than the report. */
async function* encodePieces(
  texts: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Buffer, void, void> {
  let gathered: string[] = [];
  let characters = 0;
  for await (const text of texts) {
    gathered.push(text);
    characters += text.length;
    if (characters < PIECE_CHARACTERS) continue;
    yield Buffer.from(gathered.join(''));
    gathered = [];
    characters = 0;
  }
  if (characters > 0) yield Buffer.from(gathered.join(''));
}
