import type { SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import { readAwsFailure, type AwsFailure, type AwsFault } from '../../src/aws-failure.ts';
import { ReporterError } from '../../src/errors.ts';

/** How to reach a service of AWS. */
export interface AwsServiceSettings {
  /** Of a double, or of a VPC endpoint without private DNS. */
  readonly endpoint?: string;
  readonly region: string;
  readonly credentials?: NonNullable<SecretsManagerClientConfig['credentials']>;
}

/** For requests that end in bounded time, tried three times each, to servers that are verified whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
export const BOUNDED = {
  httpsAgent: { rejectUnauthorized: true },
  connectionTimeout: 5_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
} as const;

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

/** What keeps kubeconfigs, and what its refusals mean. */
export interface KubeconfigStore {
  /** `Secrets Manager` */
  readonly service: string;
  /** `secret` */
  readonly thing: string;
  /** By the name of the refusal. */
  readonly advice: ReadonlyMap<string, string>;
  readonly allowReading: string;
  readonly check: string;
}

const RENEW = "See that the function's role still exists and that its session is current";
const LATER = 'The next run asks again; when it stays so, see the AWS Health Dashboard and the quotas';

/** Why a kubeconfig could not be read. What was thrown stays behind: an answer that broke off may stand in it. */
export function describeStoreFailure(
  thrown: unknown,
  id: string,
  store: KubeconfigStore,
  signal: AbortSignal,
): ReporterError {
  return new ReporterError({
    code: 'KUBECONFIG_UNREADABLE',
    attempted: 'reading the kubeconfig from',
    object: `${store.thing} ${id}`,
    ...judge(thrown, store, signal),
  });
}

function judge(thrown: unknown, store: KubeconfigStore, signal: AbortSignal): Verdict {
  if (thrown instanceof SecretFailure) return { why: thrown.message, advice: thrown.advice };
  const { service } = store;
  const failure = readAwsFailure(thrown, service);
  const { isAnswer, fault, name, told } = failure;
  if (isAnswer) return { why: told, advice: adviseOn(failure, store) };
  const openWay = `In a VPC, give the function a way to it: an interface endpoint for ${service} with private DNS, or a NAT gateway`;
  if (signal.aborted) return { why: `the run's time was up before ${service} answered`, advice: openWay };
  if (fault === 'noName' || fault === 'noWay')
    return { why: `no answer of ${service} (${name})`, advice: openWay };
  if (fault === 'noCredentials') return { why: 'the function has no credentials', advice: RENEW };
  return { why: `the answer of ${service} cannot be understood (${name})`, advice: store.check };
}

function adviseOn(
  { fault, name }: AwsFailure,
  { thing, advice, allowReading, check }: KubeconfigStore,
): string {
  const common: Partial<Readonly<Record<AwsFault, string>>> = {
    key: `Allow kms:Decrypt on the ${thing}'s KMS key in the policy of the function's role and in the key's policy, and see that the key is enabled`,
    denied: allowReading,
    expired: RENEW,
    rejected: RENEW,
    busy: LATER,
  };
  return common[fault] ?? advice.get(name) ?? check;
}
