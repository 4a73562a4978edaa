import { crc32 } from 'node:zlib';
import type { FolderPage, ObjectBody, ObjectPage, ReportArchive } from '../../src/archive/objects/archive.ts';
import { listPieces } from '../../src/archive/objects/body.ts';

/** Takes each body as the S3 client does, with a CRC32 over all of it, and lets it go: what lies elsewhere is no memory of ours. */
export class SinkArchive implements ReportArchive {
  readonly location = 'nowhere';
  /** Bytes that were stored. */
  bytes = 0;

  now(): null {
    return null;
  }

  async create(_key: string, body: ObjectBody): Promise<'created'> {
    await this.#take(body);
    return 'created';
  }

  async replace(_key: string, body: ObjectBody): Promise<'replaced'> {
    await this.#take(body);
    return 'replaced';
  }

  peek(): Promise<null> {
    return Promise.resolve(null);
  }

  open(): Promise<null> {
    return Promise.resolve(null);
  }

  read(): Promise<null> {
    return Promise.resolve(null);
  }

  readChecked(): Promise<null> {
    return Promise.resolve(null);
  }

  list(): Promise<ObjectPage> {
    return Promise.resolve({ objects: [], isTruncated: false });
  }

  listFolders(): Promise<FolderPage> {
    return Promise.resolve({ folders: [], isTruncated: false });
  }

  async #take(body: ObjectBody): Promise<void> {
    let checksum = 0;
    for await (const piece of listPieces(body)) {
      checksum = crc32(piece, checksum);
      this.bytes += piece.length;
    }
  }
}
