import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { S3Archive } from '../../../src/archive/s3/archive.ts';
import { createS3Client } from '../../../src/archive/s3/client.ts';
import { ArchiveError } from '../../../src/errors.ts';
import { CREDENTIALS } from '../archives.ts';

/** What is left of an invocation, as a run would have it. */
const DEADLINE_MS = 120;
/** Answers that are the last word come once; others as often as there is time for. */
const ONCE = 1;
const DAMAGED = 3;
const MANY = 40;

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const CODES: readonly (readonly [status: number, name: string, code: string, most: number])[] = [
  [403, 'AccessDenied', 'ARCHIVE_DENIED', ONCE],
  [403, 'InvalidAccessKeyId', 'ARCHIVE_CREDENTIALS', ONCE],
  [403, 'SignatureDoesNotMatch', 'ARCHIVE_CREDENTIALS', ONCE],
  [403, 'RequestTimeTooSkewed', 'ARCHIVE_CREDENTIALS', ONCE],
  [400, 'ExpiredToken', 'ARCHIVE_CREDENTIALS', ONCE],
  [400, 'InvalidToken', 'ARCHIVE_CREDENTIALS', ONCE],
  [400, 'TokenRefreshRequired', 'ARCHIVE_CREDENTIALS', ONCE],
  [404, 'NoSuchBucket', 'ARCHIVE_BUCKET_MISSING', ONCE],
  [301, 'PermanentRedirect', 'ARCHIVE_WRONG_REGION', ONCE],
  [307, 'TemporaryRedirect', 'ARCHIVE_WRONG_REGION', ONCE],
  [400, 'AuthorizationHeaderMalformed', 'ARCHIVE_WRONG_REGION', ONCE],
  [400, 'IllegalLocationConstraintException', 'ARCHIVE_WRONG_REGION', ONCE],
  [501, 'NotImplemented', 'ARCHIVE_UNSUPPORTED', ONCE],
  [400, 'KMS.DisabledException', 'ARCHIVE_KEY', ONCE],
  [400, 'KMS.NotFoundException', 'ARCHIVE_KEY', ONCE],
  [400, 'KMS.KMSInvalidStateException', 'ARCHIVE_KEY', ONCE],
  [400, 'BadDigest', 'ARCHIVE_OBJECT_DAMAGED', DAMAGED],
  [400, 'InvalidDigest', 'ARCHIVE_OBJECT_DAMAGED', DAMAGED],
  [400, 'XAmzContentSHA256Mismatch', 'ARCHIVE_OBJECT_DAMAGED', DAMAGED],
  [409, 'ConditionalRequestConflict', 'ARCHIVE_CONTENDED', MANY],
  [409, 'OperationAborted', 'ARCHIVE_CONTENDED', MANY],
  [409, 'InvalidBucketState', 'ARCHIVE_FAILED', ONCE],
  [500, 'InternalError', 'ARCHIVE_UNAVAILABLE', MANY],
  [503, 'SlowDown', 'ARCHIVE_UNAVAILABLE', MANY],
  [503, 'ServiceUnavailable', 'ARCHIVE_UNAVAILABLE', MANY],
  [400, 'RequestTimeout', 'ARCHIVE_UNAVAILABLE', MANY],
  [400, 'InvalidRequest', 'ARCHIVE_FAILED', ONCE],
  [400, 'EntityTooLarge', 'ARCHIVE_FAILED', ONCE],
  [405, 'MethodNotAllowed', 'ARCHIVE_FAILED', ONCE],
  [403, 'InvalidObjectState', 'ARCHIVE_FAILED', ONCE],
  [507, 'XMinioStorageFull', 'ARCHIVE_UNAVAILABLE', MANY],
];
const BARE: readonly (readonly [status: number, code: string, most: number])[] = [
  [301, 'ARCHIVE_FAILED', ONCE],
  [307, 'ARCHIVE_FAILED', ONCE],
  [400, 'ARCHIVE_FAILED', ONCE],
  [403, 'ARCHIVE_FAILED', ONCE],
  [404, 'ARCHIVE_FAILED', ONCE],
  [409, 'ARCHIVE_CONTENDED', MANY],
  [429, 'ARCHIVE_UNAVAILABLE', MANY],
  [500, 'ARCHIVE_UNAVAILABLE', MANY],
  [502, 'ARCHIVE_UNAVAILABLE', MANY],
  [503, 'ARCHIVE_UNAVAILABLE', MANY],
  [504, 'ARCHIVE_UNAVAILABLE', MANY],
];
const STRANGERS = {
  'no body': '',
  'a page of a proxy': '<html><body>Bad gateway</body></html>',
  JSON: '{"message":"no"}',
};

interface Row {
  readonly title: string;
  readonly status: number;
  readonly body: string;
  readonly code: string;
  readonly most: number;
}

const ROWS: readonly Row[] = [
  ...CODES.flatMap(([status, name, code, most]) => [
    {
      title: `${status} ${name}`,
      status,
      code,
      most,
      body: writeError(name, '<Message>In words.</Message>'),
    },
    // Ceph says no more than the code.
    { title: `${status} ${name} without a message`, status, code, most, body: writeError(name, '') },
  ]),
  ...BARE.flatMap(([status, code, most]) =>
    Object.entries(STRANGERS).map(([shape, body]) => ({
      title: `${status} with ${shape}`,
      status,
      code,
      most,
      body,
    })),
  ),
  { title: '200 without an ETag', status: 200, body: '', code: 'ARCHIVE_UNSUPPORTED', most: ONCE },
];

describe('whatever S3 answers to a PUT', () => {
  it.each(ROWS.flatMap((row) => (row.most === ONCE ? [0, 30] : [0]).map((delay) => ({ ...row, delay }))))(
    '$title after $delay ms is $code, in time and in bounded requests',
    async ({ status, body, code, most, delay }) => {
      let requests = 0;
      const { archive, signal } = await openAnswering(async () => {
        requests += 1;
        await setTimeout(delay);
        return { status, body };
      });

      const error = await archive
        .create('latest/trading-bots.json', { bytes: Buffer.from('{}\n'), contentType: 'application/json' })
        .catch((thrown: unknown) => thrown);

      expect(error).toBeInstanceOf(ArchiveError);
      expect(error).toMatchObject({ code });
      expect(signal.aborted).toBe(false);
      expect(requests).toBeLessThanOrEqual(most);
    },
  );
});

describe('S3 that is busy for a while', () => {
  it.each([
    ['503', { status: 503, body: writeError('SlowDown', '') }],
    ['409', { status: 409, body: writeError('ConditionalRequestConflict', '') }],
    ['a hang-up', null],
  ])('%s six times, then takes the report', async (_title, answer) => {
    let requests = 0;
    const { archive } = await openAnswering(
      async () => ((requests += 1) <= 6 ? answer : { status: 200, body: '', etag: '"1"' }),
      60_000,
    );

    const created = await archive.create('latest/trading-bots.json', {
      bytes: Buffer.from('{}\n'),
      contentType: 'application/json',
    });

    expect({ created, requests }).toEqual({ created: 'created', requests: 7 });
  });
});

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly etag?: string;
}

/** Null: it hangs up. The signal aborts long after the deadline: only a request that does not end sees it. */
async function openAnswering(answer: () => Promise<Answer | null>, deadlineMilliseconds = DEADLINE_MS) {
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      void answer().then((told) => {
        if (told === null) return response.destroy();
        response.writeHead(told.status, told.etag === undefined ? {} : { etag: told.etag });
        return response.end(told.body);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = createS3Client({
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: CREDENTIALS,
    deadlineMilliseconds,
  });
  const signal = AbortSignal.timeout(30_000);
  const archive = new S3Archive({
    client,
    bucket: 'report-archive',
    prefix: '',
    signal,
    proof: new Set(['If-None-Match']),
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
    server.closeAllConnections();
  });
  return { archive, signal };
}

function writeError(name: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${name}</Code>${message}<RequestId>4442587FB7D0A2F9</RequestId></Error>`;
}
