import { renameSync } from 'node:fs';
import { link, mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ArchiveError } from '../../errors.ts';
import { sweepAside, writeAside } from './aside-file.ts';
import { refuseWayOut } from './confined.ts';
import { readFileHead, readWholeFile } from './file.ts';
import { isErrno, translateFolderFailure } from './failure.ts';
import { flushFolders, removeEmptyFolders } from './parents.ts';
import { isKeyPart, listFiles, listSubfolders } from './listing.ts';
import { runUnderLock } from './lock.ts';
import { listPieces } from '../objects/body.ts';
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

  async read(key: string): Promise<Buffer | null> {
    return await this.#attempt('reading', key, (path) => readWholeFile(this.location, path));
  }

  async readChecked({ key, bytes: listed }: ListedObject): Promise<CheckedObject | null> {
    const bytes = await this.read(key);
    if (bytes === null || bytes.length === listed) return bytes && { bytes, checkedBy: 'length' };
    throw refuseLength(`${this.location}/${key}`, bytes.length, listed);
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
      throw translateFolderFailure(error, attempted, object);
    }
  }

  async #withAside<T>(path: string, body: ObjectBody, place: (aside: string) => Promise<T>): Promise<T> {
    const folder = join(this.location, '.writing');
    await mkdir(folder, { recursive: true });
    refuseWayOut(this.location, folder);
    const aside = await writeAside(folder, listPieces(body));
    try {
      await sweepAside(folder, Date.now());
      refuseWayOut(this.location, dirname(path));
      await mkdir(dirname(path), { recursive: true });
      refuseWayOut(this.location, dirname(path));
      return await place(aside);
    } finally {
      await rm(aside, { force: true });
    }
  }
}

function refuseLength(object: string, is: number, was: number): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_OBJECT_CHANGED',
    attempted: 'reading',
    object,
    why: `it has ${is} bytes, and had ${was} a moment ago`,
    advice: 'Look at who writes there, and run again',
  });
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

async function linkIfFree(aside: string, path: string): Promise<'created' | 'exists'> {
  try {
    await link(aside, path);
    return 'created';
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return 'exists';
    throw error;
  }
}

/** Runs under the lock, hence without a pause. */
function renameIfSame(
  root: string,
  aside: string,
  path: string,
  version: ObjectVersion | null,
): 'replaced' | 'changed' {
  const current = readFileHead(root, path)?.version ?? null;
  if (current !== version) return 'changed';
  renameSync(aside, path);
  return 'replaced';
}
