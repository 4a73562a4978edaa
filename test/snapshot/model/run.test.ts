import { describe, expect, it } from 'vitest';
import {
  identifyManualRun,
  identifyScheduledRun,
  compareRuns,
  parseRunFromHead,
  runSchema,
  type Run,
} from '../../../src/snapshot/model/run.ts';

const SLOT = new Date('2026-11-22T19:00:00Z');
const RUN: Run = {
  id: 'scheduled-2026-11-22T19:00:00Z',
  target: 'trading-bots',
  slot: '2026-11-22T19:00:00Z',
  startedAt: '2026-11-22T19:00:03.123Z',
};

describe('the identity of a run', () => {
  it('is that of its slot when a schedule asked for it', () => {
    const run = identifyScheduledRun('trading-bots', SLOT, new Date('2026-11-22T19:00:03.123Z'));

    expect(run).toEqual(RUN);
    expect(runSchema.parse(run)).toEqual(RUN);
  });

  it('is the same for every attempt at the slot, and only the start tells them apart', () => {
    const [first, second] = ['2026-11-22T19:00:03.123Z', '2026-11-22T19:01:07Z'].map((now) =>
      identifyScheduledRun('trading-bots', SLOT, new Date(now)),
    );

    expect(second).toEqual({ ...first, startedAt: '2026-11-22T19:01:07.000Z' });
  });

  it('is its own when a person asked for it, and its slot is the second that they asked in', () => {
    const run = identifyManualRun('trading-bots', '8f14e45f', new Date('2026-11-22T19:00:03.987Z'));

    expect(run).toEqual({
      id: 'manual-8f14e45f',
      target: 'trading-bots',
      slot: '2026-11-22T19:00:03Z',
      startedAt: '2026-11-22T19:00:03.987Z',
    });
    expect(runSchema.parse(run)).toEqual(run);
  });

  it.each(['', '.hidden', '../other', 'a/b', 'target=x', 'x'.repeat(64), 'naïve'])(
    'has no target of the name %j: it is part of a key in the archive',
    (target) => {
      const parsed = runSchema.safeParse({ ...RUN, target });

      expect(parsed.success).toBe(false);
    },
  );
});

describe('runs', () => {
  it('stand in order of slot, then of start, then of id: no two of them tie', () => {
    const inOrder: readonly Run[] = [
      { ...RUN, slot: '2026-11-22T18:00:00Z', startedAt: '2026-11-22T21:00:00.000Z' },
      { ...RUN, startedAt: '2026-11-22T19:00:01.000Z' },
      { ...RUN, startedAt: '2026-11-22T19:00:01.001Z', id: 'manual-a' },
      { ...RUN, startedAt: '2026-11-22T19:00:01.001Z', id: 'manual-b' },
      { ...RUN, slot: '2027-01-01T00:00:00Z', startedAt: '2026-11-22T19:00:01.000Z' },
    ];

    const sorted = inOrder.toReversed().toSorted(compareRuns);

    expect(sorted).toEqual(inOrder);
    expect(compareRuns(RUN, { ...RUN })).toBe(0);
  });
});

describe('the first bytes of a report', () => {
  const report = `{\n  "schemaVersion": 1,\n  "run": ${JSON.stringify(RUN, null, 2)},\n  "namespace": "trading-bots"`;

  it('tell of which run it is', () => {
    const run = parseRunFromHead(Buffer.from(report));

    expect(run).toEqual(RUN);
  });

  it('tell it though they end within a character', () => {
    const head = Buffer.concat([Buffer.from(report), Buffer.from('안').subarray(0, 2)]);

    const run = parseRunFromHead(head);

    expect(run).toEqual(RUN);
  });

  it.each([
    ['nothing', ''],
    ['half a run', report.slice(0, 60)],
    ['no report', '{"kind": "Status", "run": {}}'],
    ['a report of no run', '{\n  "schemaVersion": 1,\n  "run": null,'],
    ['a run of a bad target', report.replace('trading-bots', '../other')],
    ['a run of which a field is missing', report.replace(/"slot": "[^"]*",\s*/, '')],
    ['a run that is no JSON', report.replace('"target":', 'target:')],
    ['a run somewhere further on', `{"note": "x", ${report.slice(1)}`],
  ])('tell of none when they hold %s', (_, head) => {
    const run = parseRunFromHead(Buffer.from(head));

    expect(run).toBeNull();
  });
});
