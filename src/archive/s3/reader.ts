import { GetObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { HttpResponse } from '@smithy/core/protocols';
import type { ObjectVersion } from '../objects/archive.ts';
import { translateS3Failure } from './failure.ts';
import type { S3Attempt } from './failure.ts';
import { addressOf, checkVersion, nameObject, optionsOf, strengthen } from './place.ts';
import type { S3BucketPlace } from './place.ts';

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

/** Reads objects of a bucket, with S3's refusals as answers and its failures as an `ArchiveError`. */
export class S3Reader {
  readonly #place: S3BucketPlace;
  #storeTime: Date | null = null;

  constructor(place: S3BucketPlace) {
    this.#place = place;
  }

  /** By the `Date` of the last answer. */
  get storeTime(): Date | null {
    return this.#storeTime;
  }

  /** The object or a part of it, or null when there is none, or none of that version. */
  async get(attempted: S3Attempt, key: string, part?: GetPart): Promise<GotObject | null> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#send(attempted, key, part);
      if (answer === null) return null;
      if (answer === 'nothingInRange') return await this.get(attempted, key);
      const version = checkVersion(this.#place, attempted, key, answer.ETag);
      try {
        const checksums = { crc32: answer.ChecksumCRC32, sha256: answer.ChecksumSHA256 };
        const bytes = await collectBody(answer);
        return { version, bytes, byteLength: readTotal(answer) ?? bytes.length, checksums };
      } catch (error) {
        this.#place.signal?.throwIfAborted();
        // The SDK tries a request again, but not a body that broke off.
        if (tries === READ_TRIES) throw translateS3Failure(error, attempted, nameObject(this.#place, key));
      }
    }
  }

  #seeTime(date: string | undefined): void {
    const time = new Date(date ?? '');
    if (!Number.isNaN(time.getTime())) this.#storeTime = time;
  }

  async #send(
    attempted: S3Attempt,
    key: string,
    part: GetPart | undefined,
  ): Promise<GetObjectCommandOutput | 'nothingInRange' | null> {
    const { range, version } = part ?? {};
    const input = {
      ...addressOf(this.#place, key),
      ...(range === undefined ? {} : { Range: range }),
      ...(version === undefined ? {} : { IfMatch: strengthen(version) }),
    };
    try {
      const command = new GetObjectCommand(input);
      command.middlewareStack.add(
        (next) => async (args) => {
          const answer = await next(args);
          if (HttpResponse.isInstance(answer.response)) this.#seeTime(answer.response.headers['date']);
          return answer;
        },
        // Before it is known whether the answer is a refusal.
        { step: 'deserialize', priority: 'low', name: 'seeStoreTime' },
      );
      return await this.#place.client.send(command, optionsOf(this.#place));
    } catch (error) {
      this.#place.signal?.throwIfAborted();
      if (isNamed(error, 'NoSuchKey') || isStatus(error, 412)) return null;
      // An empty object has no first byte to give.
      if (isNamed(error, 'InvalidRange') && range !== undefined) return 'nothingInRange';
      throw translateS3Failure(error, attempted, nameObject(this.#place, key));
    }
  }
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
