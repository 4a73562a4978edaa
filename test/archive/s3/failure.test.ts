import { S3ServiceException } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { translateS3Failure } from '../../../src/archive/s3/failure.ts';

const OBJECT = 's3://report-archive/latest/trading-bots.json';

describe('a failure on the way to S3', () => {
  it.each([
    {
      of: 'a name that does not resolve',
      error: systemError('ENOTFOUND', 'getaddrinfo ENOTFOUND report-archive.s3.eu-west-9.amazonaws.com'),
      code: 'ARCHIVE_UNREACHABLE',
      told: "no answer of S3: getaddrinfo ENOTFOUND report-archive.s3.eu-west-9.amazonaws.com. Check the region, the endpoint and the network's DNS, and run again",
    },
    {
      of: 'a host that refuses on all of its addresses',
      error: Object.assign(
        new AggregateError([
          new Error('connect ECONNREFUSED ::1:9000'),
          new Error('connect ECONNREFUSED 127.0.0.1:9000'),
        ]),
        { code: 'ECONNREFUSED' },
      ),
      code: 'ARCHIVE_UNREACHABLE',
      told: 'no answer of S3: connect ECONNREFUSED ::1:9000; connect ECONNREFUSED 127.0.0.1:9000. Check the endpoint and the way to it (proxy, firewall, VPC endpoint), and run again',
    },
    {
      of: 'a time that ran out',
      error: Object.assign(
        new Error(
          '@smithy/node-http-handler - the request socket timed out after 5000 ms of inactivity (configured by client requestHandler).',
        ),
        { name: 'TimeoutError' },
      ),
      code: 'ARCHIVE_UNREACHABLE',
      told: 'no answer of S3: the request socket timed out after 5000 ms of inactivity. Check the endpoint and the way to it (proxy, firewall, VPC endpoint), and run again',
    },
    {
      of: 'no credentials',
      error: Object.assign(new Error('Could not load credentials from any providers'), {
        name: 'CredentialsProviderError',
      }),
      code: 'ARCHIVE_CREDENTIALS',
      told: 'no credentials: Could not load credentials from any providers. Supply credentials: a role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
    },
    {
      of: 'no region',
      error: new Error('Region is missing'),
      code: 'ARCHIVE_WRONG_REGION',
      told: "no region is set. Set AWS_REGION to the bucket's region",
    },
    {
      of: 'an answer that is no XML',
      error: new SyntaxError("char 'S' is not expected."),
      code: 'ARCHIVE_FAILED',
      told: "no answer of S3: char 'S' is not expected. Check that the endpoint speaks the S3 protocol, and run again",
    },
    {
      of: 'bytes that are not those that were stored',
      error: new Error(
        'Checksum mismatch: expected "a" but received "b" in response header "x-amz-checksum-crc32".',
      ),
      code: 'ARCHIVE_OBJECT_DAMAGED',
      told: 'what came is not what S3 says it has stored, by its checksum. Run again; if it stays, look at the proxies on the way',
    },
    {
      of: 'an answer in JSON',
      error: Object.assign(new Error('@aws-sdk XML parse error: unexpected content.'), {
        $metadata: { httpStatusCode: 400 },
      }),
      code: 'ARCHIVE_FAILED',
      told: 'the answer has status 400 and no error code of S3. Check that the endpoint speaks the S3 protocol, and run again',
    },
    {
      of: 'something thrown that is no error',
      error: 'offline',
      code: 'ARCHIVE_FAILED',
      told: 'no answer of S3: offline. Check that the endpoint speaks the S3 protocol, and run again',
    },
  ])('says what to do about $of', ({ error, code, told }) => {
    const failure = translateS3Failure(error, 'reading', OBJECT);

    expect(failure.code).toBe(code);
    expect(failure.message).toBe(`reading ${OBJECT}: ${told}`);
  });
});

describe('a refusal of S3', () => {
  it.each([
    {
      error: refusal(
        301,
        'PermanentRedirect',
        'The bucket you are attempting to access must be addressed using the specified endpoint.',
      ),
      code: 'ARCHIVE_WRONG_REGION',
      told: "S3 answered 301 PermanentRedirect: The bucket you are attempting to access must be addressed using the specified endpoint. Set the region to the bucket's",
    },
    {
      error: refusal(
        403,
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      ),
      code: 'ARCHIVE_CREDENTIALS',
      told: "S3 answered 403 RequestTimeTooSkewed: The difference between the request time and the current time is too large. Set this machine's clock right and run again",
    },
    {
      error: refusal(429, 'TooManyRequests', ''),
      code: 'ARCHIVE_UNAVAILABLE',
      told: 'S3 answered 429 TooManyRequests. Run again in a while',
    },
    {
      error: refusal(403, 'InvalidObjectState', "The operation is not valid for the object's storage class"),
      code: 'ARCHIVE_FAILED',
      told: "S3 answered 403 InvalidObjectState: The operation is not valid for the object's storage class. Check the bucket and the settings of the archive, and run again",
    },
    {
      error: refusal(403, 'AccessDenied', ''),
      code: 'ARCHIVE_DENIED',
      told: 'S3 answered 403 AccessDenied. Allow s3:GetObject on it (and kms:Decrypt), and s3:ListBucket on the bucket: without that, S3 answers 403 for an object that is not there',
    },
    {
      error: refusal(503, 'SlowDown', 'UnknownError'),
      code: 'ARCHIVE_UNAVAILABLE',
      told: 'S3 answered 503 SlowDown. Run again in a while',
    },
    {
      error: refusal(
        400,
        'IllegalLocationConstraintException',
        'The me-south-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
      ),
      code: 'ARCHIVE_WRONG_REGION',
      told: "S3 answered 400 IllegalLocationConstraintException: The me-south-1 location constraint is incompatible for the region specific endpoint this request was sent to. Set the region to the bucket's",
    },
    {
      error: refusal(
        307,
        'TemporaryRedirect',
        'Please re-send this request to the specified temporary endpoint.',
      ),
      code: 'ARCHIVE_WRONG_REGION',
      told: "S3 answered 307 TemporaryRedirect: Please re-send this request to the specified temporary endpoint. Set the region to the bucket's; a bucket that is new may need some minutes",
    },
    ...['KMS.DisabledException', 'KMS.NotFoundException'].map((name) => ({
      error: refusal(400, name, 'arn:aws:kms:eu-central-1:123456789012:key/1 cannot be used.'),
      code: 'ARCHIVE_KEY',
      told: `S3 answered 400 ${name}: arn:aws:kms:eu-central-1:123456789012:key/1 cannot be used. See that the bucket's KMS key is there and enabled, and that its policy allows kms:GenerateDataKey and kms:Decrypt to who asks`,
    })),
    {
      error: refusal(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.'),
      code: 'ARCHIVE_OBJECT_DAMAGED',
      told: 'S3 answered 400 BadDigest: The Content-MD5 you specified did not match what we received. Run again; if it stays, look at the proxies on the way',
    },
  ])('$error.name is passed on in its own words', ({ error, code, told }) => {
    const failure = translateS3Failure(error, 'reading', OBJECT);

    expect(failure.code).toBe(code);
    expect(failure.message).toBe(`reading ${OBJECT}: ${told}`);
  });
});

function systemError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function refusal(httpStatusCode: number, name: string, message: string): S3ServiceException {
  const options = { name, message, $fault: 'client', $metadata: { httpStatusCode } } as const;
  // What the SDK makes of the element of that name.
  return Object.assign(new S3ServiceException(options), { Code: name });
}
