import { parseArchiveLocation, type ArchiveLocation } from './location.ts';
import type { RemovableArchive, ReportArchive } from './objects/archive.ts';
import type { S3Settings } from './s3/client.ts';
import type { Environment } from './s3/environment.ts';

export interface OpenArchive extends AsyncDisposable {
  readonly archive: ReportArchive;
}

export interface OpenOptions extends Pick<S3Settings, 'credentials'> {
  /** Ends requests. */
  readonly signal?: AbortSignal;
}

/** Opens the archive at a location; nothing is sent or written yet. Loads only what its kind needs. */
export async function openArchive(
  location: ArchiveLocation,
  env: Environment,
  { signal, ...credentials }: OpenOptions = {},
): Promise<OpenArchive> {
  if (location.kind === 'folder') {
    const archive = await openFolderAt(location.path);
    return { archive, [Symbol.asyncDispose]: async () => {} };
  }
  const [{ S3Archive }, { createS3Client }, { readS3Settings }] = await Promise.all([
    import('./s3/archive.ts'),
    import('./s3/client.ts'),
    import('./s3/environment.ts'),
  ]);
  const client = createS3Client({ ...(await readS3Settings(env)), ...credentials });
  const { bucket, prefix } = location;
  return {
    archive: new S3Archive({ client, bucket, prefix, ...(signal === undefined ? {} : { signal }) }),
    [Symbol.asyncDispose]: async () => client.destroy(),
  };
}

/** The archive in a folder; null where the place is none. Throws a `ConfigurationError` for what is no place at all. */
export async function openFolder(place: string): Promise<RemovableArchive | null> {
  const location = parseArchiveLocation(place);
  return location.kind === 'folder' ? await openFolderAt(location.path) : null;
}

async function openFolderAt(path: string): Promise<RemovableArchive> {
  const { FolderArchive } = await import('./folder/archive.ts');
  return new FolderArchive(path);
}
