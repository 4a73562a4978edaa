import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { defaultProvider } from '@aws-sdk/credential-provider-node';

/** How to reach S3, or a store that speaks its protocol; what is absent comes from the environment, as for every AWS tool. */
export interface S3Settings {
  /** `https://store.example:9000`, for a store that is not Amazon's. */
  readonly endpoint?: string;
  readonly region?: string;
  /** `endpoint/bucket/key` in place of `bucket.endpoint/key`. */
  readonly forcePathStyle?: boolean;
  readonly credentials?: NonNullable<S3ClientConfig['credentials']>;
}

/** Servers are verified, whatever NODE_TLS_REJECT_UNAUTHORIZED says. */
const VERIFIED = { httpsAgent: { rejectUnauthorized: true } };
const CONNECTION_TIMEOUT_MS = 5_000;
/** Ends what no longer moves, also a body half-way, but not a big report on a slow line. */
const IDLE_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** A client whose requests end in bounded time, tried three times each. Whoever asks for it destroys it. */
export function createS3Client(settings: S3Settings): S3Client {
  return new S3Client({
    // The SDK's own, but for those that profiles get from SSO or STS.
    credentials: defaultProvider({ clientConfig: { requestHandler: VERIFIED } }),
    ...settings,
    ...(settings.endpoint === undefined ? {} : optionsForOtherStores(settings.region)),
    // The SDK would wait for the store's word before it sends a body over 2 MiB, up to the request's timeout where none comes.
    expectContinueHeader: false,
    requestHandler: {
      ...VERIFIED,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      socketTimeout: IDLE_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
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
