import { describe, expect, it } from 'vitest';
import { latestKeys, reportKeys } from '../../../src/archive/objects/keys.ts';
import { readPage, type PageQuery } from '../../../src/archive/lookup/page.ts';
import { formatSlot, parseSlot } from '../../../src/archive/lookup/slot-window.ts';
import type { S3Store } from '../../doubles/s3/store.ts';
import { openS3OnDouble, type S3OnDouble } from '../archives.ts';
import { fakeReport, fakeRun } from '../fake-report.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NEWEST = Date.UTC(2026, 10, 22, 19) / 1000;
const NOW = NEWEST + 90;
const LIMIT = 20;

/** How long before the newest report each report was, counted from the newest back. */
type Shape = (index: number) => number;

const every =
  (seconds: number): Shape =>
  (index) =>
    index * seconds;
const bursts =
  (size: number, gap: number): Shape =>
  (index) =>
    Math.floor(index / size) * gap + (index % size) * MINUTE;
/** Some since a pause, before which it was as the other shape has it. */
const since =
  (recent: number, pause: number, rest: Shape): Shape =>
  (index) =>
    index < recent ? rest(index) : rest(index) + pause;

describe('the first page of a list over 100,000 reports', () => {
  it.each([
    ['a report each ten seconds', every(10), { named: 3, unnamed: 3, withoutLatest: 3 }],
    ['a report a minute', every(MINUTE), { named: 2, unnamed: 2, withoutLatest: 2 }],
    ['a report each 15 minutes', every(15 * MINUTE), { named: 2, unnamed: 2, withoutLatest: 2 }],
    ['a report an hour', every(HOUR), { named: 3, unnamed: 3, withoutLatest: 3 }],
    ['a report a day', every(DAY), { named: 3, unnamed: 3, withoutLatest: 3 }],
    ['a hundred reports each Monday', bursts(100, 7 * DAY), { named: 2, unnamed: 2, withoutLatest: 2 }],
    ['ten reports each Monday', bursts(10, 7 * DAY), { named: 3, unnamed: 3, withoutLatest: 3 }],
    [
      'two since a week without',
      since(2, 7 * DAY, every(6 * HOUR)),
      { named: 3, unnamed: 3, withoutLatest: 3 },
    ],
    // Only here is one request more not enough: which days were without had to be asked for.
    [
      'three since a month without',
      since(3, 30 * DAY, every(15 * MINUTE)),
      { named: 6, unnamed: 6, withoutLatest: 6 },
    ],
  ] as const)('takes few requests: %s', async (_, shape, requests) => {
    const opened = await openS3OnDouble();
    const slots = fill(opened.store, 'trading-bots', shape, 100_000);

    const named = await look(opened, { target: 'trading-bots' });
    const unnamed = await look(opened);
    opened.store.place('team-a/latest/trading-bots.json', Buffer.from('somebody wrote here'));
    const withoutLatest = await look(opened, { target: 'trading-bots' });

    const newest = { slots: slots.slice(0, LIMIT), hasMore: true };
    expect([named, unnamed, withoutLatest]).toEqual([
      { ...newest, requests: requests.named },
      { ...newest, requests: requests.unnamed },
      { ...newest, requests: requests.withoutLatest },
    ]);
  });

  it('takes a request a target and one more for several targets', async () => {
    const opened = await openS3OnDouble();
    const names = Array.from({ length: 10 }, (_, index) => `target-${index}`);
    for (const name of names) fill(opened.store, name, every(15 * MINUTE), 10_000);

    const page = await look(opened);

    const slots = [0, 1].flatMap((index) => names.map(() => formatSlot(NEWEST - index * 15 * MINUTE)));
    expect(page).toEqual({ slots, hasMore: true, requests: names.length + 1 });
  });
});

describe('a page of a list', () => {
  it.each([
    ['a week each', every(7 * DAY)],
    ['a year each', every(365 * DAY)],
    ['five in all', every(HOUR)],
  ])('ends where the archive does: %s', async (_, shape) => {
    const opened = await openS3OnDouble();
    const slots = fill(opened.store, 'trading-bots', shape, 5);

    const page = await look(opened, { target: 'trading-bots' });

    expect(page).toEqual({ slots, hasMore: false, requests: 4 });
  });

  it.each([
    [LIMIT - 1, false],
    [LIMIT + 1, true],
  ])('of %i reports says whether there are more: %s', async (count, hasMore) => {
    const opened = await openS3OnDouble();
    const slots = fill(opened.store, 'trading-bots', every(HOUR), count);

    const page = await look(opened, { target: 'trading-bots' });

    expect(page).toMatchObject({ slots: slots.slice(0, LIMIT), hasMore });
  });

  it('is empty where there is no report', async () => {
    const opened = await openS3OnDouble();

    const [named, unnamed] = [await look(opened, { target: 'trading-bots' }), await look(opened)];

    expect(named).toMatchObject({ slots: [], hasMore: false });
    expect(unnamed).toEqual({ slots: [], hasMore: false, requests: 1 });
  });

  it('holds what is newer than the latest copy too, however much that is', async () => {
    const opened = await openS3OnDouble();
    const slots = fill(opened.store, 'trading-bots', every(MINUTE), 5_000);
    const stale = fakeRun({ slot: formatSlot(NEWEST - 3 * DAY) });
    opened.store.place('team-a/latest/trading-bots.json', fakeReport(stale));

    const page = await look(opened, { target: 'trading-bots' });

    expect(page).toEqual({ slots: slots.slice(0, LIMIT), hasMore: true, requests: 3 });
  });

  it('finds the newest in a copied archive, whose times are those of the copying', async () => {
    const opened = await openS3OnDouble();
    const slots = fill(opened.store, 'trading-bots', every(MINUTE), 5_000);
    const latest = fakeReport(fakeRun({ slot: slots[0] ?? '' }));
    const storedAt = new Date((NEWEST + 200 * DAY) * 1000);
    opened.store.place('team-a/latest/trading-bots.json', latest, { storedAt });

    const page = await look(opened, { now: NEWEST + 200 * DAY });

    expect(page).toEqual({ slots: slots.slice(0, LIMIT), hasMore: true, requests: 4 });
  });

  it('begins and ends where it is told to', async () => {
    const opened = await openS3OnDouble();
    const slots = fill(opened.store, 'trading-bots', every(15 * MINUTE), 5_000);
    const from = parseSlot(slots[2020] ?? '');
    const until = parseSlot(slots[2000] ?? '');

    const page = await look(opened, { target: 'trading-bots', from, until, limit: 100 });

    expect(page).toEqual({ slots: slots.slice(2001, 2021), hasMore: false, requests: 1 });
  });

  it('never parts the reports of one moment, so that the next page can begin before it', async () => {
    const opened = await openS3OnDouble();
    fill(opened.store, 'trading-bots', (index) => Math.floor(index / 3) * MINUTE, 12);

    const page = await look(opened, { target: 'trading-bots', limit: 4 });

    expect(page.slots).toEqual([0, 0, 0, 1, 1, 1].map((minutes) => formatSlot(NEWEST - minutes * MINUTE)));
    expect(page.hasMore).toBe(true);
  });

  it('after page brings all reports of all targets, each once', async () => {
    const opened = await openS3OnDouble();
    const all = [
      ...fill(opened.store, 'trading-bots', every(11 * MINUTE), 700),
      ...fill(opened.store, 'quota-ns', bursts(7, DAY), 150),
      ...fill(opened.store, 'nightly', since(1, 20 * DAY, every(DAY)), 30),
    ].toSorted();

    const seen: string[] = [];
    for (let until = Infinity; ; until = parseSlot(seen.at(-1) ?? '')) {
      const page = await look(opened, { until, limit: 40 });
      seen.push(...page.slots);
      if (!page.hasMore) break;
    }

    expect(seen.toReversed()).toEqual(all);
  });
});

/** Reports of the target, the newest first, and a latest copy stored with the newest. */
function fill(store: S3Store, target: string, shape: Shape, count: number): readonly string[] {
  const slots = Array.from({ length: count }, (_, index) => formatSlot(NEWEST - shape(index)));
  const places = new Map<string, number>();
  const object = { etag: '"fake"', storedAt: new Date(0) };
  for (const slot of slots) {
    const place = (places.get(slot) ?? 0) + 1;
    places.set(slot, place);
    const { json, text } = reportKeys({ target, slot }, place);
    for (const key of [json, text]) store.place(`team-a/${key}`, Buffer.of(), object);
  }
  const latest = fakeReport(fakeRun({ target, slot: slots[0] ?? '' }));
  const storedAt = new Date((NEWEST - shape(0) + 5) * 1000);
  store.place(`team-a/${latestKeys(target).json}`, latest, { storedAt });
  return slots;
}

async function look({ archive, store }: S3OnDouble, query: Partial<PageQuery> = {}) {
  const before = store.requests.length;
  const page = await readPage(archive, {
    target: null,
    from: 0,
    until: Infinity,
    limit: LIMIT,
    now: NOW,
    ...query,
  });
  return {
    slots: page.reports.map(({ slot }) => slot),
    hasMore: page.hasMore,
    requests: store.requests.length - before,
  };
}
