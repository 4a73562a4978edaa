import { join } from 'node:path';
import { FolderArchive } from '../../../src/archive/folder/archive.ts';
import type { ReportArchive } from '../../../src/archive/objects/archive.ts';
import { S3Archive } from '../../../src/archive/s3/archive.ts';
import type { S3Store } from '../../doubles/s3/store.ts';
import type { ArchiveContent } from '../archive-faults.ts';
import { openDouble } from '../archives.ts';
import { readFolder } from '../folder/content.ts';
import { MemoryArchive } from '../memory-archive.ts';
import { makeFolder } from '../temporary-folder.ts';

/** An archive with nothing in it, and a way to see all of it that is not its own. */
export interface ArchivePlace {
  readonly archive: ReportArchive;
  readonly list: () => Promise<ArchiveContent>;
}

/** Each gives a new place at every call, until the test ends. */
export type ArchivePlaces = () => ArchivePlace;

export async function prepareMemory(): Promise<ArchivePlaces> {
  return () => {
    const archive = new MemoryArchive();
    return { archive, list: async () => new Map(archive.objects) };
  };
}

export async function prepareFolders(): Promise<ArchivePlaces> {
  const parent = await makeFolder();
  let count = 0;
  return () => {
    const folder = join(parent, `example-${(count += 1)}`);
    return { archive: new FolderArchive(folder), list: async () => await readFolder(folder) };
  };
}

export async function preparePrefixes(): Promise<ArchivePlaces> {
  const { client, store } = await openDouble();
  let count = 0;
  return () => {
    const prefix = `example-${(count += 1)}`;
    const archive = new S3Archive({ client, bucket: 'report-archive', prefix });
    return { archive, list: async () => listPrefix(store.objects, `${prefix}/`) };
  };
}

function listPrefix(objects: S3Store['objects'], prefix: string): ArchiveContent {
  const mine = [...objects].filter(([key]) => key.startsWith(prefix));
  return new Map(mine.map(([key, { bytes }]) => [key.slice(prefix.length), bytes]));
}
