import type { S3Settings } from './s3/client.ts';

/** The SDK reads region and credentials by itself; a store at an endpoint of its own rarely has a host name a bucket. */
export function readS3Settings(env: Readonly<Record<string, string | undefined>>): S3Settings {
  const endpoint = env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'];
  return endpoint === undefined || endpoint === '' ? {} : { endpoint, forcePathStyle: true };
}
