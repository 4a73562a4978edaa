import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import type { Fault } from '../../demo/wire/fault.ts';
import type { ClusterRequest } from '../../demo/wire/request-log.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import { wordCompleteness } from '../../src/report/text/completeness.ts';
import { monitorOf, TEST_TIME } from '../doubles/cluster-monitor.ts';

type Where = 'jobs' | 'pods' | 'log';
type Look = Parameters<typeof monitorOf>[1];

interface FaultCase {
  readonly title: string;
  readonly where: Where | 'all';
  /** On which attempts at the same request; all unless told. */
  readonly attempts?: number;
  readonly fault: Fault;
  readonly errors: readonly string[];
  /** Null: nothing is missing. */
  readonly completeness: string | null;
}

const POD = 'trading-bots/arb-tuning-d29-k8s--worker-1-0-9xvrh';
const LOG = `container tuning-container of pod ${POD}`;

const isOf = (where: Where | 'all', { path }: ClusterRequest) =>
  where === 'all' || (where === 'log' ? path.includes('/log?') : path.includes(`/${where}?`));

async function lookUnder(
  { where, attempts = Infinity, fault }: FaultCase,
  options: Look = {},
): Promise<K8sMonitorSnapshot> {
  const faults = (request: ClusterRequest) =>
    isOf(where, request) && request.attempt <= attempts ? fault : undefined;
  await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME, faults });
  return await monitorOf(cluster, options).loadSnapshot();
}

const status = (code: number, reason: string, message: string, headers = {}): Fault => ({
  kind: 'status',
  code,
  reason,
  message,
  headers,
});
const answer = (body: string, code = 200, headers = {}): Fault => ({
  kind: 'answer',
  status: code,
  body,
  headers,
});
const listBody = z.looseObject({ items: z.array(z.looseObject({ status: z.looseObject({}).optional() })) });
const alterItems = (alter: (items: z.infer<typeof listBody>['items']) => unknown): Fault => ({
  kind: 'altered-json',
  alter: (body) => {
    const list = listBody.parse(body);
    return { ...list, items: alter(list.items) };
  },
});
const FORBIDDEN =
  'pods is forbidden: User "system:serviceaccount:trading-bots:reporter" cannot list resource "pods" in API group "" in the namespace "trading-bots"';

const passing: readonly Pick<FaultCase, 'title' | 'fault'>[] = [
  { title: 'a connection that is reset before the answer', fault: { kind: 'reset-before-response' } },
  {
    title: 'a connection that is reset in the middle of the answer',
    fault: { kind: 'reset-mid-body', afterBytes: 20 },
  },
  { title: '429 without Retry-After', fault: status(429, 'TooManyRequests', 'too many requests') },
  {
    title: '429 with Retry-After',
    fault: status(429, 'TooManyRequests', 'too many requests', { 'Retry-After': '0' }),
  },
  { title: '500', fault: status(500, 'InternalError', 'etcdserver: leader changed') },
  { title: '503 in plain text', fault: answer('apiserver is shutting down\n', 503) },
];

describe.each(['jobs', 'pods', 'log'] as const)('a fault of %s that passes', (where) => {
  test.each(passing)('$title leaves no trace in the report', async ({ title, fault }) => {
    const snapshot = await lookUnder({ title, where, fault, attempts: 2, errors: [], completeness: null });

    expect(snapshot.errors).toEqual([]);
    expect(snapshot.completeness.verdict).toBe('COMPLETE');
    expect(snapshot.podsLogs.map((log) => log.lines)).toEqual([
      [
        'Starting tuning session',
        'Processing data...',
        'Computing metrics...',
        'Saving results...',
        'Tuning session completed',
      ],
    ]);
  });
});

const lasting: readonly FaultCase[] = [
  {
    title: 'connections reset before the list of pods',
    where: 'pods',
    fault: { kind: 'reset-before-response' },
    errors: [
      'CONNECTION_BROKEN: listing pods in namespace trading-bots: the connection broke. Something between here and the cluster cut it: a proxy, a firewall, a restarting API server',
    ],
    completeness: 'PARTIAL: pods not read',
  },
  {
    title: 'connections reset in the middle of the list of Jobs',
    where: 'jobs',
    fault: { kind: 'reset-mid-body', afterBytes: 300 },
    errors: [
      'CONNECTION_BROKEN: listing jobs in namespace trading-bots: the connection broke. Something between here and the cluster cut it: a proxy, a firewall, a restarting API server',
    ],
    completeness: 'PARTIAL: Jobs not read',
  },
  {
    title: 'connections reset in the middle of a log',
    where: 'log',
    fault: { kind: 'reset-mid-body', afterBytes: 70 },
    errors: [
      `CONNECTION_BROKEN: reading the log of ${LOG}: the connection broke. Something between here and the cluster cut it: a proxy, a firewall, a restarting API server`,
    ],
    completeness: 'PARTIAL: 1 of 1 log not read (1 failed)',
  },
  {
    title: 'no answer to the list of pods',
    where: 'pods',
    fault: { kind: 'hang-before-headers' },
    errors: [
      'TIMED_OUT: listing pods in namespace trading-bots: no answer came in time. The API server hangs or is overloaded: look at its health, or allow more time',
    ],
    completeness: 'PARTIAL: pods timed out',
  },
  {
    title: 'a list of Jobs that stops in the middle',
    where: 'jobs',
    fault: { kind: 'hang-mid-body', afterBytes: 300 },
    errors: [
      'TIMED_OUT: listing jobs in namespace trading-bots: the answer stopped in the middle. The API server or the node hangs: look at their health, or allow more time',
    ],
    completeness: 'PARTIAL: Jobs timed out',
  },
  {
    title: 'a log that stops in the middle',
    where: 'log',
    fault: { kind: 'hang-mid-body', afterBytes: 70 },
    errors: [
      `TIMED_OUT: reading the log of ${LOG}: the answer stopped in the middle. The API server or the node hangs: look at their health, or allow more time`,
    ],
    completeness: 'PARTIAL: 1 of 1 log not read (1 timed out)',
  },
  {
    title: '403 for pods',
    where: 'pods',
    fault: status(403, 'Forbidden', FORBIDDEN),
    errors: [
      `FORBIDDEN: listing pods in namespace trading-bots: HTTP 403, ${FORBIDDEN}. Allow it by the RBAC rule given, then run again: {apiGroups: [""], resources: ["pods"], verbs: ["list"]}`,
    ],
    completeness: 'PARTIAL: pods denied',
  },
  {
    title: '404 for Jobs',
    where: 'jobs',
    fault: answer('404 page not found\n', 404),
    errors: [
      'NOT_FOUND: listing jobs in namespace trading-bots: HTTP 404, 404 page not found. It is gone, or the server address is not that of a Kubernetes API',
    ],
    completeness: 'PARTIAL: Jobs not read',
  },
  {
    title: 'a pod deleted between the list and its log',
    where: 'log',
    fault: status(404, 'NotFound', `pods "arb-tuning-d29-k8s--worker-1-0-9xvrh" not found`),
    errors: [
      `NOT_FOUND: reading the log of ${LOG}: HTTP 404, pods "arb-tuning-d29-k8s--worker-1-0-9xvrh" not found. It was deleted after it was listed: the next run will not list it`,
    ],
    completeness: 'PARTIAL: 1 of 1 log not read (1 gone)',
  },
  {
    title: '429 that asks to wait longer than there is time',
    where: 'pods',
    fault: status(429, 'TooManyRequests', 'too many requests', { 'Retry-After': '600' }),
    errors: [
      'TOO_MANY_REQUESTS: listing pods in namespace trading-bots: HTTP 429, too many requests. The API server is overloaded: run less often or select less',
    ],
    completeness: 'PARTIAL: pods not read',
  },
  {
    title: '503 without end',
    where: 'jobs',
    fault: status(503, 'ServiceUnavailable', 'the server is currently unable to handle the request'),
    errors: [
      'SERVER_ERROR: listing jobs in namespace trading-bots: HTTP 503, the server is currently unable to handle the request. The API server failed: look at its health, then run again',
    ],
    completeness: 'PARTIAL: Jobs not read',
  },
  {
    title: 'JSON that is not whole',
    where: 'pods',
    fault: { kind: 'truncated-body', afterBytes: 500 },
    errors: [
      'ANSWER_UNREADABLE: listing pods in namespace trading-bots: the answer was 500 bytes that are not whole JSON. Check that the server address is that of a Kubernetes API, and what stands in between',
    ],
    completeness: 'PARTIAL: pods not read',
  },
  {
    title: 'HTML in place of every list',
    where: 'all',
    fault: answer('<!DOCTYPE html><html><head><title>Sign in</title></head><body>…</body></html>', 200, {
      'Content-Type': 'text/html',
    }),
    errors: [
      'ANSWER_UNREADABLE: listing jobs in namespace trading-bots, pods in namespace trading-bots: the answer was an HTML page titled "Sign in". Check that the server address is that of a Kubernetes API, and what stands in between',
    ],
    completeness: 'EMPTY: Jobs not read; pods not read',
  },
  {
    title: 'a redirect, which is not followed with the token',
    where: 'jobs',
    fault: answer('', 302, { Location: 'https://elsewhere.example/' }),
    errors: [
      'REQUEST_REFUSED: listing jobs in namespace trading-bots: HTTP 302, a redirect to https://elsewhere.example/, which is not followed with credentials. Where that is the API server, give it as server in the kubeconfig; where it is a page to sign in, go another way to the cluster',
    ],
    completeness: 'PARTIAL: Jobs not read',
  },
  {
    title: 'JSON that is no list',
    where: 'jobs',
    fault: answer('{"kind":"Status"}'),
    errors: [
      'ANSWER_UNREADABLE: listing jobs in namespace trading-bots: the answer was JSON that is not a list of Kubernetes (items: Invalid input: expected array, received undefined). Check that the server address is that of a Kubernetes API, and what stands in between',
    ],
    completeness: 'PARTIAL: Jobs not read',
  },
  {
    title: 'items: null, which is an empty list',
    where: 'all',
    fault: alterItems(() => null),
    errors: [],
    completeness: null,
  },
  {
    title: 'fields that nobody knows',
    where: 'jobs',
    fault: alterItems((items) => items.map((item) => ({ ...item, fromTheFuture: { nested: [1] } }))),
    errors: [],
    completeness: null,
  },
  {
    title: 'a Job that is no object',
    where: 'jobs',
    fault: alterItems((items) => [...items, 'a text']),
    errors: [
      'OBJECT_MALFORMED: understanding one of jobs in namespace trading-bots: the object: Invalid input: expected object, received string; it is left out. Check what answers for jobs: Kubernetes does not send this',
    ],
    completeness: 'PARTIAL: 1 Job not understood',
  },
  {
    title: 'a field of the wrong type',
    where: 'jobs',
    fault: alterItems((items) =>
      items.map((item) => ({
        ...item,
        status: { ...item.status, succeeded: 'one' },
      })),
    ),
    errors: [
      'OBJECT_MALFORMED: understanding arb-tuning-d29-k8s--worker-1-0 of jobs in namespace trading-bots: status.succeeded: Invalid input: expected number, received string; these fields are taken as not known. Check what answers for jobs: Kubernetes does not send this',
    ],
    completeness: 'PARTIAL: 1 Job understood in part',
  },
  {
    title: '200 with the words of a kubelet that has no log',
    where: 'log',
    fault: answer('unable to retrieve container logs for containerd://5d2c1b4621c8'),
    errors: [
      `LOG_UNAVAILABLE: reading the log of ${LOG}: unable to retrieve container logs for containerd://5d2c1b4621c8. The node has removed it, or could not read it; collect logs off the nodes to keep them`,
    ],
    completeness: 'PARTIAL: 1 of 1 log not read (1 gone)',
  },
  {
    title: 'a clock that is two minutes fast',
    where: 'all',
    fault: { kind: 'skewed-date', bySeconds: 120 },
    errors: [
      "CLOCKS_APART: comparing clocks with the cluster: the cluster's clock is 120 s ahead of the reporter's. Times of Jobs, pods and log lines are by the cluster’s clock; set both clocks by NTP",
    ],
    completeness: null,
  },
];

test('a counter of the wrong type is not known, which is not zero', async () => {
  const fault = alterItems((items) =>
    items.map((item) => ({
      ...item,
      status: { startTime: '2026-11-22T18:53:04Z', succeeded: 'one' },
    })),
  );

  const snapshot = await lookUnder({ title: '', where: 'jobs', fault, errors: [], completeness: null });

  expect(snapshot.jobs).toMatchObject([{ phase: 'UNKNOWN', succeeded: null, failed: 0, active: 0 }]);
});

test.each([
  [20, []],
  [91, ['Starting tuning session', 'Proce']],
])(
  'of a log that broke off behind %d bytes the lines that came are kept, and no part of a time is taken for one',
  async (afterBytes, lines) => {
    const fault: Fault = { kind: 'reset-mid-body', afterBytes };

    const snapshot = await lookUnder({ title: '', where: 'log', fault, errors: [], completeness: null });

    expect(snapshot.podsLogs).toMatchObject([{ status: 'failed', lines }]);
  },
);

describe('a fault that lasts', () => {
  test.each(lasting)('$title is named once, and the rest is in the report', async (fault) => {
    const snapshot = await lookUnder(fault);

    expect(snapshot.errors).toEqual(fault.errors);
    expect(wordCompleteness(snapshot.completeness)).toBe(fault.completeness);
  });
});
