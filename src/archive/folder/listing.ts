import { statSync, type Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../../errors.ts';
import { compareText } from '../../snapshot/model/order.ts';
import { isConfined, refuseWayOut } from './confined.ts';
import { isErrno } from './failure.ts';
import { MOST_LISTED } from '../objects/archive.ts';
import type { FolderPage, ListedObject, ListQuery, ObjectPage } from '../objects/archive.ts';

/** What a report's key is made of: no part can lead out of the folder, nor to the archive's own dot files. */
const KEY_PART = /^[A-Za-z0-9][A-Za-z0-9._=-]*$/;

const MOST_PARTS = 8;

export function isKeyPart(name: string): boolean {
  return KEY_PART.test(name);
}

/** Lists files as S3 lists keys, and opens only the folders that can hold one that is asked for. */
export async function listFiles(root: string, query: ListQuery): Promise<ObjectPage> {
  const most = query.most ?? MOST_LISTED;
  const objects: ListedObject[] = [];
  for await (const key of walk(root, '', query)) {
    if (objects.length === most) return { objects, isTruncated: true };
    const object = await describeFile(root, key);
    if (object !== null) objects.push(object);
  }
  return { objects, isTruncated: false };
}

/** Lists the folders right below the prefix that have a file to list in them. */
export async function listSubfolders(root: string, query: ListQuery): Promise<FolderPage> {
  const most = query.most ?? MOST_LISTED;
  const parent = query.prefix.slice(0, query.prefix.lastIndexOf('/') + 1);
  const folders: string[] = [];
  for (const entry of await readEntries(root, parent)) {
    const folder = keyOf(parent, entry);
    if (!entry.isFolder || !mayHold(folder, query)) continue;
    const { done } = await walk(root, folder, query).next();
    if (done === true) continue;
    if (folders.length === most) return { folders, isTruncated: true };
    folders.push(folder);
  }
  return { folders, isTruncated: false };
}

async function* walk(root: string, folder: string, query: ListQuery): AsyncGenerator<string, void, void> {
  for (const entry of await readEntries(root, folder)) {
    const key = keyOf(folder, entry);
    if (entry.isFolder) {
      if (mayHold(key, query)) yield* walk(root, key, query);
    } else if (key.startsWith(query.prefix) && compareText(key, query.after ?? '') > 0) yield key;
  }
}

/** Whether a key can be below this folder (`reports/`) that has the prefix and stands behind. */
function mayHold(folder: string, { prefix, after = '' }: ListQuery): boolean {
  // No key is deeper; links within the archive may lead in a circle.
  if (folder.split('/').length > MOST_PARTS) return false;
  const isOnTheWay = folder.startsWith(prefix) || prefix.startsWith(folder);
  return isOnTheWay && (compareText(folder, after) > 0 || after.startsWith(folder));
}

interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What can be a key or on the way to one, in the order of keys: a folder's `/` counts. */
async function readEntries(root: string, folder: string): Promise<readonly Entry[]> {
  const entries = await readIfThere(root, folder);
  return entries
    .filter(({ name }) => isKeyPart(name))
    .map((entry) => ({ name: entry.name, isFolder: isFolder(root, join(root, folder, entry.name), entry) }))
    .toSorted((a, b) => compareText(keyOf(folder, a), keyOf(folder, b)));
}

/** Also by a link that stays in the archive: what is stored behind it is listed as well. */
function isFolder(root: string, path: string, entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return isConfined(root, path) && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

async function readIfThere(root: string, folder: string): Promise<readonly Dirent[]> {
  try {
    const path = join(root, folder);
    const entries = await readdir(path, { withFileTypes: true });
    refuseWayOut(root, path);
    return entries;
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
    // A folder may go while its parent is read, but an archive that is not there is not one without reports.
    if (folder === '') await stat(root).catch(() => refuseMissing(root));
    return [];
  }
}

function refuseMissing(root: string): never {
  throw new ArchiveError({
    code: 'ARCHIVE_FOLDER_MISSING',
    attempted: 'listing',
    object: root,
    why: 'there is no such folder',
    advice: 'Name the folder or the s3://bucket/prefix that reports are kept in',
  });
}

function keyOf(folder: string, entry: Entry): string {
  return `${folder}${entry.name}${entry.isFolder ? '/' : ''}`;
}

/** A link that leads out of the archive is none of its files. */
async function describeFile(root: string, key: string): Promise<ListedObject | null> {
  const path = join(root, key);
  try {
    const entry = await lstat(path);
    if (entry.isSymbolicLink() && !isConfined(root, path)) return null;
    const file = await stat(path);
    return file.isFile() ? { key, bytes: file.size, storedAt: file.mtime, etag: null } : null;
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null;
    throw error;
  }
}
