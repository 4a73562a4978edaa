import { expect, test } from 'vitest';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { startRecordedCluster, type RecordedCluster } from '../../doubles/recorded-cluster.ts';
import { lookAtZoo } from './truth.ts';

const NODE = 'node-2';
const LOGS_OF_NODE = 9;

test.each([
  ['hang', 'hangs: 500 after the API server waited for its handshake'],
  ['hang-open', 'hangs behind an open connection: no answer at all for some of its logs'],
])('%s: a node whose kubelet %s, is named once, with how many logs it keeps to itself', async (name) => {
  await using cluster = await startRecordedCluster(name);

  const snapshot = await lookAtZoo(cluster, 'hang');

  expect(tellOthers(cluster, snapshot)).toEqual(UNTOUCHED);
  expect(snapshot.problems).toMatchObject([{ code: 'NODE_UNREACHABLE', object: `node ${NODE}` }]);
  const counts = snapshot.problems[0]?.why.match(/^(\d+) logs of it .*, (\d+) more /);
  expect(Number(counts?.[1]) + Number(counts?.[2])).toBe(LOGS_OF_NODE);
});

test.each([
  ['kubelet-401', 'does not know the API server', 'NODE_REFUSED', /The reader's own credentials are fine/],
  ['kubelet-403', 'takes the API server for nobody', 'NODE_REFUSED', /The reader's own rights are fine/],
  ['kubelet-down', 'is not there', 'NODE_UNREACHABLE', /The API server does not reach the kubelet/],
])('%s: a kubelet that %s is told as what it is, once', async (name, _what, code, advice) => {
  await using cluster = await startRecordedCluster(name);

  const snapshot = await lookAtZoo(cluster, 'hang');

  expect(tellOthers(cluster, snapshot)).toEqual(UNTOUCHED);
  expect(snapshot.problems).toMatchObject([{ code, count: LOGS_OF_NODE, allowedBy: null }]);
  expect(snapshot.problems[0]?.advice).toMatch(advice);
});

const UNTOUCHED = {
  unknown: [],
  verdict: 'PARTIAL',
  // No right of the reader's is missing.
  allowedBy: [],
  linesOfNode: [],
  // That one cannot be read is not to say that it is gone, or denied to the reader.
  statusesOfNode: [],
  linesElsewhere: ['healthy node', 'healthy node', 'healthy node'],
};

function tellOthers(cluster: RecordedCluster, snapshot: K8sMonitorSnapshot): object {
  const nodes = new Map(snapshot.pods.map(({ podName, nodeName }) => [podName, nodeName]));
  const isOfNode = ({ podName }: { readonly podName: string }) => nodes.get(podName) === NODE;
  const ofNode = snapshot.podsLogs.filter(isOfNode);
  const { verdict, allowedBy } = snapshot.completeness;
  return {
    unknown: cluster.unknown,
    verdict,
    allowedBy,
    linesOfNode: ofNode.flatMap(({ lines }) => lines),
    statusesOfNode: ofNode
      .map(({ status }) => status)
      .filter((status) => status !== 'timedOut' && status !== 'skipped' && status !== 'failed'),
    linesElsewhere: snapshot.podsLogs.filter((log) => !isOfNode(log)).flatMap(({ lines }) => lines),
  };
}
