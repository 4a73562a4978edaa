import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportKeys } from '../../../src/archive/objects/keys.ts';
import { ReportWalk } from '../../../src/archive/lookup/walk.ts';
import { formatSlot } from '../../../src/archive/lookup/slot-window.ts';
import { MemoryArchive } from '../memory-archive.ts';

const NOW = Date.UTC(2026, 10, 22, 19) / 1000;
const YEAR = 365 * 24 * 60 * 60;

/** Some reports at a pace, beginning somewhere in two years. */
const cluster = fc.record({
  ago: fc.integer({ min: -600, max: 2 * YEAR }),
  pace: fc.constantFrom(0, 1, 60, 3600, 86_400),
  count: fc.integer({ min: 1, max: 60 }),
});

describe('a walk from the newest report back', () => {
  it('meets every report of the target once, whatever their density and whatever it was told is newest', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cluster, { maxLength: 5 }),
        fc.integer({ min: 40, max: 200 }),
        fc.integer({ min: -YEAR, max: 2 * YEAR }),
        async (clusters, pageSize, guessedAgo) => {
          const archive = new MemoryArchive(pageSize);
          const keys = await fill(archive, clusters);
          const newest = NOW - guessedAgo;

          const walk = new ReportWalk(archive, 'trading-bots', {
            from: 0,
            until: Infinity,
            newest,
            now: NOW,
          });
          const met: string[] = [];
          let windows = 0;
          for (; !walk.isOver && windows < 500; windows += 1) {
            met.push(...(await walk.next()).map(({ json }) => json?.key ?? ''));
          }

          expect(windows).toBeLessThan(500);
          expect(met).toEqual(keys.toSorted().toReversed());
        },
      ),
      { numRuns: 50 },
    );
  });
});

async function fill(
  archive: MemoryArchive,
  clusters: readonly { readonly ago: number; readonly pace: number; readonly count: number }[],
): Promise<readonly string[]> {
  const keys: string[] = [];
  const places = new Map<string, number>();
  for (const { ago, pace, count } of clusters) {
    for (let index = 0; index < count; index += 1) {
      const slot = formatSlot(NOW - ago + index * pace);
      const place = (places.get(slot) ?? 0) + 1;
      places.set(slot, place);
      const { json, text } = reportKeys({ target: 'trading-bots', slot }, place);
      keys.push(json);
      for (const key of [json, text]) {
        await archive.create(key, { bytes: Buffer.of(), contentType: 'text/plain' });
      }
    }
  }
  return keys;
}
