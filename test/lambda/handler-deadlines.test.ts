import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  makeContext,
  readLines,
  readReport,
  SCHEDULED,
  SECRET_ARN,
  startFunctionWorld,
} from './function-world.ts';
import { listenOnLoopback } from './loopback-port.ts';
import { makeManualTimers } from './manual-timers.ts';

describe('the Lambda handler, when its time runs out', () => {
  it('stops reading with 15 s to go, and stores what it has by then', async () => {
    const timers = makeManualTimers();
    const atFirstLog: (readonly number[])[] = [];
    const { handler, store } = await startFunctionWorld({
      dependencies: { startTimer: timers.startTimer },
      cluster: {
        faults: ({ path }) => {
          if (!path.includes('/log?')) return undefined;
          if (atFirstLog.length === 0) {
            atFirstLog.push(timers.list());
            timers.fire(45_000);
          }
          return { kind: 'hang-before-headers' };
        },
      },
    });

    const summary = await handler(SCHEDULED, makeContext(60_000));

    expect(atFirstLog).toEqual([[45_000, 58_500]]);
    expect(summary).toMatchObject({
      outcome: 'stored',
      verdict: 'PARTIAL',
      jobs: { PENDING: 2, RUNNING: 7, SUCCEEDED: 13, FAILED: 6, UNKNOWN: 0 },
      logs: { read: 0 },
    });
    const { logs } = readReport(store).completeness;
    expect(logs.timedOut + logs.skipped).toBe(logs.asked);
    expect(timers.list()).toEqual([]);
  });

  it('writes a report even when there was no time to read anything', async () => {
    const timers = makeManualTimers();
    const { handler, store, secretsManager } = await startFunctionWorld({
      dependencies: {
        startTimer: (milliseconds, act) => {
          const stop = timers.startTimer(milliseconds, act);
          if (milliseconds === 600) timers.fire(600);
          return stop;
        },
      },
    });

    const summary = await handler(SCHEDULED, makeContext(900));

    expect(summary).toMatchObject({
      outcome: 'stored',
      verdict: 'EMPTY',
      problems: ['KUBECONFIG_UNREADABLE'],
    });
    expect(readReport(store).errors).toEqual([
      `KUBECONFIG_UNREADABLE: reading the kubeconfig from secret ${SECRET_ARN}: the run's time was up before Secrets Manager answered. In a VPC, give the function a way to it: an interface endpoint for Secrets Manager with private DNS, or a NAT gateway`,
    ]);
    expect(secretsManager.calls).toEqual([]);
  });

  it('says that S3 did not answer, before Lambda cuts it short', async () => {
    const timers = makeManualTimers();
    const silent = createServer();
    silent.once('request', () => timers.fire(58_500));
    const port = await listenOnLoopback(silent);
    onTestFinished(() => {
      silent.close();
      silent.closeAllConnections();
    });
    const { handler, lines } = await startFunctionWorld({
      dependencies: { startTimer: timers.startTimer },
      variables: { AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}` },
    });

    const invocation = handler(SCHEDULED, makeContext(60_000));

    const message =
      "storing s3://report-archive/prod/reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json: the function's time was up before S3 had taken the report. Check the way to S3 (in a VPC: a gateway endpoint for it), or allow the function more time; the next attempt completes what is missing";
    await expect(invocation).rejects.toMatchObject({
      name: 'ArchiveError',
      code: 'ARCHIVE_TIMED_OUT',
      message,
    });
    expect(readLines(lines)).toMatchObject([{ level: 'ERROR', message }]);
  });
});
