import { PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { ArchiveError } from '../../errors.ts';
import type { ObjectBody, ObjectVersion } from '../objects/archive.ts';
import { digestsOf } from '../objects/body.ts';
import { translateS3Failure } from './failure.ts';
import type { S3Attempt } from './failure.ts';
import { encodeChecksum, sendInPieces } from './large-body.ts';
import { addressOf, checkVersion, nameObject, optionsOf, strengthen } from './place.ts';
import type { ConditionProof, S3BucketPlace } from './place.ts';
import type { S3Reader } from './reader.ts';

export type PutCondition = { readonly IfNoneMatch: '*' } | { readonly IfMatch: ObjectVersion };

/** `conditionFailed` is S3's 412, `missing` If-Match on nothing. */
export type PutAnswer = 'stored' | 'conditionFailed' | 'missing';

/** Stores objects in a bucket, with S3's refusals as answers and its failures as an `ArchiveError`. */
export class S3Writer {
  readonly #place: S3BucketPlace;
  readonly #reader: S3Reader;
  readonly #proof: ConditionProof;

  constructor(place: S3BucketPlace, reader: S3Reader) {
    this.#place = place;
    this.#reader = reader;
    this.#proof = place.proof ?? new Set();
  }

  async put(
    attempted: S3Attempt,
    key: string,
    body: ObjectBody,
    condition: PutCondition,
  ): Promise<PutAnswer> {
    // A large body is not sent to be refused: some stores hang up on it before they have said why.
    const refusal = 'bytes' in body ? null : await this.#foresee(attempted, key, condition);
    if (refusal !== null) return refusal;
    const answer = await this.#putOnce(attempted, key, body, condition);
    const isOther = this.#place.client.config.isCustomEndpoint === true;
    if (answer !== 'stored' || !isOther || !('bytes' in body)) return answer;
    // Amazon's own is known to keep to conditions. Another store is asked once: the same again must not be stored again.
    const header = 'IfMatch' in condition ? 'If-Match' : 'If-None-Match';
    if (this.#proof.has(header)) return answer;
    if ((await this.#putOnce(attempted, key, body, condition)) === 'stored') {
      throw refuseStore(attempted, nameObject(this.#place, key), header);
    }
    this.#proof.add(header);
    return answer;
  }

  /** What the condition comes to as things are now. */
  async #foresee(
    attempted: S3Attempt,
    key: string,
    condition: PutCondition,
  ): Promise<'conditionFailed' | 'missing' | null> {
    const there = await this.#reader.get(attempted, key, { range: 'bytes=0-0' });
    if (!('IfMatch' in condition)) return there === null ? null : 'conditionFailed';
    if (there === null) return 'missing';
    return strengthen(there.version) === strengthen(condition.IfMatch) ? null : 'conditionFailed';
  }

  async #putOnce(
    attempted: S3Attempt,
    key: string,
    body: ObjectBody,
    condition: PutCondition,
  ): Promise<PutAnswer> {
    const input = {
      ...addressOf(this.#place, key),
      ContentType: body.contentType,
      ...strengthenAll(condition),
    };
    let etag: string | undefined;
    try {
      ({ ETag: etag } = await this.#place.client.send(
        await this.#makePut(input, body),
        optionsOf(this.#place),
      ));
    } catch (error) {
      this.#place.signal?.throwIfAborted();
      const answer = readPutAnswer(error);
      if (answer === null) throw translateS3Failure(error, attempted, nameObject(this.#place, key));
      return answer;
    }
    checkVersion(this.#place, attempted, key, etag);
    return 'stored';
  }

  async #makePut(input: PutObjectCommandInput, body: ObjectBody): Promise<PutObjectCommand> {
    const wantsChecksum = (await this.#place.client.config.requestChecksumCalculation()) === 'WHEN_SUPPORTED';
    // What every store knows, and one with Object Lock insists on: https://www.rfc-editor.org/rfc/rfc1864
    const sum = wantsChecksum ? {} : { ContentMD5: (await digestsOf(body)).md5 };
    if ('bytes' in body) return new PutObjectCommand({ ...input, ...sum, Body: body.bytes });
    const { sha256 } = await body.digests();
    // The SDK would make a checksum of the body that it does not see.
    const own = wantsChecksum ? { ChecksumSHA256: encodeChecksum(sha256) } : sum;
    const command = new PutObjectCommand({ ...input, ...own });
    sendInPieces(command, body, sha256);
    return command;
  }
}

function strengthenAll(condition: PutCondition): PutCondition {
  return 'IfMatch' in condition ? { IfMatch: strengthen(condition.IfMatch) } : condition;
}

function refuseStore(attempted: S3Attempt, object: string, header: string): ArchiveError {
  return new ArchiveError({
    code: 'ARCHIVE_UNSUPPORTED',
    attempted,
    object,
    why: `the store ignores ${header}: it took the object a second time, so that two runs could overwrite each other's reports`,
    advice: 'Choose a store that honours If-None-Match and If-Match',
  });
}

function readPutAnswer(error: unknown): Exclude<PutAnswer, 'stored'> | null {
  if (!(error instanceof S3ServiceException)) return null;
  const status = error.$metadata.httpStatusCode;
  if (status === 412) return 'conditionFailed';
  return error.name === 'NoSuchKey' ? 'missing' : null;
}
