import { ReporterError } from '../../src/errors.ts';

/** Why something failed, and what to do. */
interface Verdict {
  readonly why: string;
  readonly advice: string;
}

/** A kubeconfig that came and cannot be used. */
export class SecretFailure extends Error {
  readonly advice: string;

  constructor(why: string, advice: string) {
    super(why);
    this.advice = advice;
  }
}

/** A refusal in the words of the service. */
interface ServiceAnswer {
  readonly name: string;
  readonly message: string;
  readonly $metadata: { readonly httpStatusCode?: number | undefined };
}

/** What keeps kubeconfigs, and what its refusals mean. */
export interface KubeconfigStore {
  /** `Secrets Manager` */
  readonly service: string;
  readonly isAnswer: (thrown: unknown) => thrown is ServiceAnswer;
  /** By the name of the refusal. */
  readonly advice: ReadonlyMap<string, string>;
  readonly allowDecrypting: string;
  readonly openWay: string;
  readonly check: string;
}

const RENEW = "See that the function's role still exists and that its session is current";
export const LATER = 'The next run asks again; when it stays so, see the AWS Health Dashboard and the quotas';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html, and the same for other services */
export const COMMON_ADVICE: readonly (readonly [name: string, advice: string])[] = [
  ['ExpiredTokenException', RENEW],
  ['UnrecognizedClientException', RENEW],
  ['InvalidSignatureException', RENEW],
  ['ThrottlingException', LATER],
  ['InternalFailure', LATER],
  ['ServiceUnavailableException', LATER],
];

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

/** Why a kubeconfig could not be read. What was thrown stays behind: an answer that broke off may stand in it. */
export function describeStoreFailure(
  thrown: unknown,
  object: string,
  store: KubeconfigStore,
  signal: AbortSignal,
): ReporterError {
  return new ReporterError({
    code: 'KUBECONFIG_UNREADABLE',
    attempted: 'reading the kubeconfig from',
    object,
    ...judge(thrown, store, signal),
  });
}

function judge(thrown: unknown, store: KubeconfigStore, signal: AbortSignal): Verdict {
  const { service, openWay } = store;
  if (thrown instanceof SecretFailure) return { why: thrown.message, advice: thrown.advice };
  if (store.isAnswer(thrown)) return judgeAnswer(thrown, store);
  if (signal.aborted) return { why: `the run's time was up before ${service} answered`, advice: openWay };
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : name;
  if (SILENCES.has(code) || SILENCES.has(name)) {
    return { why: `no answer of ${service} (${SILENCES.has(code) ? code : name})`, advice: openWay };
  }
  if (name === 'CredentialsProviderError') return { why: 'the function has no credentials', advice: RENEW };
  return { why: `the answer of ${service} cannot be understood (${name})`, advice: store.check };
}

function judgeAnswer({ name, message, $metadata }: ServiceAnswer, store: KubeconfigStore): Verdict {
  // The SDK's own word for none.
  const said = message === '' || message === 'UnknownError' ? '' : `: ${message.replace(/\.$/, '')}`;
  const why = `${store.service} answered ${$metadata.httpStatusCode ?? 0} ${name}${said}`;
  // Also an AccessDeniedException, though it is not the secret that is denied: "Access to KMS is not allowed".
  if (/\bkms\b|ciphertext/i.test(message)) return { why, advice: store.allowDecrypting };
  return { why, advice: store.advice.get(name) ?? store.check };
}
