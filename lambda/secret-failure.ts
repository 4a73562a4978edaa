import { SecretsManagerServiceException } from '@aws-sdk/client-secrets-manager';
import { ReporterError } from '../src/errors.ts';

interface Verdict {
  readonly why: string;
  readonly advice: string;
}

/** A secret that came and cannot be used. */
export class SecretFailure extends Error {
  readonly advice: string;

  constructor(why: string, advice: string) {
    super(why);
    this.advice = advice;
  }
}

const ALLOW_READING =
  "Allow secretsmanager:GetSecretValue on it in the policy of the function's role (and in the secret's own policy, from another account)";
const ALLOW_DECRYPTING =
  "Allow kms:Decrypt on the secret's KMS key in the policy of the function's role and in the key's policy, and see that the key is enabled";
const CREATE = 'Create the secret, or correct kubeconfigSecretArn of the target: account, region and name';
const RENEW = "See that the function's role still exists and that its session is current";
const LATER = 'The next run asks again; when it stays so, see the AWS Health Dashboard and the quotas';
const OPEN_A_WAY =
  'In a VPC, give the function a way to it: an interface endpoint for Secrets Manager with private DNS, or a NAT gateway';
const CHECK = 'Check the secret and kubeconfigSecretArn of the target';

/**
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html#API_GetSecretValue_Errors
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
 */
const ADVICE: ReadonlyMap<string, string> = new Map([
  ['ResourceNotFoundException', CREATE],
  ['InvalidRequestException', 'Restore the secret if it is to be deleted, or name another one'],
  ['AccessDeniedException', ALLOW_READING],
  ['DecryptionFailure', ALLOW_DECRYPTING],
  ['ExpiredTokenException', RENEW],
  ['UnrecognizedClientException', RENEW],
  ['InvalidSignatureException', RENEW],
  ['ThrottlingException', LATER],
  ['InternalServiceError', LATER],
  ['InternalFailure', LATER],
  ['ServiceUnavailableException', LATER],
]);

/** The `code` of Node's errors, or the name of the SDK's own. */
const SILENCES: ReadonlySet<string> = new Set([
  'TimeoutError',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Why a secret could not be read. What was thrown stays behind: an answer that broke off may stand in it. */
export function describeSecretFailure(thrown: unknown, arn: string, signal: AbortSignal): ReporterError {
  return new ReporterError({
    code: 'KUBECONFIG_UNREADABLE',
    attempted: 'reading the kubeconfig from',
    object: `secret ${arn}`,
    ...judge(thrown, signal),
  });
}

function judge(thrown: unknown, signal: AbortSignal): Verdict {
  if (thrown instanceof SecretFailure) return { why: thrown.message, advice: thrown.advice };
  if (thrown instanceof SecretsManagerServiceException) return judgeAnswer(thrown);
  if (signal.aborted)
    return { why: "the run's time was up before Secrets Manager answered", advice: OPEN_A_WAY };
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : name;
  if (SILENCES.has(code) || SILENCES.has(name)) {
    return { why: `no answer of Secrets Manager (${SILENCES.has(code) ? code : name})`, advice: OPEN_A_WAY };
  }
  if (name === 'CredentialsProviderError') return { why: 'the function has no credentials', advice: RENEW };
  return { why: `the answer of Secrets Manager cannot be understood (${name})`, advice: CHECK };
}

function judgeAnswer({ name, message, $metadata }: SecretsManagerServiceException): Verdict {
  const said = message === '' ? '' : `: ${message.replace(/\.$/, '')}`;
  const why = `Secrets Manager answered ${$metadata.httpStatusCode ?? 0} ${name}${said}`;
  // Also an AccessDeniedException, though it is not the secret that is denied: "Access to KMS is not allowed".
  if (/\bkms\b/i.test(message)) return { why, advice: ALLOW_DECRYPTING };
  return { why, advice: ADVICE.get(name) ?? CHECK };
}
