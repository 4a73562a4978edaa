import { S3ServiceException } from '@aws-sdk/client-s3';
import { ArchiveError } from '../../errors.ts';

export type S3Attempt = 'storing' | 'replacing' | 'reading' | 'reading the start of' | 'listing';

interface Verdict {
  readonly code: string;
  readonly advice: string;
}

const EXPIRED: Verdict = {
  code: 'ARCHIVE_CREDENTIALS',
  advice: 'Renew the credentials (for example: aws sso login) and run again',
};
const REJECTED: Verdict = {
  code: 'ARCHIVE_CREDENTIALS',
  advice: 'Correct the access key, the secret key or the session token, and run again',
};
const CLOCK: Verdict = {
  code: 'ARCHIVE_CREDENTIALS',
  advice: "Set this machine's clock right and run again",
};
const NO_CREDENTIALS: Verdict = {
  code: 'ARCHIVE_CREDENTIALS',
  advice: 'Supply credentials: a role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
};
const NO_BUCKET: Verdict = {
  code: 'ARCHIVE_BUCKET_MISSING',
  advice: "Create the bucket, or correct the archive's location",
};
const NO_REGION: Verdict = { code: 'ARCHIVE_WRONG_REGION', advice: "Set AWS_REGION to the bucket's region" };
const NO_LISTS: Verdict = { code: 'ARCHIVE_UNSUPPORTED', advice: 'Choose a store that knows ListObjectsV2' };
const NO_CONDITIONS: Verdict = {
  code: 'ARCHIVE_UNSUPPORTED',
  advice: 'Choose a store that honours If-None-Match and If-Match',
};
const BUSY: Verdict = { code: 'ARCHIVE_UNAVAILABLE', advice: 'Run again in a while' };
const OTHER_ANSWER: Verdict = {
  code: 'ARCHIVE_FAILED',
  advice: 'Check the bucket and the settings of the archive, and run again',
};
const NO_NAME: Verdict = {
  code: 'ARCHIVE_UNREACHABLE',
  advice: "Check the region, the endpoint and the network's DNS, and run again",
};
const NO_WAY: Verdict = {
  code: 'ARCHIVE_UNREACHABLE',
  advice: 'Check the endpoint and the way to it (proxy, firewall, VPC endpoint), and run again',
};
const NO_SENSE: Verdict = {
  code: 'ARCHIVE_FAILED',
  advice: 'Check that the endpoint speaks the S3 protocol, and run again',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const ANSWERS: ReadonlyMap<string, Verdict> = new Map([
  ['ExpiredToken', EXPIRED],
  ['TokenRefreshRequired', EXPIRED],
  ['InvalidAccessKeyId', REJECTED],
  ['SignatureDoesNotMatch', REJECTED],
  ['InvalidToken', REJECTED],
  ['RequestTimeTooSkewed', CLOCK],
  ['NoSuchBucket', NO_BUCKET],
  ['NotImplemented', NO_CONDITIONS],
  ['RequestTimeout', BUSY],
]);
const REDIRECTS: ReadonlySet<string> = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
]);

/** By the `code` of Node's errors, or by the name of the SDK's own. */
const SILENCES: ReadonlyMap<string, Verdict> = new Map([
  ['ENOTFOUND', NO_NAME],
  ['EAI_AGAIN', NO_NAME],
  ['ECONNREFUSED', NO_WAY],
  ['ECONNRESET', NO_WAY],
  ['EHOSTUNREACH', NO_WAY],
  ['ENETUNREACH', NO_WAY],
  ['EPIPE', NO_WAY],
  ['ETIMEDOUT', NO_WAY],
  ['TimeoutError', NO_WAY],
  ['CredentialsProviderError', NO_CREDENTIALS],
]);

/** The SDK names its own parts in its messages. */
const SDK_ASIDES = /^@smithy\/node-http-handler - (\[ERROR\] )?| \(configured by client requestHandler\)/g;

/** What the SDK threw, as the project's own error: no credential of the request or of S3's answer goes along. */
export function translateS3Failure(thrown: unknown, attempted: S3Attempt, object: string): ArchiveError {
  const error = toError(thrown);
  const detail =
    error instanceof S3ServiceException ? describeAnswer(error, attempted) : describeSilence(error);
  return new ArchiveError({ ...detail, attempted, object }, { cause: stripFailure(error) });
}

function describeAnswer(error: S3ServiceException, attempted: S3Attempt): Verdict & { readonly why: string } {
  const status = error.$metadata.httpStatusCode ?? 0;
  // The SDK's words for a body without S3's error code: somebody else has answered.
  if (error.message === 'UnknownError') {
    return {
      ...(status >= 500 ? BUSY : NO_SENSE),
      why: `the answer has status ${status} and no error code of S3`,
    };
  }
  const why = `S3 answered ${status} ${error.name}${wordMessage(error.message)}`;
  if (error.name === 'AccessDenied') return { code: 'ARCHIVE_DENIED', why, advice: adviseRights(attempted) };
  if (REDIRECTS.has(error.name)) return { code: 'ARCHIVE_WRONG_REGION', why, advice: adviseRegion(error) };
  if (error.name === 'NotImplemented' && attempted === 'listing') return { ...NO_LISTS, why };
  return { ...(ANSWERS.get(error.name) ?? (status === 429 || status >= 500 ? BUSY : OTHER_ANSWER)), why };
}

/** The failures that came before an answer of S3, or in place of one. */
function describeSilence(error: Error): Verdict & { readonly why: string } {
  if (error.message === 'Region is missing') return { ...NO_REGION, why: 'no region is set' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const verdict = SILENCES.get(error.name) ?? SILENCES.get(code) ?? NO_SENSE;
  const lack = verdict === NO_CREDENTIALS ? 'no credentials' : 'no answer of S3';
  return { ...verdict, why: `${lack}${wordMessage(collectMessages(error) || code)}` };
}

function adviseRights(attempt: S3Attempt): string {
  switch (attempt) {
    case 'storing':
      return "Allow s3:PutObject on it (and kms:GenerateDataKey, when the bucket has a customer's KMS key)";
    case 'replacing':
      return "Allow s3:PutObject and s3:GetObject on it (and kms:GenerateDataKey, when the bucket has a customer's KMS key)";
    case 'reading':
    case 'reading the start of':
      return 'Allow s3:GetObject on it (and kms:Decrypt), and s3:ListBucket on the bucket: without that, S3 answers 403 for an object that is not there';
    case 'listing':
      return 'Allow s3:ListBucket on the bucket, for this prefix';
    default:
      return attempt satisfies never;
  }
}

function adviseRegion(error: S3ServiceException): string {
  const told =
    error.$response?.headers['x-amz-bucket-region'] ?? ('Region' in error ? error.Region : undefined);
  return typeof told === 'string' ? `Set the region to ${told}` : "Set the region to the bucket's";
}

/** Node tries all addresses of a name and gathers what each said, under a message of its own that is empty. */
function collectMessages(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message.replaceAll(SDK_ASIDES, '');
  return error.errors.map((part: unknown) => toError(part).message).join('; ');
}

function wordMessage(message: string): string {
  return message === '' ? '' : `: ${message.replace(/\.$/, '')}`;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** S3 echoes keys, tokens and the signed request in fields of its errors (`Token-0`, `CanonicalRequest`): they stay behind. */
function stripFailure(error: Error): Error {
  const stripped = new Error(error.message);
  stripped.name = error.name;
  if (error.stack !== undefined) stripped.stack = error.stack;
  return stripped;
}
