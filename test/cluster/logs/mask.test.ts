import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import { LogMask } from '../../../src/cluster/logs/mask.ts';
import { createRedactor, type Redactor } from '../../../src/redaction/redactor.ts';
import { monitorOf, TEST_TIME } from '../../doubles/cluster-monitor.ts';

/** A redactor that takes two seconds of a clock of its own for each log that has lines. */
function openSlowRedactor(): Redactor & { readonly now: () => Date } {
  const redactor = createRedactor({ enabled: true, patterns: [] });
  let time = TEST_TIME.getTime();
  return {
    redact: (text) => redactor.redact(text),
    redactLines: (lines) => {
      if (lines.length > 0) time += 2000;
      return redactor.redactLines(lines);
    },
    now: () => new Date(time),
  };
}

describe('masking', () => {
  test('that is slow delays a run that has time, and loses nothing', async () => {
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME });
    const redactor = openSlowRedactor();

    const snapshot = await monitorOf(cluster, {
      labelSelector: 'app=arbitrage-tuning',
      redactor,
      now: redactor.now,
    }).loadSnapshot();

    expect(snapshot.completeness.logs).toMatchObject({ asked: 37, read: 30, skipped: 0 });
  });

  test('that is slow is given up 3 s after the time is up: no line is given out that was not masked', () => {
    const stop = new AbortController();
    const redactor = openSlowRedactor();
    const mask = new LogMask(redactor, stop.signal, redactor.now);
    const lines = ['password=fake-password-1'];

    const inTime = [mask.mask(lines), mask.mask(lines), mask.mask(lines)];
    stop.abort();
    const late = [mask.mask(lines), mask.mask(lines), mask.mask(lines), mask.mask([])];

    const masked = { lines: ['password=[REDACTED password]'], receipt: { password: 1 } };
    expect(inTime).toEqual([masked, masked, masked]);
    expect(late).toEqual([masked, masked, null, { lines: [], receipt: {} }]);
  });
});
