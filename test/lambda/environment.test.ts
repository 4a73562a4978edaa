import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../lambda/environment.ts';

const REQUIRED = { REPORT_ARCHIVE: 's3://report-archive/prod', AWS_REGION: 'eu-central-1' };

describe("the function's environment", () => {
  it('names the archive and the region; the rest is as AWS has it', () => {
    const environment = readEnvironment({ ...REQUIRED, PATH: '/usr/bin', AWS_ENDPOINT_URL_S3: '' });

    expect(environment).toEqual({
      archive: { kind: 's3', bucket: 'report-archive', prefix: 'prod' },
      region: 'eu-central-1',
      s3Endpoint: undefined,
      secretsManagerEndpoint: undefined,
      ssmEndpoint: undefined,
      stsEndpoint: undefined,
      metricsNamespace: 'K8sJobReporter',
    });
  });

  it("takes the SDK's own variables for endpoints, those of a service first, and Powertools' for the namespace", () => {
    const environment = readEnvironment({
      ...REQUIRED,
      AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
      AWS_ENDPOINT_URL_S3: 'https://store.example:9000',
      POWERTOOLS_METRICS_NAMESPACE: 'Staging',
    });

    expect(environment).toMatchObject({
      s3Endpoint: 'https://store.example:9000',
      secretsManagerEndpoint: 'http://127.0.0.1:4566',
      metricsNamespace: 'Staging',
    });
  });

  it.each([
    [
      'that is empty',
      {},
      "reading the function's environment: REPORT_ARCHIVE: set it to s3://bucket or s3://bucket/prefix; AWS_REGION: set it to the region of the bucket, as eu-central-1. Correct each field named",
    ],
    [
      'with endpoints that are none',
      { ...REQUIRED, AWS_ENDPOINT_URL_S3: 'store.example:9000', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'nowhere' },
      "reading the function's environment: AWS_ENDPOINT_URL_S3: an http(s) URL; AWS_ENDPOINT_URL_SECRETS_MANAGER: an http(s) URL. Correct each field named",
    ],
    [
      'whose archive is a folder',
      { ...REQUIRED, REPORT_ARCHIVE: '/tmp/reports' },
      "reading REPORT_ARCHIVE of the function's environment: it names a folder, and what a function writes to its disk is lost. Give s3://bucket or s3://bucket/prefix",
    ],
    [
      'whose archive is elsewhere',
      { ...REQUIRED, REPORT_ARCHIVE: 'gs://bucket' },
      'reading the archive location "gs://bucket": only s3:// is known. Give a folder, s3://bucket or s3://bucket/prefix',
    ],
  ])('%s is refused', (_title, variables, message) => {
    const read = () => readEnvironment(variables);

    expect(read).toThrowError(expect.objectContaining({ name: 'ConfigurationError', message }));
  });
});
