import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { s3Error } from './answer.ts';
import type { S3Answer } from './answer.ts';
import { S3StoreBucket } from './bucket.ts';
import type { S3Object } from './bucket.ts';
import { readListQuery } from './listing.ts';
import { checkSignature } from './signature.ts';
import type { S3Credentials } from './signature.ts';

type S3Action = 's3:PutObject' | 's3:GetObject' | 's3:ListBucket';

/** Condition keys of the request that have a value: `s3:if-none-match`. */
type S3Condition = Readonly<Record<string, string>>;

export interface S3StoreOptions {
  readonly bucket: string;
  readonly region: string;
  readonly credentials: S3Credentials;
  /** Its clock; it tells none unless told. */
  readonly now?: () => Date;
  /** Headers of conditions that it does as if they were not there: `If-Match`. */
  readonly ignores?: readonly string[];
  /** What the credentials may do; everything unless told. */
  readonly allows?: (action: S3Action, key: string, condition: S3Condition) => boolean;
}

/** What came in, by the right that it needs. */
interface S3Request {
  readonly action: S3Action;
  /** Of a list, the prefix. */
  readonly key: string;
}

/** Something that goes wrong once, for the next request of its kind. */
interface S3Fault {
  readonly on: S3Request['action'];
  /** Only for this key. */
  readonly key?: string;
  /** `instead` of doing what was asked, or `after` it has been done. */
  readonly when: 'instead' | 'after';
  /** `hangUp` sends nothing, `breakOff` ends in the middle of the body. */
  readonly answer: S3Answer | 'hangUp' | 'breakOff';
}

export interface S3Store {
  readonly endpoint: string;
  readonly objects: ReadonlyMap<string, S3Object>;
  readonly requests: readonly S3Request[];
  /** The headers of the checksums that came with the bodies. */
  readonly checksums: readonly string[];
  /** Puts an object there without a request. */
  place(key: string, bytes: Buffer, more?: Partial<S3Object>): void;
  /** Takes an object away without a request. */
  remove(key: string): void;
  failNext(fault: S3Fault): void;
  /** Throws when something came in that the double does not know, or a fault was never met. */
  close(): Promise<void>;
}

const KNOWN_HEADERS =
  /^(accept|amz-sdk-invocation-id|amz-sdk-request|authorization|connection|content-(length|md5|type)|host|if-(match|none-match)|range|user-agent|x-amz-(checksum-(crc32|mode|sha256)|content-sha256|date|sdk-checksum-algorithm|security-token|user-agent))$/;

/** A bucket on loopback that speaks S3's protocol, path style, and lets nothing pass that S3 would refuse. */
export async function startS3Store(options: S3StoreOptions): Promise<S3Store> {
  const bucket = new S3StoreBucket();
  const requests: S3Request[] = [];
  const checksums: string[] = [];
  const faults: S3Fault[] = [];
  const complaints: string[] = [];
  const server = createServer((request, response) => {
    response.sendDate = false;
    if (options.now !== undefined) response.setHeader('date', options.now().toUTCString());
    serve(request, response).catch((error: unknown) => {
      complaints.push(String(error));
      send(response, s3Error(501, 'NotImplemented', String(error)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the double has no port');
  const endpoint = `http://127.0.0.1:${address.port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const url = new URL(request.url ?? '', endpoint);
    const { action, key } = identify(request, url);
    const refusal = checkSignature(
      { method: request.method ?? '', url, headers: request.headers, body },
      options.region,
      options.credentials,
    );
    if (refusal !== null) return send(response, refusal);
    if (bucketOf(url) !== options.bucket) {
      return send(response, s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist'));
    }
    for (const header of options.ignores ?? []) delete request.headers[header.toLowerCase()];
    requests.push({ action, key });
    checksums.push(
      ...Object.keys(request.headers).filter((name) => /^(content-md5|x-amz-checksum-(?!mode))/.test(name)),
    );
    const at = faults.findIndex((fault) => fault.on === action && (fault.key ?? key) === key);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    if (fault?.when === 'instead' && fault.answer !== 'breakOff') return fail(response, fault.answer);
    const answer = act(action, key, request, url, body);
    if (fault?.answer === 'breakOff') return breakOff(response, answer);
    return fault === undefined ? send(response, answer) : fail(response, fault.answer);
  }

  function act(action: S3Action, key: string, request: IncomingMessage, url: URL, body: Buffer): S3Answer {
    const allows = options.allows ?? (() => true);
    const denied = s3Error(403, 'AccessDenied', 'Access Denied');
    const only = request.headers['if-none-match'];
    const condition = only === undefined ? {} : { 's3:if-none-match': only };
    if (!allows(action, key, condition)) return denied;
    if (action === 's3:ListBucket') return bucket.list(options.bucket, readListQuery(url));
    const answer =
      action === 's3:PutObject' ? bucket.put(key, request.headers, body) : bucket.get(key, request.headers);
    // Who may not list may not know either that an object is missing.
    return answer.status === 404 && !allows('s3:ListBucket', key, {}) ? denied : answer;
  }

  return {
    endpoint,
    objects: bucket.objects,
    requests,
    checksums,
    place: (key, bytes, more) => void bucket.place(key, bytes, more),
    remove: (key) => bucket.remove(key),
    failNext: (fault) => void faults.push(fault),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      const unmet = faults.map((fault) => `no ${fault.on} came for a fault`);
      if (complaints.length + unmet.length > 0) throw new Error([...complaints, ...unmet].join('\n'));
    },
  };
}

/** Throws on whatever the product has no reason to ask. */
function identify(request: IncomingMessage, url: URL): S3Request {
  const strange = Object.keys(request.headers).filter((name) => !KNOWN_HEADERS.test(name));
  if (strange.length > 0) throw new Error(`the double knows no header ${strange.join(', ')}`);
  if (request.method === 'GET' && keyOf(url) === '') {
    return { action: 's3:ListBucket', key: readListQuery(url).get('prefix') ?? '' };
  }
  const operation = { PUT: 'PutObject', GET: 'GetObject' }[request.method ?? ''];
  const key = keyOf(url);
  if (operation === undefined || key === '' || url.search !== `?x-id=${operation}`) {
    throw new Error(`the double knows no ${request.method} ${request.url}`);
  }
  return { action: operation === 'PutObject' ? 's3:PutObject' : 's3:GetObject', key };
}

function bucketOf(url: URL): string {
  return url.pathname.split('/')[1] ?? '';
}

function keyOf(url: URL): string {
  return decodeURIComponent(url.pathname.split('/').slice(2).join('/'));
}

function send(response: ServerResponse, answer: S3Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  response.end(answer.body);
}

function fail(response: ServerResponse, answer: Exclude<S3Fault['answer'], 'breakOff'>): void {
  if (answer === 'hangUp') response.destroy();
  else send(response, answer);
}

function breakOff(response: ServerResponse, answer: S3Answer): void {
  response.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length });
  const half = answer.body.subarray(0, answer.body.length / 2);
  response.write(half, () => response.destroy());
}
