import { describe, expect, it } from 'vitest';
import { readReportJson, readReportParts } from '../../../src/snapshot/model/report-parts.ts';
import { generateMonitorReportJson } from '../../../src/report/json/report.ts';
import { generateMonitorReportText, renderStoredReportText } from '../../../src/report/text/report.ts';
import { makeFullSnapshot } from '../../report/full-snapshot.ts';
import { makeSnapshot } from '../../report/sample-snapshot.ts';

const fullSnapshot = makeFullSnapshot();
const STORED = Buffer.from(generateMonitorReportJson(fullSnapshot));

function pieces(bytes: Buffer): readonly Buffer[] {
  return [bytes.subarray(0, 777), bytes.subarray(777, 778), bytes.subarray(778)];
}

describe('a stored report, read as its bytes come', () => {
  it('is the report that was stored', async () => {
    const report = await readReportJson(pieces(STORED));

    expect(report).toEqual(fullSnapshot);
  });

  it.each([
    ['full of everything', fullSnapshot],
    ['without Jobs, pods and logs', makeSnapshot({})],
  ])('has the text that was stored beside it: %s', async (_title, snapshot) => {
    const stored = Buffer.from(generateMonitorReportJson(snapshot));

    const text = await Array.fromAsync(renderStoredReportText(pieces(stored)));

    expect(text.join('')).toBe(generateMonitorReportText(snapshot));
  });

  it.each<[string, (report: Record<string, unknown>) => unknown, string]>([
    ['without logs', ({ podsLogs: _logs, ...rest }) => rest, 'it has jobs,pods, not jobs,pods,podsLogs'],
    ['with its errors behind its Jobs', ({ errors, ...rest }) => ({ ...rest, errors }), 'errors'],
    ['with a field that no version has', (report) => ({ more: 1, ...report }), 'unrecognized_keys'],
    ['with a log that is none', (report) => ({ ...report, podsLogs: [{}] }), 'podName'],
  ])('is refused %s', async (_title, change, why) => {
    const changed = Buffer.from(JSON.stringify(change({ ...fullSnapshot })));

    await expect(Array.fromAsync(readReportParts([changed]))).rejects.toThrow(why);
  });
});
