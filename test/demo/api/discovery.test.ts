import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import { readJson } from '../cluster-client.ts';

describe('what the embedded cluster tells of its API, as kubectl asks before it reads', () => {
  let cluster: EmbeddedCluster;

  beforeAll(async () => {
    cluster = await startEmbeddedCluster({ now: () => new Date('2026-11-22T20:00:00Z') });
  });

  afterAll(() => cluster.close());

  it('is the version of the core group, and where it was reached', async () => {
    const versions = await readJson(cluster, '/api?timeout=32s');

    expect(versions).toEqual({
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [
        { clientCIDR: '0.0.0.0/0', serverAddress: cluster.server.replace('https://', '') },
      ],
    });
  });

  it('is the one group beside it', async () => {
    const groups = await readJson(cluster, '/apis');

    expect(groups).toEqual({
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: [
        {
          name: 'batch',
          versions: [{ groupVersion: 'batch/v1', version: 'v1' }],
          preferredVersion: { groupVersion: 'batch/v1', version: 'v1' },
        },
      ],
    });
  });

  it.each([
    ['/api/v1', 'v1', ['events', 'pods', 'pods/log']],
    ['/apis/batch/v1', 'batch/v1', ['cronjobs', 'jobs']],
  ])('is at %s what there is to read', async (path, groupVersion, names) => {
    const list = await readJson(cluster, path);

    expect(list).toMatchObject({
      kind: 'APIResourceList',
      groupVersion,
      resources: names.map((name) => ({ name, namespaced: true })),
    });
  });

  it('is not for who has not said who he is', async () => {
    const body = await readJson(cluster, '/apis', 'anonymous');

    expect(body).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message: 'forbidden: User "system:anonymous" cannot get path "/apis"',
    });
  });
});
