import { describe, expect, test } from 'vitest';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { Fault } from '../../../demo/wire/fault.ts';
import type { LogStatus } from '../../../src/snapshot/model/log.ts';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { monitorOf, TEST_TIME } from '../../doubles/cluster-monitor.ts';

const POD = 'arb-tuning-d29-k8s--worker-1-0-9xvrh';
const CONTAINER = 'tuning-container';
const ID = 'containerd://5d2c1b4621c8d2b0a2f1';
const FILE = `/var/log/pods/trading-bots_${POD}_0f2d/${CONTAINER}/0.log`;
const URL_OF_LOG = `https://10.0.0.5:10250/containerLogs/trading-bots/${POD}/${CONTAINER}?tailLines=100&timestamps=true`;

/** The healthy rest: another log of the same look is read. */
const LOOK = { labelSelector: 'app=arbitrage-tuning' } as const;
const HEALTHY_LOGS = 36;

async function lookUnder(fault: Fault): Promise<K8sMonitorSnapshot> {
  await using cluster = await startEmbeddedCluster({
    now: () => TEST_TIME,
    faults: ({ path }) => (path.includes(`/${POD}/log?`) ? fault : undefined),
  });
  return await monitorOf(cluster, LOOK).loadSnapshot();
}

function findLog({ podsLogs }: K8sMonitorSnapshot) {
  const log = podsLogs.find(({ podName }) => podName === POD);
  return { status: log?.status, lines: log?.lines };
}

function findProblems({ problems }: K8sMonitorSnapshot) {
  return problems.filter(({ object }) => object.includes(POD));
}

/** As the API server wraps it. https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go */
const status = (code: number, message: string, reason = 'InternalError'): Fault => ({
  kind: 'status',
  code,
  reason,
  message,
});

interface KubeletWords {
  readonly source: string;
  readonly words: string;
  readonly log: LogStatus;
}

// Of a kubelet of v1.36 and of the ones before, in Kubernetes' own source below https://github.com/kubernetes/kubernetes/blob/v1.36.0/
const KUBELET_POD = 'pkg/kubelet/kubelet_pods.go (validateContainerLogStatus, GetKubeletContainerLogs)';
const READ_LOGS = 'staging/src/k8s.io/cri-client/pkg/logs/logs.go (ReadLogs)';
const RUNTIME = 'pkg/kubelet/kuberuntime/kuberuntime_container.go (GetContainerLogs)';
const SERVER = 'pkg/kubelet/server/server.go (getContainerLogs)';
// The pod has ended, so that what has not started never will.
const KUBELET: readonly KubeletWords[] = [
  ...[
    "image can't be pulled",
    'trying and failing to pull image',
    'ContainerCreating',
    'PodInitializing',
    'CreateContainerConfigError',
  ].map((why) => ({
    source: KUBELET_POD,
    words: `container "${CONTAINER}" in pod "${POD}" is waiting to start: ${why}`,
    log: 'neverStarted' as const,
  })),
  {
    source: KUBELET_POD,
    words: `container "${CONTAINER}" in pod "${POD}" is waiting to start - no logs yet`,
    log: 'neverStarted',
  },
  {
    source: KUBELET_POD,
    words: `container "${CONTAINER}" in pod "${POD}" is not available`,
    log: 'neverStarted',
  },
  { source: KUBELET_POD, words: `container "${CONTAINER}" in pod "${POD}" is terminated`, log: 'gone' },
  {
    source: KUBELET_POD,
    words: `previous terminated container "${CONTAINER}" in pod "${POD}" not found`,
    log: 'gone',
  },
  { source: KUBELET_POD, words: `pod "${POD}" cannot be found - no logs available`, log: 'gone' },
  { source: RUNTIME, words: `unable to retrieve container logs for ${ID}`, log: 'gone' },
  {
    source: RUNTIME,
    words: `rpc error: code = NotFound desc = an error occurred when try to find container "5d2c1b4621c8": not found`,
    log: 'gone',
  },
  {
    source: RUNTIME,
    words: 'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing"',
    log: 'failed',
  },
  {
    source: READ_LOGS,
    words: `failed to try resolving symlinks in path "${FILE}": lstat ${FILE}: no such file or directory`,
    log: 'gone',
  },
  {
    source: READ_LOGS,
    words: `failed to open log file "${FILE}": open ${FILE}: no such file or directory`,
    log: 'gone',
  },
  {
    source: READ_LOGS,
    words: `failed to open log file "${FILE}": open ${FILE}: permission denied`,
    log: 'failed',
  },
  {
    source: READ_LOGS,
    words: `failed to tail 100 lines of log file "${FILE}": read ${FILE}: is a directory`,
    log: 'failed',
  },
  { source: READ_LOGS, words: `failed to read log file "${FILE}": input/output error`, log: 'failed' },
  {
    source: READ_LOGS,
    words: 'failed to create fsnotify watcher: too many open files',
    log: 'failed',
  },
  {
    source: READ_LOGS,
    words: `failed to get container status for "5d2c1b4621c8": rpc error: code = DeadlineExceeded desc = context deadline exceeded`,
    log: 'failed',
  },
  {
    source: SERVER,
    words: 'unable to convert *restful.Response into http.Flusher, cannot show logs',
    log: 'failed',
  },
];

describe('what a kubelet says of a log', () => {
  const forms = [
    { title: '400', wrap: (words: string) => status(400, words, 'BadRequest') },
    // NewInternalError, by way of which a kubelet's 500 comes.
    { title: '500', wrap: (words: string) => status(500, `Internal error occurred: ${words}`) },
  ];
  const cases = forms.flatMap((form) => KUBELET.map((each) => ({ ...form, ...each })));

  test.each(cases)('with $title is told as what it is: $words ($source)', async ({ wrap, words, log }) => {
    const snapshot = await lookUnder(wrap(words));

    const problems = findProblems(snapshot);
    expect(findLog(snapshot)).toEqual({ status: log, lines: [] });
    expect(problems.map(({ code }) => code)).toEqual(problems.map(() => 'LOG_UNAVAILABLE'));
    expect(problems.map(({ advice }) => advice).join(' ')).not.toMatch(/selector|API server failed|RBAC/);
    // A state of a container is no problem; what was there and cannot be read is.
    expect(problems.length).toBeGreaterThanOrEqual(log === 'failed' ? 1 : 0);
    expect(snapshot.podsLogs.filter((each) => each.podName !== POD)).toHaveLength(HEALTHY_LOGS);
  });
});

interface Refusal {
  readonly source: string;
  readonly fault: Fault;
  readonly code: string;
  readonly log: LogStatus;
  /** Of the party that is at fault. */
  readonly advice: RegExp;
  /** No more than so many requests for the log. */
  readonly tries?: number;
}

const AUTH = 'pkg/kubelet/server/server.go (InstallAuthFilter)';
const CHECKER = 'staging/src/k8s.io/apiserver/pkg/registry/generic/rest/response_checker.go';
const CLIENT = 'net/http and crypto/tls of Go, by pkg/registry/core/pod/rest/log.go (Get)';
const PROXY_CLIENT = 'konnectivity-client, by staging/src/k8s.io/apiserver/pkg/server/egressselector';
const NODE = 'pkg/kubelet/client/kubelet_client.go (GetConnectionInfo)';
const DENIED = 'Forbidden (user=kube-apiserver-kubelet-client, verb=get, resource=nodes, subresource=proxy)';
const OTHER_USER =
  'pods "x" is forbidden: User "system:node:node-a" cannot get resource "pods/log" in API group "" in the namespace "trading-bots"';
const page = (code: number): Fault => ({
  kind: 'answer',
  status: code,
  headers: { 'Content-Type': 'text/html' },
  body: `<html><head><title>${code} from a gateway</title></head><body></body></html>`,
});
const text = (code: number, body: string): Fault => ({ kind: 'answer', status: code, body });
const get = (why: string): Fault => status(500, `Get "${URL_OF_LOG}": ${why}`);

const REFUSALS: readonly Refusal[] = [
  {
    source: AUTH,
    fault: status(403, `${DENIED} ( pods/log ${POD})`, 'Forbidden'),
    code: 'NODE_REFUSED',
    log: 'failed',
    advice: /kubelet does not let the API server read logs.*system:kubelet-api-admin/,
  },
  {
    source: `${AUTH}, passed on as it came`,
    fault: text(403, DENIED),
    code: 'NODE_REFUSED',
    log: 'failed',
    advice: /kubelet does not let the API server/,
  },
  {
    source: AUTH,
    fault: status(500, `Internal error occurred: ${DENIED.replace('Forbidden', 'Authorization error')}`),
    code: 'NODE_REFUSED',
    log: 'failed',
    advice: /kubelet does not let the API server/,
  },
  {
    source: `${AUTH}; ${CHECKER}`,
    fault: status(
      401,
      `the server has asked for the client to provide credentials ( pods/log ${POD})`,
      'Unauthorized',
    ),
    code: 'NODE_REFUSED',
    log: 'failed',
    advice: /kubelet does not know the API server/,
  },
  {
    source: `${AUTH}, without the API server's words`,
    fault: status(401, 'Unauthorized', 'Unauthorized'),
    code: 'NODE_REFUSED',
    log: 'failed',
    advice: /kubelet does not know the API server/,
  },
  {
    source: `${AUTH}, passed on as it came`,
    fault: text(401, 'Unauthorized'),
    code: 'NODE_REFUSED',
    log: 'failed',
    advice: /kubelet does not know the API server/,
  },
  {
    source: 'pkg/kubelet/server/server.go (InstallDebuggingDisabledHandlers)',
    fault: status(
      405,
      `the server does not allow this method on the requested resource ( pods/log ${POD})`,
      'MethodNotAllowed',
    ),
    code: 'NODE_REFUSED',
    log: 'failed',
    advice: /enableDebuggingHandlers/,
  },
  {
    source: `pkg/kubelet/server/server.go (getContainerLogs); ${CHECKER}`,
    fault: status(404, `the server could not find the requested resource ( pods/log ${POD})`, 'NotFound'),
    code: 'NOT_FOUND',
    log: 'gone',
    advice: /kubelet does not know the pod/,
  },
  {
    source: NODE,
    fault: status(404, 'pods "node-a" not found', 'NotFound'),
    code: 'NOT_FOUND',
    log: 'gone',
    advice: /node has left the cluster/,
  },
  {
    source: NODE,
    fault: status(404, 'nodes "ip-10-0-0-5.eu-central-1.compute.internal" not found', 'NotFound'),
    code: 'NOT_FOUND',
    log: 'gone',
    advice: /node has left the cluster/,
  },
  {
    source: 'pkg/registry/core/pod/strategy.go (LogLocation)',
    fault: status(404, `pods "${POD}" not found`, 'NotFound'),
    code: 'NOT_FOUND',
    log: 'gone',
    advice: /deleted after it was listed/,
  },
  {
    source: NODE,
    fault: status(500, 'no preferred addresses found; known addresses: []'),
    code: 'NODE_UNREACHABLE',
    log: 'gone',
    advice: /node is gone/,
  },
  ...[
    'remote error: tls: internal error',
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    "x509: cannot validate certificate for 10.0.0.5 because it doesn't contain any IP SANs",
    'x509: certificate has expired or is not yet valid',
  ].map((why) => ({
    source: CLIENT,
    fault: get(why),
    code: 'NODE_UNREACHABLE',
    log: 'failed' as const,
    advice: /certificate.*still on its node/,
    tries: 1,
  })),
  ...[
    'No agent available',
    'dial tcp 10.0.0.5:10250: No agent available',
    'proxy error from 127.0.0.1:8132 while dialing 10.0.0.5:10250, code 503: 503 Service Unavailable',
  ].map((why) => ({
    source: PROXY_CLIENT,
    fault: get(why),
    code: 'NODE_UNREACHABLE',
    log: 'failed' as const,
    advice: /tunnel to the nodes is down.*still on its node/,
    tries: 1,
  })),
  ...[
    'dial tcp 10.0.0.5:10250: i/o timeout',
    'dial tcp 10.0.0.5:10250: connect: connection refused',
    'dial tcp 10.0.0.5:10250: connect: no route to host',
    'dial tcp: lookup node-a on 10.96.0.10:53: no such host',
    'net/http: TLS handshake timeout',
    'context deadline exceeded',
    'EOF',
    'http2: client connection lost',
  ].map((why) => ({
    source: CLIENT,
    fault: get(why),
    code: 'NODE_UNREACHABLE',
    log: 'failed' as const,
    advice: /does not reach the kubelet.*10250/,
    tries: 1,
  })),
  {
    source: 'pkg/registry/core/rest, before v1.13',
    fault: status(500, 'error dialing backend: dial tcp 10.0.0.5:10250: i/o timeout'),
    code: 'NODE_UNREACHABLE',
    log: 'failed',
    advice: /does not reach the kubelet/,
    tries: 1,
  },
  {
    source: `${CHECKER}, of another server than this reader's`,
    fault: status(403, OTHER_USER, 'Forbidden'),
    code: 'FORBIDDEN',
    log: 'denied',
    advice: /not a right of the reader/,
  },
  {
    source: 'a gateway',
    fault: page(403),
    code: 'PROXY_FAILED',
    log: 'failed',
    advice: /not the API server that refuses/,
  },
  {
    source: 'a firewall, in plain text',
    fault: text(403, 'Access denied by policy'),
    code: 'PROXY_FAILED',
    log: 'failed',
    advice: /not the API server that refuses/,
  },
  {
    source: 'a gateway that does not let the path through',
    fault: page(404),
    code: 'PROXY_FAILED',
    log: 'failed',
    advice: /proxy or a gateway/,
  },
  {
    source: 'a gateway whose upstream is down',
    fault: page(502),
    code: 'SERVER_ERROR',
    log: 'failed',
    advice: /proxy or load balancer answered/,
  },
  {
    source: `${CHECKER}, of a kubelet that starts`,
    fault: status(
      503,
      `the server is currently unable to handle the request ( pods/log ${POD})`,
      'ServiceUnavailable',
    ),
    code: 'NODE_UNREACHABLE',
    log: 'failed',
    advice: /kubelet failed, or is starting/,
  },
];

describe('a refusal of one log, the others being read', () => {
  test.each(REFUSALS)('is told of whom it is: $fault.message ($source)', async (refusal) => {
    const { fault, code, log, advice, tries } = refusal;
    const asked: string[] = [];
    await using cluster = await startEmbeddedCluster({
      now: () => TEST_TIME,
      faults: ({ path }) => {
        if (!path.includes(`/${POD}/log?`)) return undefined;
        asked.push(path);
        return fault;
      },
    });

    const snapshot = await monitorOf(cluster, LOOK).loadSnapshot();

    const problems = findProblems(snapshot);
    expect(problems.map((each) => each.code)).toEqual([code]);
    expect(problems[0]?.advice).toMatch(advice);
    expect(problems[0]).toMatchObject({ attempted: 'reading the log of', allowedBy: null });
    expect(snapshot.errors.join('\n')).not.toMatch(
      /authenticating at|RBAC rule|not that of a Kubernetes API|label selector/,
    );
    expect(findLog(snapshot)).toEqual({ status: log, lines: [] });
    expect(snapshot.podsLogs.filter((each) => each.podName !== POD)).toHaveLength(HEALTHY_LOGS);
    expect(asked.length).toBeLessThanOrEqual(tries ?? 4);
    expect(snapshot.completeness).toMatchObject({
      verdict: 'PARTIAL',
      jobs: { status: 'read' },
      pods: { status: 'read' },
      allowedBy: [],
    });
  });
});
