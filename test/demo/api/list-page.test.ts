import { describe, expect, it } from 'vitest';
import * as z from 'zod';

import { startEmbeddedCluster, type EmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import { readJson, send } from '../cluster-client.ts';

const START = Date.parse('2026-11-22T20:00:00Z');
const JOBS = '/apis/batch/v1/namespaces/trading-bots/jobs';

const listSchema = z.object({
  metadata: z.object({
    resourceVersion: z.string(),
    continue: z.string().optional(),
    remainingItemCount: z.int().optional(),
  }),
  items: z.array(z.object({ metadata: z.object({ name: z.string() }) })),
});

type List = z.infer<typeof listSchema>;

describe('a list in pages', () => {
  it('tells how many objects are left when nothing is selected', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => new Date(START) });

    const { metadata, items } = await readList(cluster, `${JOBS}?limit=27`);

    expect(items).toHaveLength(27);
    expect(metadata.remainingItemCount).toBe(1);
  });

  it('tells of more when only objects are left that the selector does not select, as etcd does', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => new Date(START) });
    const selected = `${JOBS}?labelSelector=session_id%3Dd29-k8s-demo-session&limit=1`;

    const first = await readList(cluster, selected);
    const second = await readList(cluster, `${selected}&continue=${first.metadata.continue}`);

    expect(namesOf(first)).toEqual(['arb-tuning-d29-k8s--worker-1-0']);
    expect(first.metadata.remainingItemCount).toBeUndefined();
    expect(second).toEqual({ metadata: { resourceVersion: '1329' }, items: [] });
  });

  it('shows the moment of its first page to the end, although the cluster has moved on', async () => {
    const clock = { seconds: 0 };
    await using cluster = await startEmbeddedCluster({ now: () => new Date(START + clock.seconds * 1000) });
    const first = await readList(cluster, `${JOBS}?limit=15`);
    clock.seconds = 100;

    const second = await readList(cluster, `${JOBS}?limit=15&continue=${first.metadata.continue}`);
    const fresh = await readList(cluster, JOBS);

    expect(second.metadata.resourceVersion).toBe('1329');
    expect(namesOf(second)).toContain('nightly-rebalance-29922897');
    expect(namesOf(second)).not.toContain('nightly-rebalance-29922898');
    expect(fresh.metadata.resourceVersion).toBe('1429');
    expect(namesOf(fresh)).toContain('nightly-rebalance-29922898');
  });

  it('can be read to its end, inconsistently, after its revision was compacted', async () => {
    const clock = { seconds: 0 };
    await using cluster = await startEmbeddedCluster({ now: () => new Date(START + clock.seconds * 1000) });
    const first = await readList(cluster, `${JOBS}?limit=15`);
    clock.seconds = 301;

    const refused = await send(cluster, `${JOBS}?limit=15&continue=${first.metadata.continue}`, 'reporter');
    const { metadata } = z
      .object({ metadata: z.object({ continue: z.string() }) })
      .parse(JSON.parse(refused.body.toString()));
    const second = await readList(cluster, `${JOBS}?limit=15&continue=${metadata.continue}`);

    expect(refused.status).toBe(410);
    expect(second.metadata.resourceVersion).toBe('1630');
    expect(namesOf(second)).toContain('work-queue');
  });

  it('comes in pages of the cap when no limit, or a higher one, is asked for', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => new Date(START), pageSizeCap: 20 });

    const unlimited = await readList(cluster, JOBS);
    const limited = await readList(cluster, `${JOBS}?limit=500`);

    expect(unlimited.items).toHaveLength(20);
    expect(limited).toEqual(unlimited);
  });

  it.each([
    ['limit=ten', 'strconv.ParseInt: parsing "ten": invalid syntax'],
    [
      'continue=e30',
      'invalid continue token: continue key is not valid: server does not recognize this encoded version',
    ],
    ['continue=!', 'invalid continue token: continue key is not valid: unexpected end of JSON input'],
  ])('is refused for %s', async (query, message) => {
    await using cluster = await startEmbeddedCluster({ now: () => new Date(START) });

    const body = await readJson(cluster, `${JOBS}?${query}`);

    expect(body).toMatchObject({ reason: 'BadRequest', message });
  });
});

async function readList(cluster: EmbeddedCluster, path: string): Promise<List> {
  return listSchema.parse(await readJson(cluster, path));
}

function namesOf({ items }: List): readonly string[] {
  return items.map(({ metadata }) => metadata.name);
}
