import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  generateMonitorReportJson,
  generateMonitorReportText,
  isReport,
  parseReportJson,
} from '../src/monitor-report.ts';
import type { D32Snapshot } from '../src/snapshot/d32-snapshot.ts';
import { makeFullSnapshot } from './report/full-snapshot.ts';

const readFixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

/** As who has no compiler calls it. */
function call(generate: (snapshot: D32Snapshot) => string, value: unknown): unknown {
  return Reflect.apply(generate, undefined, [value]);
}

/** D32's sample, with D32's fields and no other. */
const SAMPLE: D32Snapshot = {
  namespace: 'trading-bots',
  selector: 'app=arbitrage-tuning,session_id=d29-k8s-demo-session',
  timestamp: '2025-11-16T10:00:00.000000',
  errors: [],
  jobs: [
    {
      jobName: 'arb-tuning-d29-k8s--worker-1-0',
      namespace: 'trading-bots',
      labels: { app: 'arbitrage-tuning', session_id: 'd29-k8s-demo-session', worker_id: 'worker-1' },
      completions: 1,
      succeeded: 1,
      failed: 0,
      active: 0,
      phase: 'SUCCEEDED',
      startTime: '2025-11-16T10:00:00Z',
      completionTime: '2025-11-16T10:05:00Z',
    },
  ],
  podsLogs: [
    {
      podName: 'arb-tuning-d29-k8s--worker-1-0-abc123',
      namespace: 'trading-bots',
      containerName: 'tuning-container',
      lines: [
        '[2025-11-16 10:00:00] Starting tuning session',
        '[2025-11-16 10:01:00] Processing data...',
        '[2025-11-16 10:02:00] Computing metrics...',
        '[2025-11-16 10:04:00] Saving results...',
        '[2025-11-16 10:05:00] Tuning session completed',
      ],
    },
  ],
};

describe('a snapshot with D32’s fields alone', () => {
  test('reads as in D32, byte for byte', () => {
    const text = generateMonitorReportText(SAMPLE);

    expect(text).toBe(readFixture('d32-sample-report.txt'));
  });

  test('reads the same out of its JSON, which holds those fields and no other', () => {
    const json = generateMonitorReportJson(SAMPLE);

    const again: unknown = JSON.parse(json);

    expect(again).toEqual(SAMPLE);
    expect(call(generateMonitorReportText, again)).toBe(readFixture('d32-sample-report.txt'));
  });

  test('may leave open what D32 does: nothing is made of it', () => {
    const [job] = SAMPLE.jobs;
    const pending = {
      jobName: 'job-1',
      namespace: 'a',
      labels: {},
      phase: 'PENDING',
      active: undefined,
    } as const;

    const text = generateMonitorReportText({ ...SAMPLE, jobs: [pending], podsLogs: [] });

    expect(job).toBeDefined();
    expect(text).toContain(
      [
        '  Job: job-1',
        '    Namespace:           a',
        '    Phase:               PENDING',
        '    Completions:         <unset>',
        '    Succeeded:           <none>',
        '    Failed:              <none>',
        '    Active:              <none>',
        '    Start Time:          <none>',
        '    Completion Time:     <none>',
        '',
        '[POD LOGS]',
      ].join('\n'),
    );
  });

  test('without Jobs, and with an error, does not say that there are none', () => {
    const text = generateMonitorReportText({ ...SAMPLE, jobs: [], podsLogs: [], errors: ['Forbidden'] });

    expect(text).toContain('[ERRORS (1)]\n\n  Forbidden\n');
    expect(text).toContain('[JOB STATUS]\n\n  Not known: the list could not be read, see ERRORS.\n');
    expect(text).not.toContain('No Job matches');
  });

  test('is no report as the archive keeps it', () => {
    expect([isReport(SAMPLE), isReport(makeFullSnapshot())]).toEqual([false, true]);
  });
});

describe('a snapshot of an older version', () => {
  test('is worded as it is: what came after it has no line', () => {
    const { pods, problems, completeness, ...older } = makeFullSnapshot();

    const text = generateMonitorReportText(older);

    expect([pods, problems, completeness].every((each) => each !== undefined)).toBe(true);
    expect(text).not.toMatch(/Completeness:|\[POD STATUS\]/);
    expect(text).toContain(`  Job: ${older.jobs[0]?.jobName}\n`);
  });
});

describe('what is no snapshot', () => {
  test.each([
    [null, 'the whole: Invalid input: expected object, received null'],
    [{}, 'namespace: Invalid input: expected string, received undefined; selector: '],
    [
      { ...SAMPLE, jobs: [{ jobName: 'a' }] },
      'jobs.0.namespace: Invalid input: expected string, received undefined; ',
    ],
    [
      { ...SAMPLE, podsLogs: [{ ...SAMPLE.podsLogs[0], lines: 'all in one' }] },
      'podsLogs.0.lines: Invalid input: expected array',
    ],
    [
      { ...SAMPLE, jobs: [{ ...SAMPLE.jobs[0], phase: 'DONE' }] },
      'jobs.0.phase: Invalid option: expected one of "PENDING"|',
    ],
  ])('is refused with the names of its fields: %#', (value, why) => {
    expect(() => call(generateMonitorReportText, value)).toThrow(`reading the report: ${why}`);
    expect(() => call(generateMonitorReportJson, value)).toThrow(`reading the report: ${why}`);
  });

  test.each([
    ['', 'it is no JSON (Unexpected end of JSON input)'],
    ['{"schemaVersion": 2}', 'schemaVersion: Invalid input: expected 1; '],
  ])('is no report to read back: %j', (json, why) => {
    expect(() => parseReportJson(json)).toThrow(`reading the report: ${why}`);
  });
});

describe('parseReportJson', () => {
  test('reads back what was written, as text or as bytes', () => {
    const snapshot = makeFullSnapshot();
    const json = generateMonitorReportJson(snapshot);

    expect([parseReportJson(json), parseReportJson(Buffer.from(json))]).toEqual([snapshot, snapshot]);
  });
});
