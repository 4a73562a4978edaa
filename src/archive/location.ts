import { ConfigurationError } from '../errors.ts';

/** Where an archive is, as a person writes it: a folder, or a bucket with a prefix (`''` for none, no `/` at its ends). */
export type ArchiveLocation =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

/** What somebody meant for a bucket; a folder of such a name can be written ./s3:bucket. */
const ALMOST_S3 = /^\s*["'<]?s3:/;
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//;
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
// The characters that need no care anywhere: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
const PREFIX_PART = /^(?!\.{1,2}$)[A-Za-z0-9!_.*'()=-]+$/;

/** Reads `DIR`, `s3://bucket` or `s3://bucket/prefix`; throws a `ConfigurationError` for anything else. */
export function parseArchiveLocation(text: string): ArchiveLocation {
  if (text.startsWith('s3://')) return parseS3Location(text);
  if (ALMOST_S3.test(text))
    throw refuse(text, 'a bucket is written s3://bucket, and nothing stands before it');
  if (text.trim() === '') throw refuse(text, 'it is empty');
  if (text.includes('\0')) throw refuse(text, 'a path holds no NUL character');
  if (SCHEME.test(text)) throw refuse(text, 'only s3:// is known');
  return { kind: 'folder', path: text };
}

function parseS3Location(text: string): ArchiveLocation {
  const [bucket = '', ...parts] = text.slice('s3://'.length).replace(/\/+$/, '').split('/');
  if (!BUCKET.test(bucket)) {
    throw refuse(text, "a bucket's name has 3 to 63 lower-case letters, digits, dots and hyphens");
  }
  if (!parts.every((part) => PREFIX_PART.test(part))) {
    throw refuse(
      text,
      "each part of the prefix may hold letters, digits and ! _ . * ' ( ) = -, and not be . or ..",
    );
  }
  return { kind: 's3', bucket, prefix: parts.join('/') };
}

function refuse(text: string, why: string): ConfigurationError {
  return new ConfigurationError({
    code: 'ARCHIVE_LOCATION_INVALID',
    attempted: 'reading the archive location',
    object: JSON.stringify(hideUserInfo(text)),
    why,
    advice: 'Give a folder, s3://bucket or s3://bucket/prefix',
  });
}

/** Somebody may have put `key:secret@` in front of the host, as other tools take it. */
function hideUserInfo(text: string): string {
  return text.replace(/^([^/]*\/\/).*@/s, '$1***@');
}
