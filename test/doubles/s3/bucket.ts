import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';
import { s3Error } from './answer.ts';
import type { S3Answer } from './answer.ts';
import { answerList, sortKeys } from './listing.ts';

export interface S3Object {
  readonly bytes: Buffer;
  readonly etag: string;
  readonly contentType: string;
  readonly storedAt: Date;
}

const FAILED = s3Error(
  412,
  'PreconditionFailed',
  'At least one of the pre-conditions you specified did not hold',
  {},
);

/** The objects of the one bucket, and what S3 answers to a request that it has let in. Each answer is one step: atomic. */
export class S3StoreBucket {
  readonly objects = new Map<string, S3Object>();
  #sortedKeys: readonly string[] | null = null;

  put(key: string, headers: IncomingHttpHeaders, body: Buffer): S3Answer {
    const damage = checkChecksums(headers, body);
    if (damage !== null) return damage;
    const ifNoneMatch = headers['if-none-match'];
    const ifMatch = headers['if-match'];
    const current = this.objects.get(key);
    if (ifNoneMatch !== undefined && (ifNoneMatch !== '*' || ifMatch !== undefined)) {
      return s3Error(
        501,
        'NotImplemented',
        'A header you provided implies functionality that is not implemented',
      );
    }
    if (ifNoneMatch === '*' && current !== undefined) return FAILED;
    if (ifMatch !== undefined && current === undefined) return noSuchKey(key);
    if (ifMatch !== undefined && current?.etag !== ifMatch) return FAILED;
    const contentType = headers['content-type'];
    const etag = this.place(key, body, contentType === undefined ? {} : { contentType });
    return { status: 200, headers: { etag }, body: Buffer.alloc(0) };
  }

  get(key: string, headers: IncomingHttpHeaders): S3Answer {
    const object = this.objects.get(key);
    if (object === undefined) return noSuchKey(key);
    if (headers['if-match'] !== undefined && headers['if-match'] !== object.etag) return FAILED;
    const described = { etag: object.etag, 'content-type': object.contentType };
    if (headers.range === undefined) {
      const checksum = {
        'x-amz-checksum-crc32': crc32Of(object.bytes),
        'x-amz-checksum-type': 'FULL_OBJECT',
      };
      const isAsked = headers['x-amz-checksum-mode'] === 'ENABLED';
      return { status: 200, headers: { ...described, ...(isAsked ? checksum : {}) }, body: object.bytes };
    }
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(headers.range) ?? [];
    if (first === undefined || last === undefined)
      throw new Error(`the double knows no range ${headers.range}`);
    const total = object.bytes.length;
    if (Number(first) >= total) {
      return s3Error(416, 'InvalidRange', 'The requested range is not satisfiable', {
        RangeRequested: headers.range,
        ActualObjectSize: String(total),
      });
    }
    const body = object.bytes.subarray(Number(first), Number(last) + 1);
    const range = `bytes ${first}-${Number(first) + body.length - 1}/${total}`;
    return { status: 206, headers: { ...described, 'content-range': range }, body };
  }

  list(bucket: string, query: URLSearchParams): S3Answer {
    this.#sortedKeys ??= sortKeys(this.objects.keys());
    return answerList(bucket, this.#sortedKeys, this.objects, query);
  }

  remove(key: string): void {
    this.objects.delete(key);
    this.#sortedKeys = null;
  }

  /** Puts an object there without a request; returns its ETag. */
  place(key: string, bytes: Buffer, more: Partial<S3Object> = {}): string {
    const etag = more.etag ?? `"${createHash('md5').update(bytes).digest('hex')}"`;
    const object = { bytes, etag, contentType: 'binary/octet-stream', storedAt: new Date(), ...more };
    if (!this.objects.has(key)) this.#sortedKeys = null;
    this.objects.set(key, object);
    return object.etag;
  }
}

function noSuchKey(key: string): S3Answer {
  return s3Error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: key });
}

function checkChecksums(headers: IncomingHttpHeaders, body: Buffer): S3Answer | null {
  const sha256 = createHash('sha256').update(body).digest('base64');
  const md5 = createHash('md5').update(body).digest('base64');
  if (headers['content-md5'] !== undefined && headers['content-md5'] !== md5) {
    return s3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  const expected = { 'x-amz-checksum-crc32': crc32Of(body), 'x-amz-checksum-sha256': sha256 };
  for (const [name, value] of Object.entries(expected)) {
    if (headers[name] === undefined || headers[name] === value) continue;
    const algorithm = name.slice('x-amz-checksum-'.length).toUpperCase();
    return s3Error(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return null;
}

function crc32Of(bytes: Buffer): string {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(crc32(bytes));
  return buffer.toString('base64');
}
