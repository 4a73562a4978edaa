import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import { FolderArchive } from '../../src/archive/folder/archive.ts';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { S3Archive } from '../../src/archive/s3/archive.ts';
import { createS3Client } from '../../src/archive/s3/client.ts';
import { startS3Store } from '../doubles/s3/store.ts';
import type { S3Store, S3StoreOptions } from '../doubles/s3/store.ts';
import { PromptRetries } from './s3/prompt-retries.ts';
import { makeFolder } from './temporary-folder.ts';

export interface NamedArchive {
  readonly name: string;
  /** An archive with nothing in it, gone when the test ends. */
  readonly open: () => Promise<ReportArchive>;
}

export interface S3OnDouble {
  readonly archive: S3Archive;
  readonly store: S3Store;
}

export interface ClientOnDouble {
  readonly client: S3Client;
  readonly store: S3Store;
}

/** Amazon's own example key: https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds.html */
export const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

const PLACE = { bucket: 'report-archive', prefix: 'team-a' };
/** The double keeps to conditions, and need not be asked whether it does. */
const PROVEN = ['If-None-Match', 'If-Match'] as const;

/** Both adapters, and a real store too when the environment names one (its objects stay under `job-reporter-test/`). */
export function listArchives(environment: NodeJS.ProcessEnv): readonly NamedArchive[] {
  const endpoint = environment['JOB_REPORTER_TEST_S3_ENDPOINT'];
  const bucket = environment['JOB_REPORTER_TEST_S3_BUCKET'];
  const archives: NamedArchive[] = [
    { name: 'a folder', open: async () => new FolderArchive(await makeFolder()) },
    { name: 'S3', open: async () => (await openS3OnDouble()).archive },
  ];
  if (bucket === undefined) return archives;
  return [...archives, { name: 'a real S3 store', open: async () => openRealStore(bucket, endpoint) }];
}

export async function openS3OnDouble(
  options: Partial<S3StoreOptions> = {},
  signal = new AbortController().signal,
): Promise<S3OnDouble> {
  const { client, store } = await openDouble(options);
  return { store, archive: new S3Archive({ ...PLACE, client, signal, proof: new Set(PROVEN) }) };
}

/** With the double and a client of the product's own making. */
export async function openDouble(options: Partial<S3StoreOptions> = {}): Promise<ClientOnDouble> {
  const store = await startDouble(options);
  const client = createS3Client({
    endpoint: store.endpoint,
    forcePathStyle: true,
    credentials: CREDENTIALS,
  });
  onTestFinished(() => client.destroy());
  return { client, store };
}

/** With a client that somebody else has made: it sends checksums, and tries again at once. */
export async function openS3ForFaults(
  options: Partial<S3StoreOptions> = {},
  changes: S3ClientConfig = {},
): Promise<S3OnDouble> {
  const store = await startDouble(options);
  const client = new S3Client({
    endpoint: store.endpoint,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: CREDENTIALS,
    retryStrategy: new PromptRetries(),
    ...changes,
  });
  onTestFinished(() => client.destroy());
  return { store, archive: new S3Archive({ ...PLACE, client, proof: new Set(PROVEN) }) };
}

async function startDouble(options: Partial<S3StoreOptions>): Promise<S3Store> {
  const store = await startS3Store({
    bucket: 'report-archive',
    region: 'us-east-1',
    credentials: CREDENTIALS,
    ...options,
  });
  onTestFinished(async () => await store.close());
  return store;
}

function openRealStore(bucket: string, endpoint: string | undefined): ReportArchive {
  const client = createS3Client(endpoint === undefined ? {} : { endpoint, forcePathStyle: true });
  onTestFinished(() => client.destroy());
  return new S3Archive({ client, bucket, prefix: `job-reporter-test/${randomUUID()}` });
}
