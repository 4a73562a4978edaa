import { escapeXml, s3Error } from './answer.ts';
import type { S3Answer } from './answer.ts';
import type { S3Object } from './bucket.ts';

const MOST_KEYS = 1000;
const KNOWN = /^(list-type|prefix|delimiter|start-after|continuation-token|max-keys|encoding-type|x-id)$/;
const TOKEN = 'fake-token-after-';

/** Throws on a query that the product has no reason to send. */
export function readListQuery(url: URL): URLSearchParams {
  const query = url.searchParams;
  const strange = [...query.keys()].filter((name) => !KNOWN.test(name));
  if (strange.length > 0 || query.get('list-type') !== '2') {
    throw new Error(`the double knows no list with ${[...query.keys()].join(', ')}`);
  }
  return query;
}

/**
 * One page of ListObjectsV2, keys in the order of their bytes in UTF-8.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function answerList(
  bucket: string,
  keys: readonly string[],
  objects: ReadonlyMap<string, S3Object>,
  query: URLSearchParams,
): S3Answer {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const most = Math.min(MOST_KEYS, Number(query.get('max-keys') ?? MOST_KEYS));
  const encoding = query.get('encoding-type');
  if (!Number.isInteger(most) || most < 0 || (encoding !== null && encoding !== 'url')) {
    return s3Error(400, 'InvalidArgument', 'Argument is not valid');
  }
  if (token !== null && !token.startsWith(TOKEN)) {
    return s3Error(400, 'InvalidArgument', 'The continuation token provided is incorrect');
  }
  const after = token === null ? (query.get('start-after') ?? '') : unwrapToken(token);
  const entries: { readonly key: string; readonly isFolder: boolean; last: string }[] = [];
  let isTruncated = false;
  for (let at = findFirst(keys, after, prefix); keys[at]?.startsWith(prefix) === true; at += 1) {
    const key = keys[at] ?? '';
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const shown = end === -1 ? key : key.slice(0, end + delimiter.length);
    const newest = entries.at(-1);
    if (newest?.isFolder === true && newest.key === shown) newest.last = key;
    else if (entries.length === most) {
      isTruncated = true;
      break;
    } else entries.push({ key: shown, isFolder: end !== -1, last: key });
  }
  const escape = (text: string) => escapeXml(encoding === 'url' ? encodeKey(text) : text);
  const next = entries.at(-1)?.last ?? '';
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>${bucket}</Name><Prefix>${escape(prefix)}</Prefix>`,
    `<KeyCount>${entries.length}</KeyCount><MaxKeys>${most}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>`,
    ...(encoding === null ? [] : [`<EncodingType>${encoding}</EncodingType>`]),
    ...(isTruncated ? [`<NextContinuationToken>${wrapToken(next)}</NextContinuationToken>`] : []),
    ...entries.map(({ key, isFolder }) =>
      isFolder
        ? `<CommonPrefixes><Prefix>${escape(key)}</Prefix></CommonPrefixes>`
        : renderObject(escape(key), objects.get(key)),
    ),
    '</ListBucketResult>',
  ];
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(xml.join('')) };
}

/** As S3 sorts them. */
export function sortKeys(keys: Iterable<string>): readonly string[] {
  const all = [...keys];
  const isPlain = all.every((key) => !/[\uD800-\uDFFF]/.test(key));
  // JavaScript's own order is that of the bytes as long as no character needs more than 16 bits.
  return isPlain ? all.toSorted() : all.toSorted(compareBytes);
}

/** Where the first key is that has the prefix and stands behind `after`, were there one. */
function findFirst(keys: readonly string[], after: string, prefix: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const key = keys[middle] ?? '';
    if (compareBytes(key, after) <= 0 || compareBytes(key, prefix) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function renderObject(key: string, object: S3Object | undefined): string {
  if (object === undefined) throw new Error(`no object ${key}`);
  const { bytes, etag, storedAt } = object;
  return `<Contents><Key>${key}</Key><LastModified>${storedAt.toISOString()}</LastModified><ETag>${escapeXml(etag)}</ETag><Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`;
}

/** As Java encodes a form, but for `/`. */
function encodeKey(key: string): string {
  return encodeURIComponent(key)
    .replaceAll('%2F', '/')
    .replaceAll('%20', '+')
    .replaceAll(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function wrapToken(key: string): string {
  return `${TOKEN}${Buffer.from(key).toString('base64url')}`;
}

function unwrapToken(token: string): string {
  return Buffer.from(token.slice(TOKEN.length), 'base64url').toString();
}
