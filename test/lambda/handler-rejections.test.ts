import { describe, expect, it } from 'vitest';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import {
  LATEST,
  makeContext,
  readLines,
  readReport,
  readText,
  REPORT,
  SCHEDULED,
  startFunctionWorld,
} from './function-world.ts';
import { findClosedPort } from './loopback-port.ts';

describe('the Lambda handler, when it has no report to show', () => {
  it('rejects when S3 refuses, and says once in the log what to do', async () => {
    const { handler, lines } = await startFunctionWorld({
      store: { allows: (action) => action !== 's3:PutObject' },
    });

    const invocation = handler(SCHEDULED, makeContext());

    const detail = {
      code: 'ARCHIVE_DENIED',
      attempted: 'storing',
      object: 's3://report-archive/prod/reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json',
      why: 'S3 answered 403 AccessDenied: Access Denied',
      advice: "Allow s3:PutObject on it (and kms:GenerateDataKey, when the bucket has a customer's KMS key)",
    };
    const message = `storing ${detail.object}: ${detail.why}. ${detail.advice}`;
    await expect(invocation).rejects.toMatchObject({ name: 'ArchiveError', message });
    expect(readLines(lines)).toEqual([
      {
        level: 'ERROR',
        message,
        service: 'k8s-job-reporter',
        function_request_id: 'c0ffee00-1234-5678-9abc-def012345678',
        sampling_rate: 0,
        error: { name: 'ArchiveError', ...detail },
      },
    ]);
  });

  it('rejects when nothing listens where S3 should be', async () => {
    const endpoint = `http://127.0.0.1:${await findClosedPort()}`;
    const { handler, lines } = await startFunctionWorld({ variables: { AWS_ENDPOINT_URL_S3: endpoint } });

    const invocation = handler(SCHEDULED, makeContext());

    await expect(invocation).rejects.toMatchObject({ name: 'ArchiveError', code: 'ARCHIVE_UNREACHABLE' });
    expect(readLines(lines)).toMatchObject([{ level: 'ERROR', error: { code: 'ARCHIVE_UNREACHABLE' } }]);
  });

  it('completes at the next attempt what the one before could not store', async () => {
    let isTextRefused = true;
    const { handler, store } = await startFunctionWorld({
      store: {
        allows: (action, key) => !(isTextRefused && action === 's3:PutObject' && key.endsWith('.txt')),
      },
    });
    await expect(handler(SCHEDULED, makeContext())).rejects.toMatchObject({ code: 'ARCHIVE_DENIED' });
    isTextRefused = false;

    await handler(SCHEDULED, makeContext());

    expect(readText(store, `${REPORT}.txt`)).toBe(generateMonitorReportText(readReport(store)));
    expect(readText(store, `${LATEST}.txt`)).toBe(readText(store, `${REPORT}.txt`));
  });

  it('rejects bad settings before it asks anybody for anything, and logs no value of it', async () => {
    const { handler, lines, store, secretsManager, cluster } = await startFunctionWorld();
    const { target } = SCHEDULED;
    const event = { target: { ...target, kubeconfigSecretArn: 'token: s3cr3t', namespace: 'Not-A-Name' } };

    const invocation = handler(event, makeContext());

    await expect(invocation).rejects.toThrowError(
      /^reading the settings of target trading-bots: namespace: .*; kubeconfigSecretArn: .*\. Correct each field named$/,
    );
    expect(readLines(lines)).toMatchObject([
      { level: 'ERROR', error: { name: 'ConfigurationError', code: 'SETTINGS_INVALID' } },
    ]);
    expect(lines.join('\n')).not.toMatch(/s3cr3t|Not-A-Name/);
    expect([store.requests, secretsManager.calls, cluster.requests]).toEqual([[], [], []]);
  });

  it('rejects a redaction pattern that is none, by its place in the settings', async () => {
    const { handler } = await startFunctionWorld();
    const redaction = { patterns: [{ name: 'order-id', pattern: '(' }] };

    const invocation = handler({ target: { ...SCHEDULED.target, redaction } }, makeContext());

    await expect(invocation).rejects.toThrowError(
      /^reading the settings of target trading-bots: redaction\.patterns\.0\.pattern: /,
    );
  });

  it('rejects when its environment names no archive', async () => {
    const { handler, lines } = await startFunctionWorld({ variables: { REPORT_ARCHIVE: undefined } });

    const invocation = handler(SCHEDULED, makeContext());

    const message =
      "reading the function's environment: REPORT_ARCHIVE: set it to s3://bucket or s3://bucket/prefix. Correct each field named";
    await expect(invocation).rejects.toThrowError(message);
    expect(readLines(lines)).toMatchObject([{ level: 'ERROR', message }]);
  });
});
