import { describe, expect, it } from 'vitest';
import { latestKeys, reportKeys } from '../../../src/archive/objects/keys.ts';
import { fakeRun } from '../fake-report.ts';

describe('the keys of a report', () => {
  it('tell the target, the day and the second of the slot in UTC', () => {
    const run = fakeRun({ target: 'trading-bots', slot: '2026-11-22T19:00:07Z' });

    const keys = reportKeys(run);

    expect(keys).toEqual({
      json: 'reports/target=trading-bots/date=2026-11-22/20261122T190007Z.json',
      text: 'reports/target=trading-bots/date=2026-11-22/20261122T190007Z.txt',
    });
  });

  it('number the runs that fall into one second from the second one on', () => {
    const places = [1, 2, 10, 999];

    const names = places.map((place) => reportKeys(fakeRun(), place).json.split('/').at(-1));

    expect(names).toEqual([
      '20261122T190000Z.json',
      '20261122T190000Z_002.json',
      '20261122T190000Z_010.json',
      '20261122T190000Z_999.json',
    ]);
  });

  it('stand in the order of time when they are sorted byte by byte, as S3 lists them', () => {
    const inTime = [
      reportKeys(fakeRun({ slot: '2026-11-22T19:00:00Z' })),
      reportKeys(fakeRun({ slot: '2026-11-22T19:00:00Z' }), 2),
      reportKeys(fakeRun({ slot: '2026-11-22T19:00:00Z' }), 10),
      reportKeys(fakeRun({ slot: '2026-11-22T19:00:01Z' })),
      reportKeys(fakeRun({ slot: '2026-11-23T00:00:00Z' })),
    ].flatMap(({ json, text }) => [json, text]);

    const sorted = inTime.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

    expect(sorted).toEqual(inTime);
  });

  it('keep the latest copies of a target beside those of the others', () => {
    const keys = latestKeys('trading-bots');

    expect(keys).toEqual({ json: 'latest/trading-bots.json', text: 'latest/trading-bots.txt' });
  });
});
