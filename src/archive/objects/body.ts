import { createHash } from 'node:crypto';
import { HEAD_BYTES, type ObjectBody, type WholeBody } from './archive.ts';

/** Renders a report's text from its JSON, the same text each time. */
export type RenderText = (json: Buffer) => Buffer;

/** The pieces of a report, in order; the same each time. */
export type RenderPieces = () => Iterable<string>;

export const JSON_TYPE = 'application/json';
export const TEXT_TYPE = 'text/plain; charset=utf-8';

/** Up to here a report is rendered once and kept; beyond, there would be no room for it beside the snapshot. */
const MOST_KEPT_BYTES = 8 * 1024 * 1024;
/** What goes to a disk or into a socket at once. */
const PIECE_CHARACTERS = 64 * 1024;

export function jsonBody(bytes: Buffer): WholeBody {
  return { bytes, contentType: JSON_TYPE };
}

export function textBody(bytes: Buffer): WholeBody {
  return { bytes, contentType: TEXT_TYPE };
}

/** The body that the pieces make. Whether it is kept or made anew for each request depends on its size. */
export function renderBody(contentType: string, render: RenderPieces): ObjectBody {
  const kept: Buffer[] = [];
  const hash = createHash('sha256');
  let byteLength = 0;
  for (const piece of encodePieces(render())) {
    byteLength += piece.length;
    kept.push(piece);
    if (byteLength <= MOST_KEPT_BYTES) continue;
    for (const each of kept.splice(0)) hash.update(each);
  }
  if (byteLength <= MOST_KEPT_BYTES) return { contentType, bytes: Buffer.concat(kept) };
  return { contentType, byteLength, sha256: hash.digest('hex'), pieces: () => encodePieces(render()) };
}

export function listPieces(body: ObjectBody): Iterable<Buffer> {
  return 'bytes' in body ? [body.bytes] : body.pieces();
}

/** The first bytes, as many as `peek` gives of an object. */
export function headOf(body: ObjectBody): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  for (const piece of listPieces(body)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, HEAD_BYTES);
}

/** Whether these are the bytes of the body. */
export function isOfBody(bytes: Buffer, body: ObjectBody): boolean {
  if (bytes.length !== ('bytes' in body ? body.bytes.length : body.byteLength)) return false;
  let from = 0;
  for (const piece of listPieces(body)) {
    if (!bytes.subarray(from, from + piece.length).equals(piece)) return false;
    from += piece.length;
  }
  return true;
}

/** Whether the ETag says that these are the bytes. That it says otherwise may mean nothing. */
export function isMd5Of(etag: string | null, bytes: Buffer): boolean {
  return etag?.replaceAll('"', '') === createHash('md5').update(bytes).digest('hex');
}

/** Small texts together: thousands of writes would cost more than the report. */
function* encodePieces(texts: Iterable<string>): Generator<Buffer, void, void> {
  let gathered: string[] = [];
  let characters = 0;
  for (const text of texts) {
    gathered.push(text);
    characters += text.length;
    if (characters < PIECE_CHARACTERS) continue;
    yield Buffer.from(gathered.join(''));
    gathered = [];
    characters = 0;
  }
  if (characters > 0) yield Buffer.from(gathered.join(''));
}
