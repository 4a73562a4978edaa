import { describe, expect, it } from 'vitest';
import { s3Error } from '../../doubles/s3/answer.ts';
import type { S3Answer } from '../../doubles/s3/answer.ts';
import { openS3ForFaults, openS3OnDouble } from '../archives.ts';

const QUERY = { prefix: 'latest/' };
const LISTED = 's3://report-archive/team-a/latest/';
const TO_LIST = { on: 's3:ListBucket', when: 'instead' } as const;

describe('the lists of the archive in S3', () => {
  it('hold a thousand keys a request, and no key of another place in the bucket', async () => {
    const { archive, store } = await openS3OnDouble();
    for (let index = 0; index < 1001; index += 1)
      store.place(`team-a/latest/${1000 + index}.json`, Buffer.of());
    store.place('team-a-too/latest/0.json', Buffer.of());
    store.place('latest/0.json', Buffer.of());

    const first = await archive.list(QUERY);
    const second = await archive.list({ ...QUERY, after: first.objects.at(-1)?.key ?? '' });

    expect([first.objects.length, first.isTruncated]).toEqual([1000, true]);
    expect([second.objects.map(({ key }) => key), second.isTruncated]).toEqual([['latest/2000.json'], false]);
    expect(store.requests).toHaveLength(2);
  });

  it('give keys back as they are, whatever characters are in them', async () => {
    const { archive, store } = await openS3OnDouble();
    const keys = ['a b+c', '%41', 'ä\u0001', '\u{1F600}', '\uFFFD', "(it's)!*~&<>"];
    for (const key of keys) store.place(`team-a/latest/${key}`, Buffer.of());

    const page = await archive.list(QUERY);

    expect(new Set(page.objects.map(({ key }) => key))).toEqual(new Set(keys.map((key) => `latest/${key}`)));
  });

  it('take keys as they come from a store that escapes none', async () => {
    const { archive, store } = await openS3ForFaults();
    store.failNext({ ...TO_LIST, answer: listAnswer(['a%20b']) });

    const page = await archive.list(QUERY);

    expect(page.objects.map(({ key }) => key)).toEqual(['latest/a%20b']);
  });

  it('tell the ETag of each object, and when it was stored', async () => {
    const { archive, store } = await openS3OnDouble();
    const storedAt = new Date('2026-11-22T19:00:03Z');
    store.place('team-a/latest/trading-bots.json', Buffer.from('{}\n'), { storedAt });

    const page = await archive.list(QUERY);

    expect(page.objects).toEqual([
      { key: 'latest/trading-bots.json', bytes: 3, storedAt, etag: '"8a80554c91d9fca8acb82f023de02f11"' },
    ]);
  });

  it('end with the reason of the signal that ends them', async () => {
    const controller = new AbortController();
    const { archive } = await openS3OnDouble({}, controller.signal);
    controller.abort(new Error('Ctrl+C'));

    const attempt = archive.list(QUERY);

    await expect(attempt).rejects.toBe(controller.signal.reason);
  });
});

describe('a list of S3 with keys that are not escaped as it says', () => {
  it('has them as they stand', async () => {
    const { archive, store } = await openS3ForFaults();
    const answer = listAnswer(['100%']);
    const body = Buffer.from(
      String(answer.body).replace('<IsTruncated>', '<EncodingType>url</EncodingType><IsTruncated>'),
    );
    store.failNext({ ...TO_LIST, answer: { ...answer, body } });

    const { objects } = await archive.list(QUERY);

    expect(objects.map(({ key }) => key)).toEqual(['latest/100%']);
  });
});

describe('a list of S3 that fails says what to do about', () => {
  it('a right that is missing', async () => {
    const { archive } = await openS3OnDouble({ allows: (action) => action !== 's3:ListBucket' });

    const attempt = archive.list(QUERY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_DENIED',
      message: `listing ${LISTED}: S3 answered 403 AccessDenied: Access Denied. Allow s3:ListBucket on the bucket, for this prefix`,
    });
  });

  it('a bucket that is not there', async () => {
    const { archive } = await openS3OnDouble({ bucket: 'another-archive' });

    const attempt = archive.list(QUERY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_BUCKET_MISSING',
      message: `listing ${LISTED}: S3 answered 404 NoSuchBucket: The specified bucket does not exist. Create the bucket, or correct the archive's location`,
    });
  });

  it.each([
    { of: 'lists in another order', keys: ['b', 'a'], why: 'the answer is not in the order of keys' },
    { of: 'begins before the start', keys: ['0'], why: 'the answer is not in the order of keys' },
    {
      of: 'lists what was not asked for',
      keys: ['../../other'],
      root: 'team-b/latest/',
      why: 'the answer lists team-b/latest/../../other, which is elsewhere',
    },
  ])('a store that $of', async ({ keys, root, why }) => {
    const { archive, store } = await openS3ForFaults();
    store.failNext({ ...TO_LIST, answer: listAnswer(keys, root) });

    const attempt = archive.list({ ...QUERY, after: 'latest/1' });

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: `listing ${LISTED}: ${why}. Check the endpoint and the proxies on the way to it, or choose a store that lists as S3 does`,
    });
  });

  it('a store that says again and again that there is more, and lists nothing', async () => {
    const { archive, store } = await openS3ForFaults();
    const answer = listAnswer([]);
    const body = Buffer.from(String(answer.body).replace('false', 'true'));
    store.failNext({ ...TO_LIST, answer: { ...answer, body } });

    const attempt = archive.list(QUERY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: `listing ${LISTED}: the answer says that there is more, and lists nothing. Check the endpoint and the proxies on the way to it, or choose a store that lists as S3 does`,
    });
  });

  it('a proxy that answers 200 and a page of its own, which is no empty archive', async () => {
    const { archive, store } = await openS3ForFaults();
    const body = Buffer.from('<html><body>Sign in to the guest network</body></html>');
    store.failNext({ ...TO_LIST, answer: { status: 200, headers: { 'content-type': 'text/html' }, body } });

    const attempt = archive.list(QUERY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: `listing ${LISTED}: the answer does not say whether it is all, so it is not an S3 store's. Check the endpoint and the proxies on the way to it, or choose a store that lists as S3 does`,
    });
  });

  it('a store that does not know the request', async () => {
    const { archive, store } = await openS3OnDouble();
    store.failNext({ ...TO_LIST, answer: s3Error(501, 'NotImplemented', 'Not here') });

    const attempt = archive.listFolders(QUERY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: `listing ${LISTED}: S3 answered 501 NotImplemented: Not here. Choose a store that knows ListObjectsV2`,
    });
  });
});

function listAnswer(names: readonly string[], root = 'team-a/latest/'): S3Answer {
  const entries = names.map(
    (name) =>
      `<Contents><Key>${root}${name}</Key><LastModified>2026-11-22T19:00:03Z</LastModified><Size>1</Size></Contents>`,
  );
  const body = `<ListBucketResult><IsTruncated>false</IsTruncated>${entries.join('')}</ListBucketResult>`;
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(body) };
}
