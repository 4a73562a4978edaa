import * as z from 'zod';
import { parseArchiveLocation, type ArchiveLocation } from '../src/archive/location.ts';
import { parseSettings } from '../src/config/settings/object.ts';
import { ConfigurationError } from '../src/errors.ts';

/** A process's environment, as `process.env` gives it. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** What the function is told by its environment. */
export interface LambdaEnvironment {
  readonly archive: Extract<ArchiveLocation, { readonly kind: 's3' }>;
  readonly region: string;
  /** For a store that is not Amazon's, or a VPC endpoint. */
  readonly s3Endpoint: string | undefined;
  readonly secretsManagerEndpoint: string | undefined;
  readonly ssmEndpoint: string | undefined;
  readonly stsEndpoint: string | undefined;
  readonly requestChecksums: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED' | undefined;
  /** The metrics' CloudWatch namespace: two stacks with targets of one name are told apart by it. */
  readonly metricsNamespace: string;
}

const DEFAULT_METRICS_NAMESPACE = 'K8sJobReporter';

/** A variable that is set to nothing is not set. */
const variable = z.string().transform((text) => (text === '' ? undefined : text));
const endpoint = variable
  .refine((text) => text === undefined || /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'an http(s) URL')
  .optional();

const environmentSchema = z.object({
  REPORT_ARCHIVE: z.string('set it to s3://bucket or s3://bucket/prefix'),
  AWS_REGION: z.string('set it to the region of the bucket, as eu-central-1').min(1),
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint,
  AWS_ENDPOINT_URL_SSM: endpoint,
  AWS_ENDPOINT_URL_STS: endpoint,
  // https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html
  AWS_REQUEST_CHECKSUM_CALCULATION: variable
    .pipe(z.preprocess((text) => text?.toUpperCase(), z.enum(['WHEN_SUPPORTED', 'WHEN_REQUIRED']).optional()))
    .optional(),
  // https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
  POWERTOOLS_METRICS_NAMESPACE: variable.optional(),
});

/** Throws a `ConfigurationError` that names what is missing or wrong. */
export function readEnvironment(variables: EnvironmentVariables): LambdaEnvironment {
  const read = parseSettings(environmentSchema, variables, "the function's environment");
  return {
    archive: parseBucket(read.REPORT_ARCHIVE),
    region: read.AWS_REGION,
    s3Endpoint: read.AWS_ENDPOINT_URL_S3 ?? read.AWS_ENDPOINT_URL,
    secretsManagerEndpoint: read.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? read.AWS_ENDPOINT_URL,
    ssmEndpoint: read.AWS_ENDPOINT_URL_SSM ?? read.AWS_ENDPOINT_URL,
    stsEndpoint: read.AWS_ENDPOINT_URL_STS ?? read.AWS_ENDPOINT_URL,
    requestChecksums: read.AWS_REQUEST_CHECKSUM_CALCULATION,
    metricsNamespace: read.POWERTOOLS_METRICS_NAMESPACE ?? DEFAULT_METRICS_NAMESPACE,
  };
}

function parseBucket(text: string): LambdaEnvironment['archive'] {
  const location = parseArchiveLocation(text);
  if (location.kind === 's3') return location;
  throw new ConfigurationError({
    code: 'ARCHIVE_LOCATION_INVALID',
    attempted: 'reading',
    object: "REPORT_ARCHIVE of the function's environment",
    why: 'it names a folder, and what a function writes to its disk is lost',
    advice: 'Give s3://bucket or s3://bucket/prefix',
  });
}
