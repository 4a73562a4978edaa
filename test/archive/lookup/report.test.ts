import { describe, expect, it } from 'vitest';
import { findReport } from '../../../src/archive/lookup/report.ts';
import { parseReference } from '../../../src/archive/lookup/reference.ts';
import { storeReport } from '../../../src/archive/store.ts';
import { parseMoment, parseTimeText } from '../../../src/archive/lookup/time-text.ts';
import { fakeReport, fakeRun, storableReport } from '../fake-report.ts';
import { MemoryArchive } from '../memory-archive.ts';

const DAY = 'reports/target=trading-bots/date=2026-11-22';
const NOW = Date.parse('2026-11-22T19:20:00Z') / 1000;

describe('a report', () => {
  it.each([
    ['-1', '20261122T191500Z'],
    ['-2', '20261122T190000Z_002'],
    ['-4', '20261122T184500Z'],
    ['20261122T184500Z', '20261122T184500Z'],
    ['20261122T190000Z_002', '20261122T190000Z_002'],
    ['2026-11-22T19:15:00Z', '20261122T191500Z'],
    ['2026-11-22T19:15Z', '20261122T191500Z'],
    ['2026-11-22T20:15:00+01:00', '20261122T191500Z'],
    ['2026-11-22 19:15', '20261122T191500Z'],
    ['20261122T1845', '20261122T184500Z'],
    ['20261122T18', '20261122T184500Z'],
    [`${DAY}/20261122T190000Z.txt`, '20261122T190000Z'],
    [`memory/${DAY}/20261122T190000Z.json`, '20261122T190000Z'],
  ])('is found as %s', async (name, stem) => {
    const archive = await fill();

    const keys = await find(archive, name);

    expect(keys).toEqual({ json: `${DAY}/${stem}.json`, text: `${DAY}/${stem}.txt` });
  });

  it('is the latest copy by its key', async () => {
    const archive = await fill();

    const keys = await find(archive, 'latest/trading-bots.txt');

    expect(keys.json).toBe('latest/trading-bots.json');
  });

  it.each([
    [
      '2026-11-22T19:00:00Z',
      'looking for report of 2026-11-22T19:00:00Z of trading-bots in memory: it may be one of 2. Name one: 20261122T190000Z, 20261122T190000Z_002',
    ],
    [
      '2026-11-22T19:10Z',
      'looking for report of 2026-11-22T19:10:00Z of trading-bots in memory: there is none. The nearest are: 20261122T190000Z_002, 20261122T191500Z',
    ],
    ['-5', 'looking for report -5 of trading-bots in memory: there are 4. The oldest is 20261122T184500Z'],
    [
      's3://other/latest/trading-bots.json',
      'looking for report "s3://other/latest/trading-bots.json": it is not in memory. Name its archive by --archive',
    ],
    [
      '2026-02-31',
      'looking for report "2026-02-31": that is no slot, no key and no index. Give a slot of the list (20261122T190000Z), a time (2026-11-22T19:00Z), a key, or -1 for the newest',
    ],
  ])('that is not there is told with what is: %s', async (name, message) => {
    const archive = await fill();

    const attempt = find(archive, name);

    await expect(attempt).rejects.toMatchObject({ message });
  });

  it('of a target that is not there is told with those that are', async () => {
    const archive = await fill();

    const attempt = find(archive, '-1', 'trading-bot');

    await expect(attempt).rejects.toMatchObject({
      message:
        'looking for reports of target "trading-bot" in memory: there is no such target. Did you mean trading-bots? It should be one of: trading-bots',
    });
  });

  it('of an archive with several targets needs one named', async () => {
    const archive = await fill();
    const run = fakeRun({ target: 'quota-ns' });
    await storeReport(archive, run, storableReport(fakeReport(run)));

    const attempt = find(archive, '-1');

    await expect(attempt).rejects.toMatchObject({
      message: 'choosing a target in memory: it has 2 targets. Name one: quota-ns, trading-bots',
    });
  });
});

describe('a time', () => {
  it.each([
    ['2h', '2026-11-22T17:20:00Z'],
    ['7d', '2026-11-15T19:20:00Z'],
    ['2026-11-22', '2026-11-22T00:00:00Z'],
    ['2026-11-22T18:00:00-05:00', '2026-11-22T23:00:00Z'],
  ])('is a moment: %s', (text, expected) => {
    expect(parseMoment(text, 'UTC', NOW)).toBe(Date.parse(expected) / 1000);
  });

  it.each(['', 'yesterday', '2026-13-01', '2026-11-22T25:00', '5x', '20261301'])('is not %j', (text) => {
    expect(parseMoment(text, 'UTC', NOW)).toBeNull();
  });

  it('that is told less exactly is a span', () => {
    const lengths = ['2026-11-22', '2026-11-22T19', '2026-11-22T19:15', '2026-11-22T19:15:07'].map((text) => {
      const window = parseTimeText(text, 'UTC');
      return window === null ? null : window.until - window.from;
    });

    expect(lengths).toEqual([86_400, 3600, 60, 1]);
  });

  it("without a zone is the machine's, summer time included", () => {
    const [winter, summer] = ['2026-01-22T12:00:00', '2026-07-22T12:00:00'];

    const found = [winter, summer].map((text) => parseMoment(text, undefined, NOW));

    expect(found).toEqual([winter, summer].map((text) => new Date(text).getTime() / 1000));
  });
});

async function find(archive: MemoryArchive, name: string, target: string | null = null) {
  return await findReport(archive, parseReference(name, archive.location, 'UTC'), { target, now: NOW });
}

/** Four reports of one target, two of them of one slot. */
async function fill(): Promise<MemoryArchive> {
  const archive = new MemoryArchive();
  for (const [id, slot] of [
    ['a', '2026-11-22T18:45:00Z'],
    ['b', '2026-11-22T19:00:00Z'],
    ['c', '2026-11-22T19:00:00Z'],
    ['d', '2026-11-22T19:15:00Z'],
  ] as const) {
    const run = fakeRun({ id, slot });
    await storeReport(archive, run, storableReport(fakeReport(run)));
  }
  return archive;
}
