import { describe, expect, it } from 'vitest';
import { openArchive } from '../../src/archive/open.ts';
import { CREDENTIALS, openDouble } from './archives.ts';
import { makeFolder } from './temporary-folder.ts';

const KEY = 'latest/trading-bots.json';
const BODY = { bytes: Buffer.from('{}\n'), contentType: 'application/json' };

describe('opening an archive', () => {
  it('stores in a folder when the location is one', async () => {
    const path = await makeFolder();
    const opened = await openArchive({ kind: 'folder', path }, {});

    const answer = await opened.archive.create(KEY, BODY);

    expect(answer).toBe('created');
    expect(opened.archive.location).toBe(path);
    await opened[Symbol.asyncDispose]();
  });

  it('stores in a bucket under the prefix when the location is one, at the endpoint of the environment', async () => {
    const { store } = await openDouble();
    const place = { kind: 's3', bucket: 'report-archive', prefix: 'team-a' } as const;
    const env = { AWS_ENDPOINT_URL_S3: store.endpoint };
    const opened = await openArchive(place, env, { credentials: CREDENTIALS });

    const answer = await opened.archive.create(KEY, BODY);

    expect(answer).toBe('created');
    expect([...store.objects.keys()]).toEqual(['team-a/latest/trading-bots.json']);
    await opened[Symbol.asyncDispose]();
  });
});
