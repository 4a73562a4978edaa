import { describe, expect, it } from 'vitest';
import { tokenOf } from '../../demo/api/access-rules.ts';
import { generateMonitorReportText } from '../../src/report/text/report.ts';
import { refuseWith } from '../doubles/aws/secrets-manager-answer.ts';
import {
  LATEST,
  makeContext,
  readLines,
  readReport,
  readText,
  REPORT,
  SCHEDULED,
  SECRET_ARN,
  startFunctionWorld,
} from './function-world.ts';
import { findClosedPort } from './loopback-port.ts';

const WHY_DENIED =
  'User: arn:aws:sts::123456789012:assumed-role/reporter/job-reporter is not authorized to perform: secretsmanager:GetSecretValue on resource: kubeconfigs/trading because no identity-based policy allows the secretsmanager:GetSecretValue action';
const DENIED = refuseWith('AccessDeniedException', WHY_DENIED);

describe('the Lambda handler, when the secret is of no use', () => {
  it('archives a report that says so, and succeeds', async () => {
    const { handler, store, secretsManager, cluster } = await startFunctionWorld();
    secretsManager.place(SECRET_ARN, DENIED);

    const summary = await handler(SCHEDULED, makeContext());

    expect(summary).toMatchObject({
      outcome: 'stored',
      latest: 'moved',
      verdict: 'EMPTY',
      jobs: null,
      logs: null,
      problems: ['KUBECONFIG_UNREADABLE'],
    });
    const report = readReport(store);
    expect(report).toMatchObject({
      cluster: { context: null, server: null },
      errors: [
        `KUBECONFIG_UNREADABLE: reading the kubeconfig from secret ${SECRET_ARN}: Secrets Manager answered 400 AccessDeniedException: ${WHY_DENIED}. Allow secretsmanager:GetSecretValue on it in the policy of the function's role (and in the secret's own policy, from another account)`,
      ],
      jobs: [],
      pods: [],
      podsLogs: [],
    });
    expect(readText(store, `${REPORT}.txt`)).toBe(generateMonitorReportText(report));
    expect(readText(store, `${LATEST}.txt`)).toBe(readText(store, `${REPORT}.txt`));
    expect(cluster.requests).toEqual([]);
  });

  it('says that a secret is missing', async () => {
    const { handler, store } = await startFunctionWorld();
    const other = SECRET_ARN.replace('AbCdEf', 'GhIjKl');

    await handler(
      { ...SCHEDULED, target: { ...SCHEDULED.target, kubeconfigSecretArn: other } },
      makeContext(),
    );

    expect(readReport(store).errors).toEqual([
      `KUBECONFIG_UNREADABLE: reading the kubeconfig from secret ${other}: Secrets Manager answered 400 ResourceNotFoundException: Secrets Manager can't find the specified secret. Create the secret, or correct its place in the target: account, region, name and version stage`,
    ]);
  });

  it('counts neither Jobs nor logs in its metrics: unknown is not zero', async () => {
    const { handler, lines, secretsManager } = await startFunctionWorld();
    secretsManager.place(SECRET_ARN, DENIED);

    await handler(SCHEDULED, makeContext());

    const { _aws: described, ...metrics } = readLines(lines)[1] ?? {};
    expect(metrics).toEqual({
      target: 'trading-bots',
      ReportsStored: 1,
      ReportsIncomplete: 1,
      Problems: 1,
      Duration: 1250,
    });
    expect(described).toBeDefined();
  });

  it('says what is wrong with a secret that holds something else, and quotes nothing of it', async () => {
    const { handler, store, lines, secretsManager } = await startFunctionWorld();
    secretsManager.place(SECRET_ARN, { SecretString: '{"password": "hunter2", "clusters": 7}' });

    await handler(SCHEDULED, makeContext());

    expect(readReport(store).errors).toEqual([
      `KUBECONFIG_INVALID: reading the kubeconfig of secret ${SECRET_ARN}: clusters: Invalid input: expected array, received number. Mend the file: kubectl must be able to read it`,
    ]);
    const stored = [...store.objects.values()].map((object) => object.bytes.toString('utf8'));
    expect([...lines, ...stored].join('\n')).not.toContain('hunter2');
  });
});

describe('the Lambda handler, when the cluster does not let it in', () => {
  it('goes by HTTPS_PROXY of its environment, as kubectl does, and names it where that leads nowhere', async () => {
    const proxy = `http://127.0.0.1:${await findClosedPort()}`;
    const { handler, cluster, secretsManager, store } = await startFunctionWorld({
      variables: { HTTPS_PROXY: proxy },
    });
    const kubeconfig = cluster.kubeconfig({ as: 'reporter', server: 'https://cluster.test:6443' });
    secretsManager.place(SECRET_ARN, { SecretString: kubeconfig });

    await handler(SCHEDULED, makeContext());

    expect(readReport(store).errors).toEqual([
      `PROXY_FAILED: connecting to the proxy ${proxy}, by HTTPS_PROXY: nothing listens there. Check HTTPS_PROXY, and that the proxy is up and can be reached from here`,
    ]);
  });

  it('reads the secret once more after a 401, and goes on with a token that was rotated meanwhile', async () => {
    const { handler, secretsManager, cluster, lines, store } = await startFunctionWorld({
      cluster: {
        faults: ({ caller }) => {
          if (caller === 'invalid') rotate();
          return undefined;
        },
      },
    });
    const place = (as: 'invalid' | 'reporter') =>
      secretsManager.place(SECRET_ARN, { SecretString: cluster.kubeconfig({ as }) });
    const rotate = () => place('reporter');
    place('invalid');

    const summary = await handler(SCHEDULED, makeContext());

    expect(summary).toMatchObject({
      jobs: { PENDING: 2, RUNNING: 7, SUCCEEDED: 13, FAILED: 6, UNKNOWN: 0 },
      problems: ['NODE_UNREACHABLE'],
    });
    expect(secretsManager.calls).toEqual([
      { action: 'secretsmanager:GetSecretValue', resource: SECRET_ARN },
      { action: 'secretsmanager:GetSecretValue', resource: SECRET_ARN },
    ]);
    const written = [...lines, readText(store, `${REPORT}.json`), readText(store, `${REPORT}.txt`)].join(
      '\n',
    );
    expect(written).not.toContain(tokenOf('invalid'));
    expect(written).not.toContain(tokenOf('reporter'));
  });

  it('reports a token that is refused twice, and reads the secret no third time', async () => {
    const { handler, secretsManager, cluster, store } = await startFunctionWorld();
    secretsManager.place(SECRET_ARN, { SecretString: cluster.kubeconfig({ as: 'invalid' }) });

    const summary = await handler(SCHEDULED, makeContext());

    expect(summary).toMatchObject({ verdict: 'EMPTY', jobs: null, problems: ['UNAUTHORIZED'] });
    expect(secretsManager.calls).toHaveLength(2);
    expect(readReport(store).errors).toEqual([
      'UNAUTHORIZED: authenticating at the cluster: HTTP 401, Unauthorized. The token or certificate is missing, wrong or expired: renew the kubeconfig',
    ]);
  });

  it('reports a cluster behind a closed port', async () => {
    const { handler, secretsManager, cluster, store } = await startFunctionWorld();
    const server = `https://127.0.0.1:${await findClosedPort()}`;
    secretsManager.place(SECRET_ARN, { SecretString: cluster.kubeconfig({ as: 'reporter', server }) });

    const summary = await handler(SCHEDULED, makeContext());

    expect(summary).toMatchObject({ verdict: 'EMPTY', jobs: null, problems: ['CONNECTION_REFUSED'] });
    expect(readReport(store).errors).toEqual([
      `CONNECTION_REFUSED: connecting to ${server}/: nothing listens there. Check the server address in the kubeconfig, and that the API server is up`,
    ]);
  });
});
