import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startS3Store } from './store.ts';
import type { S3Store } from './store.ts';

const CREDENTIALS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const OBJECT = { Bucket: 'report-archive', Key: 'latest/trading-bots.json' };
const BODY = Buffer.from('{"schemaVersion": 1}\n');

interface WireRequest {
  readonly headers: Record<string, string>;
  body?: unknown;
}

describe('the double of S3', () => {
  it('lets a request pass that the SDK has signed, and gives back what was stored', async () => {
    const { client } = await open();

    const stored = await client.send(new PutObjectCommand({ ...OBJECT, Body: BODY }));
    const got = await client.send(new GetObjectCommand(OBJECT));

    expect(await got.Body?.transformToString()).toBe(String(BODY));
    expect(got.ETag).toBe(stored.ETag);
    expect(got.ChecksumCRC32).toMatch(/^[A-Za-z0-9+/]{6}==$/);
  });

  it('lets a key with characters pass that a signature must escape', async () => {
    const { client, store } = await open();
    const Key = "reports/target=a b+c/(it's)!*~%/ä.json";

    await client.send(new PutObjectCommand({ ...OBJECT, Key, Body: BODY }));

    expect([...store.objects.keys()]).toEqual([Key]);
  });

  it.each([
    {
      what: 'no signature',
      tamper: (request: WireRequest) => void delete request.headers['authorization'],
      name: 'AccessDenied',
    },
    {
      what: 'another body than the one signed',
      tamper: (request: WireRequest) => void (request.body = Buffer.from('{"schemaVersion": 2}\n')),
      name: 'XAmzContentSHA256Mismatch',
    },
    {
      what: 'a condition added behind the signature',
      tamper: (request: WireRequest) => void (request.headers['x-amz-user-agent'] = 'somebody else'),
      name: 'SignatureDoesNotMatch',
    },
    {
      what: 'a time that was not signed',
      tamper: (request: WireRequest) => void (request.headers['x-amz-date'] = '20130524T000000Z'),
      name: 'RequestTimeTooSkewed',
    },
    {
      what: 'a token that the credentials do not have',
      tamper: (request: WireRequest) =>
        void (request.headers['x-amz-security-token'] = 'FwoGZXIvYXdzEXAMPLE'),
      name: 'InvalidToken',
    },
  ])('refuses $what', async ({ tamper, name }) => {
    const { client, store } = await open();
    onTheWire(client, tamper);

    const attempt = client.send(new PutObjectCommand({ ...OBJECT, Body: BODY }));

    await expect(attempt).rejects.toMatchObject({ name });
    expect(store.objects.size).toBe(0);
  });

  it.each([
    { ChecksumCRC32: 'AAAAAA==' },
    { ChecksumSHA256: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=' },
  ])('refuses a body that is not that of its checksum %o', async (checksum) => {
    const { client, store } = await open();

    const attempt = client.send(new PutObjectCommand({ ...OBJECT, Body: BODY, ...checksum }));

    await expect(attempt).rejects.toMatchObject({ name: 'BadDigest', $metadata: { httpStatusCode: 400 } });
    expect(store.objects.size).toBe(0);
  });

  it('answers a condition that does not hold as S3 does', async () => {
    const { client, store } = await open();
    store.place(OBJECT.Key, BODY);

    const answers = await Promise.allSettled([
      client.send(new PutObjectCommand({ ...OBJECT, Body: BODY, IfNoneMatch: '*' })),
      client.send(new PutObjectCommand({ ...OBJECT, Body: BODY, IfMatch: '"0"' })),
      client.send(new PutObjectCommand({ ...OBJECT, Key: 'latest/none.json', Body: BODY, IfMatch: '"0"' })),
    ]);

    expect(answers).toMatchObject([
      { status: 'rejected', reason: { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } } },
      { status: 'rejected', reason: { name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } } },
      { status: 'rejected', reason: { name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } } },
    ]);
  });

  it('gives the range asked for, and refuses one that begins behind the end', async () => {
    const { client, store } = await open();
    store.place(OBJECT.Key, BODY);

    const part = await client.send(new GetObjectCommand({ ...OBJECT, Range: 'bytes=1-4' }));
    const attempt = client.send(new GetObjectCommand({ ...OBJECT, Range: 'bytes=99-120' }));

    expect(part.ContentRange).toBe(`bytes 1-4/${BODY.length}`);
    expect(await part.Body?.transformToString()).toBe('"sch');
    await expect(attempt).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
  });

  it('lists in the order of bytes, folded at the delimiter, page by page', async () => {
    const { client, store } = await open();
    for (const key of ['a/2', 'b', 'a/1', '\u{1F600}', '\uFFFD', 'a-']) store.place(key, BODY);
    const query = { Bucket: 'report-archive', Delimiter: '/', MaxKeys: 2 };

    const first = await client.send(new ListObjectsV2Command(query));
    const second = await client.send(
      new ListObjectsV2Command({ ...query, ContinuationToken: first.NextContinuationToken }),
    );
    const third = await client.send(new ListObjectsV2Command({ ...query, StartAfter: 'b', MaxKeys: 1001 }));

    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2, CommonPrefixes: [{ Prefix: 'a/' }] });
    expect(first.Contents?.map(({ Key }) => Key)).toEqual(['a-']);
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['b', '\uFFFD']);
    expect(third).toMatchObject({ IsTruncated: false, MaxKeys: 1000 });
    expect(third.Contents?.map(({ Key }) => Key)).toEqual(['\uFFFD', '\u{1F600}']);
  });

  it.each([{ ContinuationToken: 'somebody-elses' }, { MaxKeys: -1 }])(
    'refuses a list by %o',
    async (query) => {
      const { client } = await open();

      const attempt = client.send(new ListObjectsV2Command({ Bucket: 'report-archive', ...query }));

      await expect(attempt).rejects.toMatchObject({
        name: 'InvalidArgument',
        $metadata: { httpStatusCode: 400 },
      });
    },
  );

  it.each([
    {
      what: 'another kind of list',
      send: async (client: S3Client) =>
        await client.send(new ListObjectsV2Command({ Bucket: 'report-archive', FetchOwner: true })),
      complaint: 'the double knows no list with fetch-owner, list-type',
    },
    {
      what: 'another operation',
      send: async (client: S3Client) => await client.send(new DeleteObjectCommand(OBJECT)),
      complaint: 'the double knows no DELETE /report-archive/latest/trading-bots.json?x-id=DeleteObject',
    },
    {
      what: 'another header',
      send: async (client: S3Client) =>
        await client.send(new PutObjectCommand({ ...OBJECT, Body: BODY, ACL: 'private' })),
      complaint: 'the double knows no header x-amz-acl',
    },
    {
      what: 'another kind of range',
      send: async (client: S3Client) =>
        await client.send(new GetObjectCommand({ ...OBJECT, Range: 'bytes=-5' })),
      complaint: 'the double knows no range bytes=-5',
    },
  ])('fails the test that sends it $what', async ({ send, complaint }) => {
    const { client, store } = await openWithoutClosing();
    store.place(OBJECT.Key, BODY);

    const attempt = send(client);

    await expect(attempt).rejects.toMatchObject({ name: 'NotImplemented' });
    await expect(store.close()).rejects.toThrow(complaint);
  });

  it('fails the test that prepares a fault which no request meets', async () => {
    const { store } = await openWithoutClosing();
    store.failNext({ on: 's3:GetObject', when: 'instead', answer: 'hangUp' });

    const closing = store.close();

    await expect(closing).rejects.toThrow('no s3:GetObject came for a fault');
  });
});

async function open(): Promise<{ readonly client: S3Client; readonly store: S3Store }> {
  const opened = await openWithoutClosing();
  onTestFinished(async () => await opened.store.close());
  return opened;
}

async function openWithoutClosing(): Promise<{ readonly client: S3Client; readonly store: S3Store }> {
  const store = await startS3Store({
    bucket: 'report-archive',
    region: 'eu-central-1',
    credentials: CREDENTIALS,
  });
  const client = new S3Client({
    endpoint: store.endpoint,
    region: 'eu-central-1',
    credentials: CREDENTIALS,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return { client, store };
}

/** Changes requests behind the SDK's back, after it has signed them. */
function onTheWire(client: S3Client, tamper: (request: WireRequest) => void): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      if (!isWireRequest(args.request)) throw new Error('no request to change');
      tamper(args.request);
      return await next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );
}

function isWireRequest(value: unknown): value is WireRequest {
  return typeof value === 'object' && value !== null && 'headers' in value;
}
