import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCertificateAuthority } from '../../demo/wire/certificate-authority.ts';
import { startTlsListener } from '../../demo/wire/tls-listener.ts';
import {
  CREDENTIALS,
  readLines,
  readReport,
  REGION,
  SCHEDULED,
  SECRET_ARN,
  startFunctionWorld,
} from './function-world.ts';

const SCRIPT = fileURLToPath(new URL('processes/invoke.ts', import.meta.url));

/** Runs the handler in a process of its own with nothing but these variables; resolves with its output when it has ended by itself. */
function invoke(event: unknown, variables: Readonly<Record<string, string>>) {
  const { promise, resolve } = Promise.withResolvers<{
    readonly lines: readonly string[];
    readonly stderr: string;
    readonly exitCode: number;
  }>();
  execFile(
    process.execPath,
    [SCRIPT, JSON.stringify(event)],
    { env: { ...variables } },
    (error, stdout, stderr) =>
      resolve({ lines: stdout.trimEnd().split('\n'), stderr, exitCode: Number(error?.code ?? 0) }),
  );
  return promise;
}

/** As the stack deploys it beside the code. */
function deploy(target: typeof SCHEDULED.target): string {
  return JSON.stringify({ targets: { [target.name]: target } });
}

describe('the Lambda handler in a process of its own', () => {
  it("needs nothing but the function's environment, and leaves nothing open", async () => {
    const { store, secretsManager } = await startFunctionWorld({ cluster: { now: () => new Date() } });

    const { lines, stderr, exitCode } = await invoke(
      { target: SCHEDULED.target.name },
      {
        JOB_REPORTER_SETTINGS: deploy({
          ...SCHEDULED.target,
          labelSelector: 'session_id=d29-k8s-demo-session',
        }),
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
        REPORT_ARCHIVE: 's3://report-archive/prod',
        AWS_ENDPOINT_URL_S3: store.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
      },
    );

    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    const [logged, metrics, summary] = readLines(lines);
    expect(logged).toMatchObject({ level: 'INFO', message: 'Report stored', ...summary });
    expect(metrics).toMatchObject({ target: 'trading-bots', ReportsStored: 1, JobsSucceeded: 1 });
    expect(summary).toMatchObject({ verdict: 'COMPLETE', outcome: 'stored', latest: 'moved' });
    expect(readReport(store, `prod/${String(summary?.['jsonKey'])}`).run?.id).toBe(
      'manual-c0ffee00-1234-5678-9abc-def012345678',
    );
    expect(secretsManager.calls).toEqual([{ action: 'secretsmanager:GetSecretValue', resource: SECRET_ARN }]);
  });

  it('asks no stranger for its kubeconfig where NODE_TLS_REJECT_UNAUTHORIZED switches verifying off, and its report tells of it', async () => {
    const { store } = await startFunctionWorld({ cluster: { now: () => new Date() } });
    const paths: string[] = [];
    const impostor = await startTlsListener(await createCertificateAuthority(), 0, async (exchange) => {
      paths.push(exchange.request.url ?? '');
      exchange.response.writeHead(403).end();
    });
    onTestFinished(impostor.close);

    const { lines } = await invoke(
      { target: SCHEDULED.target.name },
      {
        JOB_REPORTER_SETTINGS: deploy(SCHEDULED.target),
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
        REPORT_ARCHIVE: 's3://report-archive/prod',
        AWS_ENDPOINT_URL_S3: store.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: impostor.url,
      },
    );

    const summary = readLines(lines).at(-1);
    const report = readReport(store, `prod/${String(summary?.['jsonKey'])}`);
    expect(report.problems.map(({ code }) => code)).toEqual(['TLS_SWITCH_IGNORED', 'KUBECONFIG_UNREADABLE']);
    expect(paths).toEqual([]);
  });

  it('survives a server that sends Jobs without end, in the memory that it has', async () => {
    const label = 'x'.repeat(100_000);
    let page = 0;
    const { store, secretsManager } = await startFunctionWorld({
      cluster: {
        now: () => new Date(),
        faults: ({ path }) => {
          if (!path.includes('/jobs?')) return undefined;
          page += 1;
          const items = Array.from({ length: 100 }, (_, index) => {
            const name = `job-${page}-${index}`;
            return {
              metadata: { name, namespace: 'trading-bots', uid: name, labels: { label } },
              status: {},
            };
          });
          const body = JSON.stringify({ kind: 'JobList', metadata: { continue: `token-${page}` }, items });
          return { kind: 'answer', status: 200, body };
        },
      },
    });

    const { lines } = await invoke(
      { target: SCHEDULED.target.name },
      {
        JOB_REPORTER_SETTINGS: deploy({
          ...SCHEDULED.target,
          labelSelector: 'session_id=d29-k8s-demo-session',
        }),
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
        // As Lambda has it then.
        NODE_OPTIONS: '--max-old-space-size=230',
        AWS_REGION: REGION,
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
        AWS_SESSION_TOKEN: CREDENTIALS.sessionToken,
        REPORT_ARCHIVE: 's3://report-archive/prod',
        AWS_ENDPOINT_URL_S3: store.endpoint,
        AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
      },
    );

    const summary = readLines(lines).at(-1);
    expect(summary).toMatchObject({ outcome: 'stored', verdict: 'PARTIAL', problems: ['LIST_CUT'] });
    expect(summary?.['logs']).toEqual({ read: 1, notRead: 0 });
  });

  it('says on one line of its log why it cannot, and rejects', async () => {
    const { lines, exitCode } = await invoke({}, {});

    const message =
      'reading the event: target: the name of a target, as "trading-bots": its settings are deployed with the function. Correct each field named';
    const [logged = '', rejection, ...others] = lines;
    expect(readLines([logged])).toMatchObject([{ level: 'ERROR', message }]);
    expect(rejection).toBe(`ConfigurationError: ${message}`);
    expect(others).toEqual([]);
    expect(exitCode).toBe(1);
  });
});
