import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ReportArchive } from '../../src/archive/objects/archive.ts';
import { runReporter } from '../../src/reporter.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import { parseReportJson } from '../../src/snapshot/model/snapshot.ts';
import { makeLog, makeSnapshot } from '../report/sample-snapshot.ts';
import type { ArchiveContent } from './archive-faults.ts';
import { fakeRun } from './fake-report.ts';
import { prepareFolders, preparePrefixes } from './objects/places.ts';
import { SteppedArchive } from './stepped-archive.ts';

const STEM = 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z';
const KEYS = [`${STEM}.json`, `${STEM}.txt`, 'latest/trading-bots.json', 'latest/trading-bots.txt'];
/** Look for an earlier attempt; JSON; text; two looks at latest; its two copies. */
const STEPS = 7;
const JSON_IS_STORED = 2;

/** Larger, in JSON and in text, than what is held of a report. */
const LARGE = makeSnapshot({
  logs: Array.from({ length: 90 }, (_, index) =>
    makeLog({ podName: `tuner-${index}`, lines: Array.from({ length: 1000 }, () => 'x'.repeat(100)) }),
  ),
});
const RETRY = fakeRun({ startedAt: '2026-11-22T19:01:30.000Z' });

const monitor = { loadSnapshot: async () => LARGE };
const nobody = {
  loadSnapshot: async () => {
    throw new Error('the cluster is asked though the JSON of the slot is there');
  },
};

async function attempt(archive: ReportArchive, crashAfter: number): Promise<void> {
  const stepped = new SteppedArchive(archive, {
    schedule: (_label, step) => void step(),
    crashAfter,
    observe: async () => {},
  });
  await Promise.race([stepped.crashed, runReporter({ run: fakeRun(), monitor, archive: stepped })]);
}

function check(content: ArchiveContent): void {
  const [json, text, latestJson, latestText] = KEYS.map((key) => content.get(key) ?? Buffer.alloc(0));
  expect([...content.keys()].toSorted()).toEqual(KEYS.toSorted());
  expect(json?.length).toBeGreaterThan(9_000_000);
  expect(String(text) === generateMonitorReportText(parseReportJson(json ?? Buffer.alloc(0)))).toBe(true);
  expect([latestJson?.equals(json ?? Buffer.alloc(0)), latestText?.equals(text ?? Buffer.alloc(0))]).toEqual([
    true,
    true,
  ]);
}

/** Not the bytes: to compare millions of them one by one takes longer than the run. */
function sumUp(content: ArchiveContent): ReadonlyMap<string, string> {
  return new Map([...content].map(([key, bytes]) => [key, createHash('sha256').update(bytes).digest('hex')]));
}

describe.each([
  { name: 'a folder', prepare: prepareFolders },
  { name: 'S3', prepare: preparePrefixes },
])('a slot with a large report in $name', ({ prepare }) => {
  it.each(Array.from({ length: STEPS + 1 }, (_, steps) => steps))(
    `is completed by the next attempt when the first one died after step %i of ${STEPS}, and stays as it is at a third`,
    async (steps) => {
      const { archive, list } = (await prepare())();
      await attempt(archive, steps);

      const second = await runReporter({
        run: RETRY,
        monitor: steps < JSON_IS_STORED ? monitor : nobody,
        archive,
      });
      const content = await list();
      const third = await runReporter({ run: RETRY, monitor: nobody, archive });

      check(content);
      expect([second.stored.outcome, third.stored.outcome]).toEqual([
        steps < JSON_IS_STORED ? 'stored' : 'found',
        'found',
      ]);
      expect(third.stored.latest).toBe('already');
      expect(second.told).toEqual(third.told);
      expect(sumUp(await list())).toEqual(sumUp(content));
    },
  );
});
