import { GetObjectCommand, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { GetObjectCommandOutput, PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { ArchiveError } from '../../errors.ts';
import type { ObjectBody, ObjectVersion } from '../objects/archive.ts';
import { translateS3Failure } from './failure.ts';
import type { S3Attempt } from './failure.ts';
import { encodeChecksum, sendInPieces } from './large-body.ts';

export interface S3BucketPlace {
  /** Belongs to the caller, who destroys it. */
  readonly client: S3Client;
  readonly bucket: string;
  /** Stands before every key, without a `/` at its ends; empty for the whole bucket. */
  readonly prefix: string;
  /** Ends what is under way: then its reason is thrown. */
  readonly signal?: AbortSignal;
}

export type PutCondition = { readonly IfNoneMatch: '*' } | { readonly IfMatch: ObjectVersion };

/** `conditionFailed` is S3's 412, `conflict` its 409 (another request was in the way), `missing` If-Match on nothing. */
export type PutAnswer = 'stored' | 'conditionFailed' | 'conflict' | 'missing';

export interface GotObject {
  readonly version: ObjectVersion;
  readonly bytes: Buffer;
  /** Of the whole object, of which these may be a part. */
  readonly byteLength: number;
  /** What S3 says the checksums of the whole are, base64; absent where it says none. */
  readonly checksums: { readonly crc32?: string | undefined; readonly sha256?: string | undefined };
}

const READ_TRIES = 3;

/** What to ask of an object: the bytes that `range` names (`bytes=0-9`), at this version only. */
export interface GetPart {
  readonly range: string;
  readonly version?: ObjectVersion;
}

/** A bucket's two requests, with S3's refusals as answers and its failures as an `ArchiveError`. */
export class S3Bucket {
  /** `s3://bucket/prefix`. */
  readonly location: string;
  readonly #place: S3BucketPlace;

  constructor(place: S3BucketPlace) {
    this.#place = place;
    this.location = `s3://${[place.bucket, place.prefix].filter((part) => part !== '').join('/')}`;
  }

  async put(
    attempted: S3Attempt,
    key: string,
    body: ObjectBody,
    condition: PutCondition,
  ): Promise<PutAnswer> {
    const input = { ...this.#address(key), ContentType: body.contentType, ...condition };
    let etag: string | undefined;
    try {
      ({ ETag: etag } = await this.#place.client.send(await this.#makePut(input, body), this.#options()));
    } catch (error) {
      this.#place.signal?.throwIfAborted();
      const answer = readPutAnswer(error);
      if (answer === null) throw translateS3Failure(error, attempted, this.nameObject(key));
      return answer;
    }
    this.#checkVersion(attempted, key, etag);
    return 'stored';
  }

  /** The object or a part of it, or null when there is none, or none of that version. */
  async get(attempted: S3Attempt, key: string, part?: GetPart): Promise<GotObject | null> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#send(attempted, key, part);
      if (answer === null) return null;
      if (answer === 'nothingInRange') return await this.get(attempted, key);
      const version = this.#checkVersion(attempted, key, answer.ETag);
      try {
        const checksums = { crc32: answer.ChecksumCRC32, sha256: answer.ChecksumSHA256 };
        const bytes = await collectBody(answer);
        return { version, bytes, byteLength: readTotal(answer) ?? bytes.length, checksums };
      } catch (error) {
        this.#place.signal?.throwIfAborted();
        // The SDK tries a request again, but not a body that broke off.
        if (tries === READ_TRIES) throw translateS3Failure(error, attempted, this.nameObject(key));
      }
    }
  }

  nameObject(key: string): string {
    return `${this.location}/${key}`;
  }

  async #makePut(input: PutObjectCommandInput, body: ObjectBody): Promise<PutObjectCommand> {
    if ('bytes' in body) return new PutObjectCommand({ ...input, Body: body.bytes });
    const { sha256 } = await body.digests();
    // The SDK would make a checksum of the body that it does not see.
    const wantsChecksum = (await this.#place.client.config.requestChecksumCalculation()) === 'WHEN_SUPPORTED';
    const command = new PutObjectCommand({
      ...input,
      ...(wantsChecksum ? { ChecksumSHA256: encodeChecksum(sha256) } : {}),
    });
    sendInPieces(command, body, sha256);
    return command;
  }

  async #send(
    attempted: S3Attempt,
    key: string,
    part: GetPart | undefined,
  ): Promise<GetObjectCommandOutput | 'nothingInRange' | null> {
    const { range, version } = part ?? {};
    const input = {
      ...this.#address(key),
      ...(range === undefined ? {} : { Range: range }),
      ...(version === undefined ? {} : { IfMatch: version }),
    };
    try {
      return await this.#place.client.send(new GetObjectCommand(input), this.#options());
    } catch (error) {
      this.#place.signal?.throwIfAborted();
      if (isNamed(error, 'NoSuchKey') || isStatus(error, 412)) return null;
      // An empty object has no first byte to give.
      if (isNamed(error, 'InvalidRange') && range !== undefined) return 'nothingInRange';
      throw translateS3Failure(error, attempted, this.nameObject(key));
    }
  }

  /** A proxy's own page comes with status 200 too; what S3 has stored has an ETag. */
  #checkVersion(attempted: S3Attempt, key: string, etag: string | undefined): ObjectVersion {
    if (etag !== undefined && etag !== '') return etag;
    throw new ArchiveError({
      code: 'ARCHIVE_UNSUPPORTED',
      attempted,
      object: this.nameObject(key),
      why: "the answer has no ETag, so it is not an S3 store's",
      advice: 'Check the endpoint and the proxies on the way to it',
    });
  }

  #options(): { readonly abortSignal?: AbortSignal } {
    const { signal } = this.#place;
    return signal === undefined ? {} : { abortSignal: signal };
  }

  #address(key: string): { readonly Bucket: string; readonly Key: string } {
    const { bucket, prefix } = this.#place;
    return { Bucket: bucket, Key: prefix === '' ? key : `${prefix}/${key}` };
  }
}

function readPutAnswer(error: unknown): Exclude<PutAnswer, 'stored'> | null {
  if (!(error instanceof S3ServiceException)) return null;
  const status = error.$metadata.httpStatusCode;
  if (status === 412) return 'conditionFailed';
  if (status === 409) return 'conflict';
  return error.name === 'NoSuchKey' ? 'missing' : null;
}

async function collectBody(answer: GetObjectCommandOutput): Promise<Buffer> {
  const bytes = (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** `bytes 0-4194303/132000000`; a store may ignore the range and send the whole. */
function readTotal({ ContentRange }: GetObjectCommandOutput): number | null {
  const total = /\/(\d+)$/.exec(ContentRange ?? '')?.[1];
  return total === undefined ? null : Number(total);
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof S3ServiceException && error.name === name;
}
