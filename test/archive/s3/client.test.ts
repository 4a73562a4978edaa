import { describe, expect, it, onTestFinished } from 'vitest';
import { createS3Client } from '../../../src/archive/s3/client.ts';
import type { S3Settings } from '../../../src/archive/s3/client.ts';

describe('the client of S3', () => {
  it("sends Amazon's S3 the checksums that the SDK chooses", async () => {
    const client = open({ region: 'eu-central-1' });

    const chosen = await client.config.requestChecksumCalculation();

    expect(chosen).toBe('WHEN_SUPPORTED');
    expect(await client.config.region()).toBe('eu-central-1');
  });

  it('sends another store no checksum that it need not have, and signs for a region if none is given', async () => {
    const client = open({ endpoint: 'https://store.example:9000', forcePathStyle: true });

    const chosen = await client.config.requestChecksumCalculation();

    expect(chosen).toBe('WHEN_REQUIRED');
    expect(await client.config.responseChecksumValidation()).toBe('WHEN_REQUIRED');
    expect(await client.config.region()).toBe('us-east-1');
    expect(client.config.forcePathStyle).toBe(true);
  });

  it('keeps the region that is given for another store', async () => {
    const client = open({ endpoint: 'https://store.example:9000', region: 'garage' });

    const region = await client.config.region();

    expect(region).toBe('garage');
  });
});

function open(settings: S3Settings): ReturnType<typeof createS3Client> {
  const client = createS3Client(settings);
  onTestFinished(() => client.destroy());
  return client;
}
