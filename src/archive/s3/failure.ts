import type { ArchiveCode } from '../../messages/archive.ts';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { readAwsFailure, type AwsFault } from '../../aws-failure.ts';
import { ArchiveError } from '../../errors.ts';
import { CONFLICTS, DAMAGES, hasCode, readStatus } from './refusal.ts';

export type S3Attempt = 'storing' | 'replacing' | 'reading' | 'reading the start of' | 'listing';

interface Verdict {
  readonly code: ArchiveCode;
  readonly advice: string;
}

const BUSY: Verdict = { code: 'ARCHIVE_UNAVAILABLE', advice: 'Run again in a while' };
const NO_SENSE: Verdict = {
  code: 'ARCHIVE_FAILED',
  advice: 'Check that the endpoint speaks the S3 protocol, and run again',
};
const OTHER: Verdict = {
  code: 'ARCHIVE_FAILED',
  advice: 'Check the bucket and the settings of the archive, and run again',
};
const VERDICTS: Readonly<Record<Exclude<AwsFault, 'denied'>, Verdict>> = {
  expired: {
    code: 'ARCHIVE_CREDENTIALS',
    advice: 'Renew the credentials (for example: aws sso login) and run again',
  },
  rejected: {
    code: 'ARCHIVE_CREDENTIALS',
    advice: 'Correct the access key, the secret key or the session token, and run again',
  },
  clock: { code: 'ARCHIVE_CREDENTIALS', advice: "Set this machine's clock right and run again" },
  noCredentials: {
    code: 'ARCHIVE_CREDENTIALS',
    advice: 'Supply credentials: a role, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  },
  noRegion: { code: 'ARCHIVE_WRONG_REGION', advice: "Set AWS_REGION to the bucket's region" },
  noName: {
    code: 'ARCHIVE_UNREACHABLE',
    advice: "Check the region, the endpoint and the network's DNS, and run again",
  },
  noWay: {
    code: 'ARCHIVE_UNREACHABLE',
    advice: 'Check the endpoint and the way to it (proxy, firewall, VPC endpoint), and run again',
  },
  busy: BUSY,
  key: {
    code: 'ARCHIVE_KEY',
    advice:
      "See that the bucket's KMS key is there and enabled, and that its policy allows kms:GenerateDataKey and kms:Decrypt to who asks",
  },
  other: OTHER,
  nonsense: NO_SENSE,
};

const NO_CONDITIONS: Verdict = {
  code: 'ARCHIVE_UNSUPPORTED',
  advice: 'Choose a store that honours If-None-Match and If-Match',
};
const NO_LISTS: Verdict = { code: 'ARCHIVE_UNSUPPORTED', advice: 'Choose a store that knows ListObjectsV2' };
const NO_BUCKET: Verdict = {
  code: 'ARCHIVE_BUCKET_MISSING',
  advice: "Create the bucket, or correct the archive's location",
};
/** Another request for the object was under way, again and again. */
const CONTENDED: Verdict = {
  code: 'ARCHIVE_CONTENDED',
  advice: 'Run again; when it stays so, look for who else writes there',
};
const DAMAGED: Verdict = {
  code: 'ARCHIVE_OBJECT_DAMAGED',
  advice: 'Run again; if it stays, look at the proxies on the way',
};

/** What S3 alone answers. */
const ANSWERS: readonly (readonly [Verdict, readonly string[]])[] = [
  [NO_BUCKET, ['NoSuchBucket']],
  [NO_CONDITIONS, ['NotImplemented']],
  [CONTENDED, CONFLICTS],
  [DAMAGED, DAMAGES],
];
const REDIRECTS: ReadonlySet<string> = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
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
  const { fault, name, told: why } = readAwsFailure(error, 'S3');
  if (!hasCode(error)) return describeStranger(error.$metadata.httpStatusCode ?? 0);
  if (fault === 'denied' || name === 'AccessDenied') {
    return { code: 'ARCHIVE_DENIED', why, advice: adviseRights(attempted) };
  }
  if (REDIRECTS.has(name)) return { code: 'ARCHIVE_WRONG_REGION', why, advice: adviseRegion(error) };
  if (name === 'NotImplemented' && attempted === 'listing') return { ...NO_LISTS, why };
  const [verdict = VERDICTS[fault]] = ANSWERS.find(([, names]) => names.includes(name)) ?? [];
  return { ...verdict, why };
}

/** Somebody else has answered, or a store that says nothing but a status. */
function describeStranger(status: number): Verdict & { readonly why: string } {
  const why = `the answer has status ${status} and no error code of S3`;
  if (status === 409) return { ...CONTENDED, why };
  return { ...(status === 429 || status >= 500 ? BUSY : NO_SENSE), why };
}

/** The failures that came before an answer of S3, or in place of one. */
function describeSilence(error: Error): Verdict & { readonly why: string } {
  const { fault, name } = readAwsFailure(error, 'S3');
  const status = readStatus(error);
  if (status !== null) return describeStranger(status);
  if (error.message.startsWith('Checksum mismatch')) {
    return { ...DAMAGED, why: 'what came is not what S3 says it has stored, by its checksum' };
  }
  const verdict = VERDICTS[fault === 'denied' ? 'other' : fault];
  if (fault === 'noRegion') return { ...verdict, why: 'no region is set' };
  const lack = fault === 'noCredentials' ? 'no credentials' : 'no answer of S3';
  return { ...verdict, why: `${lack}: ${collectMessages(error) || name}` };
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
  const region = typeof told === 'string' ? `Set the region to ${told}` : "Set the region to the bucket's";
  return error.name === 'TemporaryRedirect'
    ? `${region}; a bucket that is new may need some minutes`
    : region;
}

/** Node tries all addresses of a name and gathers what each said, under a message of its own that is empty. */
function collectMessages(error: Error): string {
  if (!(error instanceof AggregateError)) return error.message.replaceAll(SDK_ASIDES, '').replace(/\.$/, '');
  return error.errors.map((part: unknown) => toError(part).message).join('; ');
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
