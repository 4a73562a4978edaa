import { loadSharedConfigFiles } from '@smithy/core/config';
import type { RequestChecksums, S3Settings } from './client.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
type Profile = Readonly<Record<string, string | undefined>>;

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html */
const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/**
 * What a person's environment says of S3, as the AWS command line takes it: endpoints and checksums, by variables and by the profile
 * in `~/.aws/config`, and proxies. Region and credentials the SDK reads by itself.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export async function readS3Settings(env: Environment): Promise<S3Settings> {
  const files = await readProfile(env);
  const endpoint = findEndpoint(env, files);
  const checksums = readChecksums(
    env['AWS_REQUEST_CHECKSUM_CALCULATION'] ?? files.profile['request_checksum_calculation'],
  );
  const hasProxy = PROXIES.some((name) => isGiven(env[name]));
  return {
    // A store at an endpoint of its own rarely has a host name a bucket.
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(checksums === null ? {} : { requestChecksumCalculation: checksums }),
    ...(hasProxy ? { proxies: env } : {}),
  };
}

interface ProfileFiles {
  readonly profile: Profile;
  readonly services: Profile;
}

async function readProfile(env: Environment): Promise<ProfileFiles> {
  const paths = { configFilepath: env['AWS_CONFIG_FILE'], filepath: env['AWS_SHARED_CREDENTIALS_FILE'] };
  const named = Object.fromEntries(Object.entries(paths).filter(([, path]) => isGiven(path)));
  const { configFile } = await loadSharedConfigFiles(named);
  const profile = configFile[env['AWS_PROFILE'] ?? 'default'] ?? {};
  return { profile, services: configFile[`services.${profile['services'] ?? ''}`] ?? {} };
}

function findEndpoint(env: Environment, { profile, services }: ProfileFiles): string | null {
  const ignored = env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? profile['ignore_configured_endpoint_urls'];
  if (ignored?.toLowerCase() === 'true') return null;
  const urls = [
    env['AWS_ENDPOINT_URL_S3'],
    env['AWS_ENDPOINT_URL'],
    services['s3.endpoint_url'],
    profile['endpoint_url'],
  ];
  return urls.find(isGiven) ?? null;
}

function readChecksums(text: string | undefined): RequestChecksums | null {
  const upper = text?.toUpperCase();
  return upper === 'WHEN_SUPPORTED' || upper === 'WHEN_REQUIRED' ? upper : null;
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
