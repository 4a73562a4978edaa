/** What is at fault when AWS, or the way to it, did not do what was asked: the same for every service. */
export type AwsFault = AnsweredFault | SilentFault;
/** `other`: in words of the service's own. */
type AnsweredFault = 'expired' | 'rejected' | 'clock' | 'key' | 'denied' | 'busy' | 'other';
/** `nonsense`: something came that is no answer of AWS. */
type SilentFault = 'noCredentials' | 'noRegion' | 'noName' | 'noWay' | 'nonsense';

export interface AwsFailure {
  /** By words of the service; false: nothing came, or it was not of AWS. */
  readonly isAnswer: boolean;
  readonly fault: AwsFault;
  /** The service's name for it, the `code` of Node's, or the name of the SDK's own error. */
  readonly name: string;
  /** `S3 answered 403 AccessDenied: Access Denied`; empty unless `isAnswer`. */
  readonly told: string;
}

interface Answer extends Error {
  readonly $metadata: { readonly httpStatusCode?: number | undefined };
}

type FaultNames = readonly (readonly [fault: AwsFault, names: readonly string[]])[];

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, and for the other services
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
 */
const ANSWERS: FaultNames = [
  ['expired', ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']],
  ['rejected', ['InvalidAccessKeyId', 'InvalidClientTokenId', 'InvalidSignatureException', 'InvalidToken']],
  ['rejected', ['SignatureDoesNotMatch', 'UnrecognizedClientException']],
  ['clock', ['RequestTimeTooSkewed']],
  ['denied', ['AccessDenied', 'AccessDeniedException']],
  ['key', ['DecryptionFailure', 'InvalidKeyId']],
  ['busy', ['RequestTimeout', 'ThrottlingException']],
];
/** The `code` of Node's errors, or the name of the SDK's own. */
const SILENCES: FaultNames = [
  ['noCredentials', ['CredentialsProviderError']],
  ['noName', ['ENOTFOUND', 'EAI_AGAIN']],
  [
    'noWay',
    ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT', 'TimeoutError'],
  ],
];

/** What a client of the SDK threw when it asked the service, as far as it may be told: an answer that broke off may be a secret. */
export function readAwsFailure(thrown: unknown, service: string): AwsFailure {
  if (isAnswer(thrown)) return readAnswer(thrown, service);
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : name;
  const isRegion = thrown instanceof Error && thrown.message === 'Region is missing';
  const byCode = findFault(SILENCES, code);
  const fault = isRegion ? 'noRegion' : (byCode ?? findFault(SILENCES, name) ?? 'nonsense');
  return { isAnswer: false, fault, name: byCode === undefined ? name : code, told: '' };
}

function readAnswer({ name, message, $metadata }: Answer, service: string): AwsFailure {
  const status = $metadata.httpStatusCode ?? 0;
  const isBusy = status === 429 || status >= 500;
  // Also an AccessDeniedException, though it is not the object that is denied: "Access to KMS is not allowed".
  const isKey = name.startsWith('KMS.') || /\bkms\b|ciphertext/i.test(message);
  const fault = isKey ? 'key' : (findFault(ANSWERS, name) ?? (isBusy ? 'busy' : 'other'));
  // The SDK's own word for none.
  const said = message === '' || message === 'UnknownError' ? '' : `: ${message.replace(/\.$/, '')}`;
  return { isAnswer: true, fault, name, told: `${service} answered ${status} ${name}${said}` };
}

function findFault(faults: FaultNames, name: string): AwsFault | undefined {
  return faults.find(([, names]) => names.includes(name))?.[0];
}

/** By its shape: each service's package has an error class of its own. */
function isAnswer(thrown: unknown): thrown is Answer {
  return thrown instanceof Error && '$fault' in thrown && '$metadata' in thrown;
}
