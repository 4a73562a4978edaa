import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { Fault } from '../../../demo/wire/fault.ts';
import type { ClusterRequest } from '../../../demo/wire/request-log.ts';
import { wordCompleteness } from '../../../src/report/text/completeness.ts';
import type { LookProgress } from '../../../src/cluster/job-monitor.ts';
import type { MonitorLimits } from '../../../src/cluster/limits.ts';
import { monitorOf, SHORT_LIMITS, textSource, TEST_TIME } from '../../doubles/cluster-monitor.ts';

const isLog = ({ path }: ClusterRequest) => path.includes('/log?');
const isJobs = ({ path }: ClusterRequest) => path.includes('/jobs?');
const status = (code: number, message: string, reason: string, headers = {}): Fault => ({
  kind: 'status',
  code,
  reason,
  message,
  headers,
});
const forbidden = (user: string, verb: string, resource: string, group: string) =>
  `${resource} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" in the namespace "trading-bots"`;
const denied = (user: string, verb = 'list', resource = 'jobs', group = 'batch') =>
  status(403, forbidden(user, verb, resource, group), 'Forbidden');
/** Time enough for an API server to learn what it allows. */
const PATIENT: MonitorLimits = {
  ...SHORT_LIMITS,
  retry: { ...SHORT_LIMITS.retry, longestMilliseconds: 200 },
};

async function lookUnder(faults: (request: ClusterRequest) => Fault | undefined, limits = SHORT_LIMITS) {
  await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME, faults });
  const kubeconfig = textSource(cluster.kubeconfig({ as: 'reporter' }));
  const snapshot = await monitorOf(cluster, { kubeconfig, limits }).loadSnapshot();
  return { snapshot, reads: kubeconfig.reads, requests: [...cluster.requests] };
}

describe('a refused list of Jobs', () => {
  test('gets a rule of RBAC where the API server denies this reader this right, whatever an authorizer adds', async () => {
    const added = status(
      403,
      `${forbidden('alice@example.com', 'list', 'jobs', 'batch')}: RBAC: clusterrole "viewer" not found`,
      'Forbidden',
    );

    const { snapshot } = await lookUnder((request) => (isJobs(request) ? added : undefined));

    expect(snapshot.completeness.allowedBy).toEqual([
      { apiGroup: 'batch', resource: 'jobs', verb: 'list', namespace: 'trading-bots' },
    ]);
    expect(wordCompleteness(snapshot.completeness)).toBe('PARTIAL: Jobs denied');
  });

  test.each([
    ['another right', denied('alice@example.com', 'get', 'nodes', ''), /not a right of the reader/],
    ['a right in another group', denied('alice@example.com', 'list', 'jobs', 'extensions'), /not a right/],
    ["a kubelet's right", denied('system:node:node-a'), /not a right of the reader/],
    ["an API server's right at another", denied('system:apiserver'), /not a right of the reader/],
    ['nobody the right, though somebody asked', denied('system:anonymous'), /takes the reader for nobody/],
    [
      'the right to be taken for another',
      status(
        403,
        'users "auditor" is forbidden: User "alice" cannot impersonate resource "users" in API group "" at the cluster scope',
        'Forbidden',
      ),
      /Allow "alice" the verb impersonate for users/,
    ],
    [
      'in words of its own',
      status(403, 'access denied to user "alice"', 'Forbidden'),
      /not a right of the reader/,
    ],
  ])('gets none where %s is denied', async (_title, fault, advice) => {
    const { snapshot } = await lookUnder((request) => (isJobs(request) ? fault : undefined));

    expect(snapshot.problems).toMatchObject([{ code: 'FORBIDDEN', allowedBy: null }]);
    expect(snapshot.problems[0]?.advice).toMatch(advice);
    expect(snapshot.completeness).toMatchObject({ verdict: 'PARTIAL', allowedBy: [] });
  });

  test('of a page of a gateway is its refusal, not a denial', async () => {
    const page: Fault = {
      kind: 'answer',
      status: 403,
      body: '<html><head><title>403 Forbidden</title></head><body><hr>nginx</body></html>',
    };

    const { snapshot } = await lookUnder((request) => (isJobs(request) ? page : undefined));

    expect(snapshot.errors).toEqual([
      'PROXY_FAILED: listing jobs in namespace trading-bots: HTTP 403, an HTML page titled "403 Forbidden". It is not the API server that refuses, but a proxy, a gateway or a firewall in between: check the server and proxy-url of the kubeconfig, and who may pass there',
    ]);
    expect(wordCompleteness(snapshot.completeness)).toBe('PARTIAL: Jobs not read');
  });

  test.each([
    [
      'https://login.example/auth?client_secret=fake-secret#here',
      'HTTP 307, a redirect to https://login.example/auth, which is not followed with credentials',
    ],
    [
      '/k8s/clusters/c-1/',
      'HTTP 307, a redirect to /k8s/clusters/c-1/, which is not followed with credentials',
    ],
    ['', 'HTTP 307, a redirect that does not say where to, which is not followed with credentials'],
  ])('by a redirect says where to, and no query: %s', async (location, why) => {
    const fault: Fault = { kind: 'answer', status: 307, body: '', headers: { Location: location } };

    const { snapshot } = await lookUnder((request) => (isJobs(request) ? fault : undefined));

    expect(snapshot.problems.map((each) => each.why)).toEqual([why]);
  });

  test('by a Status with 200 says its message', async () => {
    const body = JSON.stringify({ kind: 'Status', status: 'Failure', message: 'the backend is being moved' });

    const { snapshot } = await lookUnder((request) =>
      isJobs(request) ? { kind: 'answer', status: 200, body } : undefined,
    );

    expect(snapshot.errors).toEqual([
      'ANSWER_UNREADABLE: listing jobs in namespace trading-bots: the answer was a Status in place of the list: the backend is being moved. Check that the server address is that of a Kubernetes API, and what stands in between',
    ]);
  });
});

describe('a 401 of a log', () => {
  test('has no plugin asked and no kubeconfig read again where the API server knows the reader', async () => {
    const { snapshot, reads } = await lookUnder((request) =>
      isLog(request) ? status(401, 'Unauthorized', 'Unauthorized') : undefined,
    );

    expect(reads).toEqual([false]);
    expect(snapshot.problems).toMatchObject([{ code: 'NODE_REFUSED', attempted: 'reading the log of' }]);
  });

  test('of credentials that have expired since the lists is renewed, and the log is read', async () => {
    let hasExpired = false;
    const { snapshot, reads } = await lookUnder((request) => {
      if (isLog(request) && request.attempt === 1) hasExpired = true;
      if (isLog(request) && request.attempt > 1) hasExpired = false;
      return hasExpired ? status(401, 'Unauthorized', 'Unauthorized') : undefined;
    });

    expect(reads).toEqual([false, true]);
    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(snapshot.errors).toEqual([]);
  });
});

describe('a 403 of an API server that has just started', () => {
  const LOG_DENIED = denied('reporter', 'get', 'pods/log', '');
  const LOOK = { labelSelector: 'app=arbitrage-tuning' };

  test('is asked again where the same right was granted before', async () => {
    let logs = 0;
    const faults = (request: ClusterRequest) => {
      if (!isLog(request)) return undefined;
      logs += 1;
      return logs > 3 && logs < 20 ? LOG_DENIED : undefined;
    };
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME, faults });

    const snapshot = await monitorOf(cluster, { ...LOOK, limits: PATIENT }).loadSnapshot();

    expect(snapshot.completeness.logs.denied).toBe(0);
    expect(snapshot.problems.map(({ code }) => code)).not.toContain('FORBIDDEN');
  });

  test('is asked again where a connection broke before', async () => {
    let lists = 0;
    const { snapshot } = await lookUnder((request) => {
      if (!isJobs(request)) return undefined;
      lists += 1;
      if (lists === 1) return { kind: 'reset-before-response' };
      return lists < 9 ? denied('reporter') : undefined;
    }, PATIENT);

    expect(snapshot.completeness.verdict).toBe('COMPLETE');
  });

  test('is told as what it is where it stays, with no rule to add', async () => {
    let logs = 0;
    const faults = (request: ClusterRequest) => {
      if (!isLog(request)) return undefined;
      logs += 1;
      return logs > 3 ? LOG_DENIED : undefined;
    };
    await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME, faults });

    const snapshot = await monitorOf(cluster, LOOK).loadSnapshot();

    expect(
      snapshot.errors
        .filter((each) => each.startsWith('FORBIDDEN: '))
        .map((each) => each.replace(/^.*(?=, which)/, '')),
    ).toEqual([
      ', which had been allowed before in this run. An API server that has just started knows no rights yet, or the right was taken away meanwhile: run again to know which',
    ]);
    expect(snapshot.completeness).toMatchObject({ verdict: 'PARTIAL', allowedBy: [] });
  });

  test('is asked once where nothing speaks for it', async () => {
    const { snapshot, requests } = await lookUnder((request) =>
      isJobs(request) ? denied('reporter') : undefined,
    );

    expect(snapshot.completeness.jobs.status).toBe('denied');
    expect(requests.filter(isJobs)).toHaveLength(1);
  });
});

describe('clocks', () => {
  test('that agree are not called apart after lists that took minutes', async () => {
    let time = TEST_TIME.getTime();
    const now = () => new Date(time);
    await using cluster = await startEmbeddedCluster({ now });
    let lists = 0;
    const onProgress = ({ step }: LookProgress) => {
      if (step !== 'lists') return;
      lists += 1;
      // The last of two lists has come to its end, a while after the cluster told its clock.
      if (lists === 2) time += 90_000;
    };

    const snapshot = await monitorOf(cluster, { now, onProgress }).loadSnapshot();

    expect(snapshot.problems.map(({ code }) => code)).not.toContain('CLOCKS_APART');
  });

  test("of which one is wrong do not make Retry-After's date a long wait", async () => {
    const date = new Date(TEST_TIME.getTime() + 3_600_000).toUTCString();
    const fault = status(429, 'too many requests', 'TooManyRequests', { Date: date, 'Retry-After': date });
    const { snapshot } = await lookUnder((request) =>
      isJobs(request) && request.attempt === 1 ? fault : undefined,
    );

    expect(snapshot.completeness.jobs).toMatchObject({ status: 'read', got: 1 });
  });
});
