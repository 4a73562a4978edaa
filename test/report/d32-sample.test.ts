import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateMonitorReportJson } from '../../src/report/json/report.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import { snapshotSchema } from '../../src/snapshot/model/snapshot.ts';

const readFixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');

describe('the sample run of D32', () => {
  const json = readFixture('d32-sample-report.json');
  const snapshot = snapshotSchema.parse(JSON.parse(json));

  it('reads as in D32, byte for byte', () => {
    const text = generateMonitorReportText(snapshot);

    expect(text).toBe(readFixture('d32-sample-report.txt'));
  });

  it('comes out of its own JSON report, byte for byte', () => {
    const again = generateMonitorReportJson(snapshot);

    expect(again).toBe(json);
  });
});
