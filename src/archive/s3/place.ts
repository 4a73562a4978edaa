import type { S3Client } from '@aws-sdk/client-s3';
import { ArchiveError } from '../../errors.ts';
import type { ObjectVersion } from '../objects/archive.ts';
import type { S3Attempt } from './failure.ts';

/** The conditions that a store has been seen to keep to: for as long as a process lives. */
export type ConditionProof = Set<'If-None-Match' | 'If-Match'>;

export interface S3BucketPlace {
  /** Belongs to the caller, who destroys it. */
  readonly client: S3Client;
  readonly bucket: string;
  /** Stands before every key, without a `/` at its ends; empty for the whole bucket. */
  readonly prefix: string;
  /** Ends what is under way: then its reason is thrown. */
  readonly signal?: AbortSignal;
  /** What is known of the store already; by itself an archive finds it out anew. */
  readonly proof?: ConditionProof;
}

/** `s3://bucket/prefix`. */
export function nameLocation({ bucket, prefix }: S3BucketPlace): string {
  return `s3://${[bucket, prefix].filter((part) => part !== '').join('/')}`;
}

export function nameObject(place: S3BucketPlace, key: string): string {
  return `${nameLocation(place)}/${key}`;
}

export function addressOf(
  { bucket, prefix }: S3BucketPlace,
  key: string,
): { readonly Bucket: string; readonly Key: string } {
  return { Bucket: bucket, Key: prefix === '' ? key : `${prefix}/${key}` };
}

/** For each request. */
export function optionsOf({ signal }: S3BucketPlace): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** A proxy's own page comes with status 200 too; what S3 has stored has an ETag. */
export function checkVersion(
  place: S3BucketPlace,
  attempted: S3Attempt,
  key: string,
  etag: string | undefined,
): ObjectVersion {
  if (etag !== undefined && etag !== '') return etag;
  throw new ArchiveError({
    code: 'ARCHIVE_UNSUPPORTED',
    attempted,
    object: nameObject(place, key),
    why: "the answer has no ETag, so it is not an S3 store's",
    advice: 'Check the endpoint and the proxies on the way to it',
  });
}

/** A proxy that packs answers makes their tags weak, and a weak one matches nothing: https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3.2 */
export function strengthen(tag: ObjectVersion): ObjectVersion {
  return tag.replace(/^W\//, '');
}
