import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { ArchiveError } from '../../errors.ts';
import { compareText } from '../../snapshot/model/order.ts';
import { MOST_LISTED } from '../objects/archive.ts';
import type { FolderPage, ListedObject, ListQuery, ObjectPage } from '../objects/archive.ts';
import type { S3BucketPlace } from './place.ts';
import { translateS3Failure } from './failure.ts';

/** The lists of a bucket, a request a page; `location` is how the place is called in errors. */
export class S3Listing {
  readonly #place: S3BucketPlace;
  readonly #location: string;

  constructor(place: S3BucketPlace, location: string) {
    this.#place = place;
    this.#location = location;
  }

  async objects(query: ListQuery): Promise<ObjectPage> {
    const answer = await this.#send(query, {});
    const objects = (answer.Contents ?? []).map((each) => this.#readObject(query, each));
    this.#checkOrder(
      query,
      objects.map(({ key }) => key),
    );
    return { objects, isTruncated: answer.IsTruncated === true };
  }

  async folders(query: ListQuery): Promise<FolderPage> {
    const answer = await this.#send(query, { Delimiter: '/' });
    const folders = (answer.CommonPrefixes ?? []).map(({ Prefix }) => this.#readKey(query, Prefix));
    this.#checkOrder(query, folders);
    return { folders, isTruncated: answer.IsTruncated === true };
  }

  /**
   * Pages go on behind the last key of the one before: a continuation token says no more than that.
   * Keys come escaped: XML cannot carry every character that a key may hold.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
   */
  async #send(query: ListQuery, more: { readonly Delimiter?: '/' }): Promise<ListObjectsV2CommandOutput> {
    const { client, bucket, signal } = this.#place;
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: this.#addressOf(query.prefix),
      MaxKeys: query.most ?? MOST_LISTED,
      EncodingType: 'url',
      ...(query.after === undefined ? {} : { StartAfter: this.#addressOf(query.after) }),
      ...more,
    });
    let answer: ListObjectsV2CommandOutput;
    try {
      answer = await client.send(command, signal === undefined ? {} : { abortSignal: signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw translateS3Failure(error, 'listing', this.#nameList(query));
    }
    // A proxy's own page comes with status 200 too, and must not read as an empty archive.
    if (answer.IsTruncated === undefined) {
      throw this.#refuse(query, "the answer does not say whether it is all, so it is not an S3 store's");
    }
    if (answer.IsTruncated && (answer.Contents ?? []).length + (answer.CommonPrefixes ?? []).length === 0) {
      throw this.#refuse(query, 'the answer says that there is more, and lists nothing');
    }
    const decode = answer.EncodingType === 'url' ? decodeKey : (key: string) => key;
    return {
      ...answer,
      Contents: (answer.Contents ?? []).map((each) => ({ ...each, Key: decode(each.Key ?? '') })),
      CommonPrefixes: (answer.CommonPrefixes ?? []).map(({ Prefix }) => ({ Prefix: decode(Prefix ?? '') })),
    };
  }

  #readObject(
    query: ListQuery,
    { Key, Size, LastModified, ETag }: NonNullable<ListObjectsV2CommandOutput['Contents']>[number],
  ): ListedObject {
    const key = this.#readKey(query, Key);
    if (Size === undefined || LastModified === undefined) {
      throw this.#refuse(query, `the answer tells neither size nor time of ${key}`);
    }
    return { key, bytes: Size, storedAt: LastModified, etag: ETag ?? null };
  }

  #readKey(query: ListQuery, address = ''): string {
    const root = this.#addressOf('');
    if (address.startsWith(root)) return address.slice(root.length);
    throw this.#refuse(query, `the answer lists ${address}, which is elsewhere`);
  }

  /** Directory buckets list in no order, and a store that does not know where to begin would be read in a circle. */
  #checkOrder(query: ListQuery, keys: readonly string[]): void {
    const whole = [query.after ?? '', ...keys];
    const isOrdered = keys.every((key, index) => {
      const before = whole[index] ?? '';
      return compareKeys(before, key) < 0 || (index === 0 && before.startsWith(key));
    });
    if (!isOrdered) throw this.#refuse(query, 'the answer is not in the order of keys');
  }

  #refuse(query: ListQuery, why: string): ArchiveError {
    return new ArchiveError({
      code: 'ARCHIVE_UNSUPPORTED',
      attempted: 'listing',
      object: this.#nameList(query),
      why,
      advice: 'Check the endpoint and the proxies on the way to it, or choose a store that lists as S3 does',
    });
  }

  #addressOf(key: string): string {
    return this.#place.prefix === '' ? key : `${this.#place.prefix}/${key}`;
  }

  #nameList({ prefix }: ListQuery): string {
    return `${this.#location}/${prefix}`;
  }
}

/** S3 lists by the bytes of UTF-8, which differs from JavaScript's order for characters beyond 16 bits only. */
function compareKeys(a: string, b: string): number {
  return /[\uD800-\uDFFF]/.test(a + b) ? Buffer.compare(Buffer.from(a), Buffer.from(b)) : compareText(a, b);
}

/** S3 escapes as forms do. What cannot be read so was not escaped, whatever the answer says: no key of a report's. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}
