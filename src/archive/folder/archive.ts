import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ArchiveError } from '../../errors.ts';
import { sweepAside, writeAside } from './aside-file.ts';
import { refuseWayOut } from './confined.ts';
import { readFileHead } from './file.ts';
import { translateFolderFailure } from './failure.ts';
import { flushFolders, removeEmptyFolders } from './parents.ts';
import { inFolder, linkIfFree, renameIfSame } from './placing.ts';
import { isKeyPart, listFiles, listSubfolders } from './listing.ts';
import { runUnderLock } from './lock.ts';
import { gatherPieces, listPieces, storedBody } from '../objects/body.ts';
import { openStoredFile, refuseChanged } from './stored-file.ts';
import type {
  CheckedObject,
  FolderPage,
  ListedObject,
  ListQuery,
  ObjectBody,
  ObjectHead,
  ObjectPage,
  ObjectVersion,
  RemovableArchive,
  StoredObject,
} from '../objects/archive.ts';

/** The lock is held for microseconds: who waits longer waits for a process that hangs. */
const LOCK_TIMEOUT_MS = 5_000;

/**
 * Reports in a folder of a local disk. A new object is written aside and linked to its key, which fails if there is one;
 * a replacement is written aside and renamed over the old one under a lock, after a look at the old one's version.
 */
export class FolderArchive implements RemovableArchive {
  /** The folder's absolute path. */
  readonly location: string;
  readonly #lockTimeoutMs: number;

  constructor(folder: string, lockTimeoutMs = LOCK_TIMEOUT_MS) {
    this.location = resolve(folder);
    this.#lockTimeoutMs = lockTimeoutMs;
  }

  /** A folder is dated by the machine. */
  now(): null {
    return null;
  }

  async create(key: string, body: ObjectBody): Promise<'created' | 'exists'> {
    return await this.#attempt('storing', key, async (path) => {
      const outcome = await this.#withAside(path, body, (aside) => linkIfFree(aside, path));
      await flushFolders(path, this.location);
      return outcome;
    });
  }

  async replace(
    key: string,
    body: ObjectBody,
    version: ObjectVersion | null,
  ): Promise<'replaced' | 'changed'> {
    return await this.#attempt('replacing', key, async (path) => {
      const root = this.location;
      const lock = join(root, '.archive.lock');
      const outcome = await this.#withAside(path, body, (aside) => {
        refuseWayOut(root, lock);
        return runUnderLock(lock, this.#lockTimeoutMs, () => renameIfSame(root, aside, path, version));
      });
      await flushFolders(path, this.location);
      return outcome;
    });
  }

  async peek(key: string): Promise<ObjectHead | null> {
    return await this.#attempt('reading the start of', key, (path) => readFileHead(this.location, path));
  }

  async open(key: string): Promise<StoredObject | null> {
    return await this.#attempt('reading', key, (path) =>
      openStoredFile({ root: this.location, path, name: `${this.location}/${key}` }),
    );
  }

  async read(key: string): Promise<Buffer | null> {
    const stored = await this.open(key);
    return stored && (await gatherPieces(stored.pieces()));
  }

  async readChecked(
    { key, bytes: listed }: ListedObject,
    contentType: string,
  ): Promise<CheckedObject | null> {
    const stored = await this.open(key);
    if (stored === null) return null;
    if (stored.byteLength !== listed)
      throw refuseChanged(
        `${this.location}/${key}`,
        `it has ${stored.byteLength} bytes, and had ${listed} a moment ago`,
      );
    return { body: await storedBody(contentType, key, stored), checkedBy: () => 'length' };
  }

  /** Removes an object, and the folders that are empty without it, up to that of all reports. */
  async remove(key: string): Promise<void> {
    await this.#attempt('removing', key, async (path) => {
      // The link itself may go; what is behind it, never.
      refuseWayOut(this.location, dirname(path));
      await rm(path, { force: true });
      await removeEmptyFolders(dirname(path), join(this.location, 'reports'));
    });
  }

  async list(query: ListQuery): Promise<ObjectPage> {
    return await this.#attemptList(query, listFiles);
  }

  async listFolders(query: ListQuery): Promise<FolderPage> {
    return await this.#attemptList(query, listSubfolders);
  }

  async #attemptList<T>(query: ListQuery, list: (root: string, query: ListQuery) => Promise<T>): Promise<T> {
    try {
      return await list(this.location, query);
    } catch (error) {
      if (error instanceof ArchiveError) throw error;
      throw translateFolderFailure(error, 'listing', `${this.location}/${query.prefix}`);
    }
  }

  async #attempt<T>(attempted: string, key: string, act: (path: string) => T | Promise<T>): Promise<T> {
    const object = `${this.location}/${key}`;
    if (!key.split('/').every(isKeyPart)) throw refuseKey(attempted, object);
    try {
      return await act(join(this.location, ...key.split('/')));
    } catch (error) {
      throw error instanceof ArchiveError ? error : translateFolderFailure(error, attempted, object);
    }
  }

  async #withAside<T>(path: string, body: ObjectBody, place: (aside: string) => Promise<T>): Promise<T> {
    const folder = join(this.location, '.writing');
    await mkdir(folder, { recursive: true });
    refuseWayOut(this.location, folder);
    const aside = await writeAside(folder, listPieces(body));
    try {
      await sweepAside(folder, aside);
      return await inFolder(this.location, dirname(path), () => place(aside));
    } finally {
      await rm(aside, { force: true });
    }
  }
}

function refuseKey(attempted: string, object: string): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_KEY_INVALID',
    attempted,
    object,
    why: "the key's parts may hold letters, digits and . _ = -, a letter or digit first",
    advice: 'Give the target such a name',
  });
}
