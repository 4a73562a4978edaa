import type { ArchiveLocation } from './location.ts';
import type { ReportArchive } from './objects/archive.ts';
import type { S3Settings } from './s3/client.ts';

export interface OpenArchive extends AsyncDisposable {
  readonly archive: ReportArchive;
}

/** Opens the archive at a location; nothing is sent or written yet. Loads only what its kind needs. The signal ends requests. */
export async function openArchive(
  location: ArchiveLocation,
  s3: S3Settings,
  signal?: AbortSignal,
): Promise<OpenArchive> {
  if (location.kind === 'folder') {
    const { FolderArchive } = await import('./folder/archive.ts');
    return { archive: new FolderArchive(location.path), [Symbol.asyncDispose]: async () => {} };
  }
  const [{ S3Archive }, { createS3Client }] = await Promise.all([
    import('./s3/archive.ts'),
    import('./s3/client.ts'),
  ]);
  const client = createS3Client(s3);
  const { bucket, prefix } = location;
  return {
    archive: new S3Archive({ client, bucket, prefix, ...(signal === undefined ? {} : { signal }) }),
    [Symbol.asyncDispose]: async () => client.destroy(),
  };
}
