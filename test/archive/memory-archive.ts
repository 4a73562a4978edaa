import { HEAD_BYTES, MOST_LISTED } from '../../src/archive/objects/archive.ts';
import { gatherPieces, listPieces } from '../../src/archive/objects/body.ts';
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
} from '../../src/archive/objects/archive.ts';

/** The seam at its plainest: fast enough to run a protocol through thousands of orders. Held to the contract as the adapters are. */
export class MemoryArchive implements ReportArchive {
  readonly location = 'memory';
  readonly objects = new Map<string, Buffer>();
  storeTime: Date | null = null;
  readonly #versions = new Map<string, ObjectVersion>();
  readonly #pageSize: number;

  constructor(pageSize = MOST_LISTED) {
    this.#pageSize = pageSize;
  }

  now(): Date | null {
    return this.storeTime;
  }

  async create(key: string, body: ObjectBody): Promise<'created' | 'exists'> {
    return (await this.replace(key, body, null)) === 'replaced' ? 'created' : 'exists';
  }

  async replace(
    key: string,
    body: ObjectBody,
    version: ObjectVersion | null,
  ): Promise<'replaced' | 'changed'> {
    const current = this.#versions.get(key) ?? null;
    if (current !== version) return 'changed';
    const bytes = await gatherPieces(listPieces(body));
    if ((this.#versions.get(key) ?? null) !== version) return 'changed';
    this.objects.set(key, bytes);
    this.#versions.set(key, String(Number(current) + 1));
    return 'replaced';
  }

  async peek(key: string): Promise<ObjectHead | null> {
    const bytes = this.objects.get(key);
    const version = this.#versions.get(key);
    if (bytes === undefined || version === undefined) return null;
    return { version, head: bytes.subarray(0, HEAD_BYTES) };
  }

  async open(key: string): Promise<StoredObject | null> {
    const bytes = this.objects.get(key);
    const version = this.#versions.get(key);
    if (bytes === undefined || version === undefined) return null;
    return { version, byteLength: bytes.length, pieces: () => onePiece(bytes) };
  }

  async read(key: string): Promise<Buffer | null> {
    return this.objects.get(key) ?? null;
  }

  async readChecked({ key }: ListedObject, contentType: string): Promise<CheckedObject | null> {
    const bytes = this.objects.get(key);
    return bytes === undefined ? null : { body: { contentType, bytes }, checkedBy: () => 'length' };
  }

  async list({ prefix, after = '', most = this.#pageSize }: ListQuery): Promise<ObjectPage> {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
    const objects = keys.slice(0, most).map((key) => ({
      key,
      bytes: this.objects.get(key)?.length ?? 0,
      storedAt: new Date(0),
      etag: null,
    }));
    return { objects, isTruncated: keys.length > most };
  }

  async listFolders({ prefix, after = '', most = this.#pageSize }: ListQuery): Promise<FolderPage> {
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
    const ends = keys.map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1));
    const folders = [...new Set(ends)].filter((folder) => folder !== '');
    return { folders: folders.slice(0, most), isTruncated: folders.length > most };
  }

  /** As a person does it who clears up. */
  remove(key: string): void {
    this.objects.delete(key);
    this.#versions.delete(key);
  }
}

async function* onePiece(bytes: Buffer): AsyncGenerator<Buffer, void, void> {
  yield bytes;
}
