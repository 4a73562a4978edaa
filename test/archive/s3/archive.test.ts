import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isOfBody } from '../../../src/archive/objects/body.ts';
import { storeReport } from '../../../src/archive/store.ts';
import { ArchiveError } from '../../../src/errors.ts';
import { s3Error } from '../../doubles/s3/answer.ts';
import { S3Archive } from '../../../src/archive/s3/archive.ts';
import type { ConditionProof } from '../../../src/archive/s3/place.ts';
import { CREDENTIALS, openDouble, openS3ForFaults, openS3OnDouble } from '../archives.ts';
import { fakeReport, fakeRun, renderFakeText, storableReport } from '../fake-report.ts';
import { largeBody } from '../large-body.ts';

const KEY = 'latest/trading-bots.json';
const OBJECT = 's3://report-archive/team-a/latest/trading-bots.json';
const BODY = { bytes: fakeReport(fakeRun()), contentType: 'application/json' };
const CONFLICT = s3Error(
  409,
  'ConditionalRequestConflict',
  'The conditional request cannot succeed due to a conflicting operation against this resource.',
);

describe('the archive in S3', () => {
  it('names its place by bucket and prefix', async () => {
    const { archive } = await openS3OnDouble();

    const { location } = archive;

    expect(location).toBe('s3://report-archive/team-a');
  });

  it('asks for nothing but PutObject and GetObject under its prefix to store a report', async () => {
    const { archive, store } = await openS3OnDouble();
    const report = storableReport(fakeReport(fakeRun()));

    await storeReport(archive, fakeRun(), report);

    const stem = 'team-a/reports/target=trading-bots/date=2026-11-22/20261122T190000Z';
    expect(store.requests).toEqual([
      { action: 's3:PutObject', key: `${stem}.json` },
      { action: 's3:PutObject', key: `${stem}.txt` },
      { action: 's3:GetObject', key: 'team-a/latest/trading-bots.txt' },
      { action: 's3:GetObject', key: 'team-a/latest/trading-bots.json' },
      { action: 's3:PutObject', key: 'team-a/latest/trading-bots.json' },
      { action: 's3:PutObject', key: 'team-a/latest/trading-bots.txt' },
    ]);
  });

  it('keeps the type of what it stores', async () => {
    const { archive, store } = await openS3OnDouble();

    await archive.create(KEY, BODY);

    expect(store.objects.get(`team-a/${KEY}`)?.contentType).toBe('application/json');
  });

  it('tries again when another request for the same object is in the way', async () => {
    const { archive, store } = await openS3OnDouble();
    store.failNext({ on: 's3:PutObject', when: 'instead', answer: CONFLICT });

    const answer = await archive.create(KEY, BODY);

    expect(answer).toBe('created');
    expect(store.requests).toHaveLength(2);
  });

  it('names in the words of the store that other requests are in the way again and again', async () => {
    const { archive, store } = await openS3ForFaults();
    store.failNext({ on: 's3:PutObject', when: 'instead', answer: CONFLICT });

    const attempt = archive.create(KEY, BODY);

    await expect(attempt).rejects.toMatchObject({
      name: 'ArchiveError',
      code: 'ARCHIVE_CONTENDED',
      message: `storing ${OBJECT}: S3 answered 409 ConditionalRequestConflict: The conditional request cannot succeed due to a conflicting operation against this resource. Run again; when it stays so, look for who else writes there`,
    });
  });

  it('tries a replacement again that another request was in the way of', async () => {
    const { archive, store } = await openS3OnDouble();
    store.failNext({ on: 's3:PutObject', when: 'instead', answer: CONFLICT });

    const answer = await archive.replace(KEY, BODY, null);

    expect(answer).toBe('replaced');
  });

  it('stores a report once when the answer to each request gets lost', async () => {
    const { archive, store } = await openS3ForFaults();
    const stem = 'team-a/reports/target=trading-bots/date=2026-11-22/20261122T190000Z';
    const keys = [`${stem}.json`, `${stem}.txt`, `team-a/${KEY}`, 'team-a/latest/trading-bots.txt'];
    for (const key of keys) store.failNext({ on: 's3:PutObject', key, when: 'after', answer: 'hangUp' });
    const json = fakeReport(fakeRun());

    const stored = await storeReport(archive, fakeRun(), storableReport(json));

    expect(stored).toMatchObject({ outcome: 'stored', latest: 'moved' });
    const text = renderFakeText(json);
    expect([...store.objects].map(([key, { bytes }]) => [key, String(bytes)])).toEqual(
      keys.map((key) => [key, String(key.endsWith('.json') ? json : text)]),
    );
  });

  it('gets through an error of S3 that passes', async () => {
    const { archive, store } = await openS3ForFaults();
    const busy = s3Error(503, 'SlowDown', 'Please reduce your request rate.');
    store.failNext({ on: 's3:PutObject', when: 'instead', answer: busy });

    const answer = await archive.create(KEY, BODY);

    expect(answer).toBe('created');
  });

  it('reads an object again when its body breaks off', async () => {
    const { archive, store } = await openS3OnDouble();
    store.place(`team-a/${KEY}`, BODY.bytes);
    store.failNext({ on: 's3:GetObject', when: 'after', answer: 'breakOff' });

    const bytes = await archive.read(KEY);

    expect(String(bytes)).toBe(String(BODY.bytes));
  });

  it('sends the same checksums that the SDK chooses when the client is made so', async () => {
    const { archive, store } = await openS3ForFaults({}, { requestChecksumCalculation: 'WHEN_SUPPORTED' });

    const answer = await archive.create(KEY, BODY);

    expect(answer).toBe('created');
    expect(store.checksums).toEqual(['x-amz-checksum-crc32']);
  });

  it.each(['WHEN_SUPPORTED', 'WHEN_REQUIRED'] as const)(
    'sends a large body again, from its first piece, when S3 is busy or hangs up, with checksums %s',
    async (requestChecksumCalculation) => {
      const { archive, store } = await openS3ForFaults({}, { requestChecksumCalculation });
      const body = await largeBody('order book');
      const busy = s3Error(503, 'SlowDown', 'Please reduce your request rate.');
      store.failNext({ on: 's3:PutObject', when: 'instead', answer: busy });
      store.failNext({ on: 's3:PutObject', when: 'instead', answer: 'hangUp' });

      const answer = await archive.create(KEY, body);

      const stored = await archive.open(KEY);
      expect({
        answer,
        requests: store.requests.filter(({ action }) => action === 's3:PutObject').length,
      }).toEqual({ answer: 'created', requests: 3 });
      expect(stored !== null && (await isOfBody(stored, body))).toBe(true);
      expect([...new Set(store.checksums)]).toEqual(
        requestChecksumCalculation === 'WHEN_SUPPORTED' ? ['x-amz-checksum-sha256'] : ['content-md5'],
      );
    },
  );

  it('sends a store that needs no checksum the MD5, which Object Lock insists on', async () => {
    const { archive, store } = await openS3OnDouble();

    await archive.create(KEY, BODY);
    await archive.create('latest/large.json', await largeBody('order book'));

    expect(store.checksums).toEqual(['content-md5', 'content-md5']);
  });

  it.each([
    ['If-None-Match', null],
    ['If-Match', '"0"'],
  ])('refuses a store that ignores %s, and asks only once whether it does', async (header, version) => {
    const { client, store } = await openDouble({ ignores: [header] });
    const archive = new S3Archive({ client, bucket: 'report-archive', prefix: '' });
    if (version !== null) store.place(KEY, BODY.bytes, { etag: version });

    const attempt = archive.replace(KEY, BODY, version);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: `replacing s3://report-archive/${KEY}: the store ignores ${header}: it took the object a second time, so that two runs could overwrite each other's reports. Choose a store that honours If-None-Match and If-Match`,
    });
    expect(store.requests).toHaveLength(2);
  });

  it('asks a store once in a process whether it keeps to conditions', async () => {
    const { client, store } = await openDouble();
    const proof: ConditionProof = new Set();
    const open = () => new S3Archive({ client, bucket: 'report-archive', prefix: '', proof });

    await open().create('a.txt', BODY);
    await open().create('b.txt', BODY);

    expect(store.requests.map(({ key }) => key)).toEqual(['a.txt', 'a.txt', 'b.txt']);
    expect([...proof]).toEqual(['If-None-Match']);
  });

  it('tells the clock of the store by its last answer, also where there is nothing', async () => {
    const clock = new Date(Date.now() + 60_000);
    const { archive } = await openS3OnDouble({ now: () => clock });

    const before = archive.now();
    await archive.peek(KEY);

    expect([before, archive.now()?.toUTCString()]).toEqual([null, clock.toUTCString()]);
  });

  it('replaces by a tag that a proxy has made weak', async () => {
    const { archive, store } = await openS3OnDouble();
    store.place(`team-a/${KEY}`, Buffer.from('before'), { etag: '"abc"' });

    const answer = await archive.replace(KEY, BODY, 'W/"abc"');

    expect(answer).toBe('replaced');
  });

  it('reads a large object in pieces of one version, and tells when it changes on the way', async () => {
    const { archive, store } = await openS3OnDouble();
    const bytes = Buffer.alloc(9 * 1024 * 1024, 'order book');
    store.place(`team-a/${KEY}`, bytes);

    const stored = await archive.open(KEY);
    const pieces = await Array.fromAsync(stored?.pieces() ?? []);
    store.place(`team-a/${KEY}`, Buffer.alloc(bytes.length, 'another'));
    const again = Array.fromAsync(stored?.pieces() ?? []);

    expect(pieces.map(({ length }) => length)).toEqual([4_194_304, 4_194_304, 1_048_576]);
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    await expect(again).rejects.toMatchObject({
      code: 'ARCHIVE_OBJECT_CHANGED',
      message: `reading ${OBJECT}: it changed while it was read. Run again`,
    });
  });

  it('finds nothing where there is nothing when it may list the bucket', async () => {
    const { archive } = await openS3OnDouble({ allows: (action) => action !== 's3:PutObject' });

    const head = await archive.peek(KEY);

    expect(head).toBeNull();
  });
});

describe('a failure of S3 says what was attempted, why it failed and what to do', () => {
  it.each([
    {
      of: 'a store without the right to write',
      allows: (action: string): boolean => action !== 's3:PutObject',
      code: 'ARCHIVE_DENIED',
      message: `storing ${OBJECT}: S3 answered 403 AccessDenied: Access Denied. Allow s3:PutObject on it (and kms:GenerateDataKey, when the bucket has a customer's KMS key)`,
    },
    {
      of: 'a bucket that is not there',
      bucket: 'another-archive',
      code: 'ARCHIVE_BUCKET_MISSING',
      message: `storing ${OBJECT}: S3 answered 404 NoSuchBucket: The specified bucket does not exist. Create the bucket, or correct the archive's location`,
    },
    {
      of: 'a bucket in another region',
      region: 'eu-central-1',
      code: 'ARCHIVE_WRONG_REGION',
      message: `storing ${OBJECT}: S3 answered 400 AuthorizationHeaderMalformed: The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-1'. Set the region to eu-central-1`,
    },
    {
      of: 'an access key that is not known',
      credentials: { ...CREDENTIALS, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' },
      code: 'ARCHIVE_CREDENTIALS',
      message: `storing ${OBJECT}: S3 answered 403 InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records. Correct the access key, the secret key or the session token, and run again`,
    },
    {
      of: 'a wrong secret key',
      credentials: { ...CREDENTIALS, secretAccessKey: 'another' },
      code: 'ARCHIVE_CREDENTIALS',
      message: `storing ${OBJECT}: S3 answered 403 SignatureDoesNotMatch: The request signature we calculated does not match the signature you provided. Check your key and signing method. Correct the access key, the secret key or the session token, and run again`,
    },
  ])('$of', async ({ of: _of, code, message, ...options }) => {
    const { archive } = await openS3OnDouble(options);

    const attempt = archive.create(KEY, BODY);

    await expect(attempt).rejects.toMatchObject({ name: 'ArchiveError', code, message });
  });

  it('a missing object that may not be listed, which S3 does not tell from a forbidden one', async () => {
    const { archive } = await openS3OnDouble({ allows: (action) => action !== 's3:ListBucket' });

    const attempt = archive.peek(KEY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_DENIED',
      message:
        `reading the start of ${OBJECT}: S3 answered 403 AccessDenied: Access Denied. Allow s3:GetObject on it (and kms:Decrypt), ` +
        'and s3:ListBucket on the bucket: without that, S3 answers 403 for an object that is not there',
    });
  });

  it('a replacement without the right to write', async () => {
    const { archive } = await openS3OnDouble({ allows: (action) => action !== 's3:PutObject' });

    const attempt = archive.replace(KEY, BODY, '"0"');

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_DENIED',
      message:
        `replacing ${OBJECT}: S3 answered 403 AccessDenied: Access Denied. Allow s3:PutObject and s3:GetObject on it ` +
        "(and kms:GenerateDataKey, when the bucket has a customer's KMS key)",
    });
  });

  it('a bucket elsewhere, by the region that comes with the redirect', async () => {
    const { archive, store } = await openS3OnDouble();
    const redirect = s3Error(
      301,
      'PermanentRedirect',
      'The bucket you are attempting to access must be addressed using the specified endpoint.',
    );
    const headers = { ...redirect.headers, 'x-amz-bucket-region': 'eu-west-1' };
    store.failNext({ on: 's3:PutObject', when: 'instead', answer: { ...redirect, headers } });

    const attempt = archive.create(KEY, BODY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_WRONG_REGION',
      message:
        `storing ${OBJECT}: S3 answered 301 PermanentRedirect: The bucket you are attempting to access must be addressed using the ` +
        'specified endpoint. Set the region to eu-west-1',
    });
  });

  it('a store that does not know conditional writes', async () => {
    const { archive, store } = await openS3OnDouble();
    const answer = s3Error(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented.',
    );
    store.failNext({ on: 's3:PutObject', when: 'instead', answer });

    const attempt = archive.create(KEY, BODY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message:
        `storing ${OBJECT}: S3 answered 501 NotImplemented: A header you provided implies functionality that is not implemented. ` +
        'Choose a store that honours If-None-Match and If-Match',
    });
  });

  it('S3 that is out of order three times', async () => {
    const { archive, store } = await openS3ForFaults();
    const answer = s3Error(500, 'InternalError', 'We encountered an internal error. Please try again.');
    for (let time = 1; time <= 3; time += 1) store.failNext({ on: 's3:GetObject', when: 'instead', answer });

    const attempt = archive.read(KEY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNAVAILABLE',
      message: `reading ${OBJECT}: S3 answered 500 InternalError: We encountered an internal error. Please try again. Run again in a while`,
    });
  });

  it('a body that breaks off three times', async () => {
    const { archive, store } = await openS3OnDouble();
    store.place(`team-a/${KEY}`, BODY.bytes);
    for (let time = 1; time <= 3; time += 1) {
      store.failNext({ on: 's3:GetObject', when: 'after', answer: 'breakOff' });
    }

    const attempt = archive.read(KEY);

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNREACHABLE',
      message: `reading ${OBJECT}: no answer of S3: aborted. Check the endpoint and the way to it (proxy, firewall, VPC endpoint), and run again`,
    });
  });

  it('an endpoint where nobody listens', async () => {
    const { archive, store } = await openS3ForFaults();
    await store.close();

    const attempt = archive.read(KEY);

    const address = store.endpoint.slice('http://'.length);
    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNREACHABLE',
      message: `reading ${OBJECT}: no answer of S3: connect ECONNREFUSED ${address}. Check the endpoint and the way to it (proxy, firewall, VPC endpoint), and run again`,
    });
  });

  it.each([
    {
      status: 200,
      times: 1,
      code: 'ARCHIVE_UNSUPPORTED',
      why: "the answer has no ETag, so it is not an S3 store's. Check the endpoint and the proxies on the way to it",
    },
    {
      status: 404,
      times: 1,
      code: 'ARCHIVE_FAILED',
      why: 'the answer has status 404 and no error code of S3. Check that the endpoint speaks the S3 protocol, and run again',
    },
    {
      status: 502,
      times: 3,
      code: 'ARCHIVE_UNAVAILABLE',
      why: 'the answer has status 502 and no error code of S3. Run again in a while',
    },
  ])('a proxy that answers $status and a page of its own', async ({ status, times, code, why }) => {
    const { archive, store } = await openS3ForFaults();
    const body = Buffer.from('<html><body>Sign in to the guest network</body></html>');
    const answer = { status, headers: { 'content-type': 'text/html' }, body };
    for (let time = 1; time <= times; time += 1) {
      store.failNext({ on: 's3:PutObject', when: 'instead', answer });
    }

    const attempt = archive.create(KEY, BODY);

    await expect(attempt).rejects.toMatchObject({ code, message: `storing ${OBJECT}: ${why}` });
  });

  it('expired credentials, without the token that S3 sends back', async () => {
    const credentials = { ...CREDENTIALS, sessionToken: 'FwoGZXIvYXdzEXAMPLETOKEN' };
    const { archive, store } = await openS3ForFaults({ credentials }, { credentials });
    const answer = s3Error(400, 'ExpiredToken', 'The provided token has expired.', {
      'Token-0': credentials.sessionToken,
    });
    store.failNext({ on: 's3:GetObject', when: 'instead', answer });

    const error = await archive.read(KEY).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ArchiveError);
    expect(error).toMatchObject({
      code: 'ARCHIVE_CREDENTIALS',
      message: `reading ${OBJECT}: S3 answered 400 ExpiredToken: The provided token has expired. Renew the credentials (for example: aws sso login) and run again`,
    });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('EXAMPLETOKEN');
  });

  it('a wrong signature, without the request that S3 sends back', async () => {
    const { archive } = await openS3OnDouble({
      credentials: { ...CREDENTIALS, secretAccessKey: 'another' },
    });

    const error = await archive.read(KEY).catch((thrown: unknown) => thrown);

    expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/AKIAIOSFODNN7EXAMPLE|x-amz-date/);
  });
});
