import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../src/run-summary.ts';
import { openTelemetry } from '../../../lambda/telemetry/telemetry.ts';
import { readLines } from '../function-world.ts';

const SUMMARY: RunSummary = {
  target: 'trading-bots',
  slot: '2026-11-22T19:00:00Z',
  archive: 's3://report-archive',
  jsonKey: 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json',
  textKey: 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.txt',
  outcome: 'stored',
  latest: 'moved',
  verdict: 'PARTIAL',
  jobs: { PENDING: 0, RUNNING: 1, SUCCEEDED: 2, FAILED: 3, UNKNOWN: 0 },
  logs: null,
  problems: ['FORBIDDEN'],
};
const RUN = { summary: SUMMARY, errors: [], durationMilliseconds: 850, metricsNamespace: 'Staging' };

function listen() {
  const lines: string[] = [];
  return { lines, telemetry: openTelemetry((line) => void lines.push(line), 'request-1') };
}

describe('what the log keeps of a run', () => {
  it('has the first twenty errors in one line, and how many more the report has', () => {
    const { lines, telemetry } = listen();
    const errors = Array.from({ length: 23 }, (_, index) => `FORBIDDEN: listing number ${index}`);

    telemetry.recordRun({ ...RUN, errors });

    expect(readLines(lines)[0]).toMatchObject({ level: 'WARN', errors: errors.slice(0, 20), moreErrors: 3 });
  });

  it('has metrics of what alarms ask for, in the namespace of the stack, and the other counts beside them', () => {
    const { lines, telemetry } = listen();

    telemetry.recordRun(RUN);

    const { _aws: described, ...metrics } = readLines(lines)[1] ?? {};
    expect(metrics).toEqual({
      target: 'trading-bots',
      ReportsStored: 1,
      ReportsIncomplete: 1,
      JobsPending: 0,
      JobsRunning: 1,
      JobsSucceeded: 2,
      JobsFailed: 3,
      JobsUnknown: 0,
      Problems: 1,
      Duration: 850,
    });
    expect(described).toMatchObject({
      CloudWatchMetrics: [
        {
          Namespace: 'Staging',
          Dimensions: [['target']],
          Metrics: [
            { Name: 'ReportsStored', Unit: 'Count' },
            { Name: 'ReportsIncomplete', Unit: 'Count' },
            { Name: 'JobsFailed', Unit: 'Count' },
          ],
        },
      ],
    });
  });

  it('has the place in the program of a mistake that nobody foresaw', () => {
    const { lines, telemetry } = listen();
    const mistake = new TypeError('x is not a function');

    telemetry.recordFailure(mistake);

    expect(readLines(lines)).toEqual([
      {
        level: 'ERROR',
        message: 'The run failed: x is not a function',
        service: 'k8s-job-reporter',
        function_request_id: 'request-1',
        sampling_rate: 0,
        error: { name: 'TypeError', message: 'x is not a function', stack: mistake.stack },
      },
    ]);
  });

  it('has what was thrown that is no error', () => {
    const { lines, telemetry } = listen();

    telemetry.recordFailure('out of order');

    expect(readLines(lines)).toMatchObject([{ level: 'ERROR', message: 'The run failed: out of order' }]);
  });
});
