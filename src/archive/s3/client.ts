import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { PatientRetries, type Patience } from './retries.ts';

/** How to reach S3, or a store that speaks its protocol; what is absent comes from the environment, as for every AWS tool. */
export interface S3Settings extends Patience {
  /** `https://store.example:9000`, for a store that is not Amazon's. */
  readonly endpoint?: string;
  readonly region?: string;
  /** `endpoint/bucket/key` in place of `bucket.endpoint/key`. */
  readonly forcePathStyle?: boolean;
  readonly credentials?: NonNullable<S3ClientConfig['credentials']>;
  /** Whether bodies go with the SDK's checksums; absent: as the store is, see below. */
  readonly requestChecksumCalculation?: RequestChecksums;
  /** Where proxies are named, in `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
  readonly proxies?: Readonly<Record<string, string | undefined>>;
}

export type RequestChecksums = 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';

/** Servers are verified, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
const VERIFIED = { rejectUnauthorized: true };
const CONNECTION_TIMEOUT_MS = 5_000;
/** Ends what no longer moves, also a body half-way, but not a big report on a slow line, nor a store that takes its time. */
const IDLE_TIMEOUT_MS = 20_000;
const LEAST_IDLE_MS = 5_000;
const MOST_SOCKETS = 50;

/**
 * A client whose requests end in bounded time: each once nothing moves any more, all of them by the deadline. Whoever asks for it
 * destroys it.
 */
export function createS3Client(settings: S3Settings): S3Client {
  const { deadlineMilliseconds, proxies, ...options } = settings;
  const agents = proxies === undefined ? { httpsAgent: VERIFIED } : openAgents(proxies);
  return new S3Client({
    // The SDK's own, but for those that profiles get from SSO or STS.
    credentials: defaultProvider({ clientConfig: { requestHandler: agents } }),
    ...(settings.endpoint === undefined ? {} : optionsForOtherStores(settings.region)),
    ...options,
    retryStrategy: new PatientRetries(settings),
    // The SDK would wait for the store's word before it sends a body over 2 MiB, up to the request's timeout where none comes.
    expectContinueHeader: false,
    requestHandler: {
      ...agents,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: findIdleTimeout(deadlineMilliseconds),
      throwOnRequestTimeout: true,
    },
  });
}

/** There must be time left to try once more. */
function findIdleTimeout(deadlineMilliseconds = Infinity): number {
  return Math.max(LEAST_IDLE_MS, Math.min(IDLE_TIMEOUT_MS, deadlineMilliseconds / 3));
}

/** https://nodejs.org/docs/latest-v24.x/api/http.html#built-in-proxy-support */
function openAgents(proxyEnv: NonNullable<S3Settings['proxies']>): {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
} {
  const options = { keepAlive: true, maxSockets: MOST_SOCKETS, proxyEnv };
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent({ ...options, ...VERIFIED }) };
}

/**
 * Some stores reject the checksums that the SDK sends on its own account, and few have regions, though a signature needs one.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html
 */
function optionsForOtherStores(region = 'us-east-1'): S3ClientConfig {
  return {
    region,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}
