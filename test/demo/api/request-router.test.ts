import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startEmbeddedCluster, type EmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import { readJson, readText, send } from '../cluster-client.ts';

const BOTS = '/api/v1/namespaces/trading-bots';
const BATCH = '/apis/batch/v1/namespaces/trading-bots';

describe('the embedded cluster', () => {
  let cluster: EmbeddedCluster;

  beforeAll(async () => {
    cluster = await startEmbeddedCluster({ now: () => new Date('2026-11-22T20:00:00Z') });
  });

  afterAll(() => cluster.close());

  it('gives one object by its name', async () => {
    const job = await readJson(cluster, `${BATCH}/jobs/work-queue`);

    expect(job).toMatchObject({
      kind: 'Job',
      apiVersion: 'batch/v1',
      metadata: { name: 'work-queue', namespace: 'trading-bots' },
      status: { succeeded: 2 },
    });
  });

  it('does not find a Job that is not there', async () => {
    const body = await readJson(cluster, `${BATCH}/jobs/ttl-cleanup`);

    expect(body).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'jobs.batch "ttl-cleanup" not found',
      reason: 'NotFound',
      details: { name: 'ttl-cleanup', group: 'batch', kind: 'jobs' },
      code: 404,
    });
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'allows no %s, and remembers that it was tried',
    async (method) => {
      const path = `${BATCH}/jobs/crash-loop`;

      const { status, body } = await send(cluster, path, 'reporter', { method });

      expect(status).toBe(405);
      expect(JSON.parse(body.toString())).toMatchObject({ reason: 'MethodNotAllowed', code: 405 });
      expect(cluster.requests.at(-1)).toMatchObject({ method, path, caller: 'reporter' });
    },
  );

  it.each([
    [
      `${BOTS}/pods/crash-loop-st2l2/exec?command=sh`,
      'pods "crash-loop-st2l2" is forbidden: User "system:serviceaccount:trading-bots:reporter" cannot get resource "pods/exec" in API group "" in the namespace "trading-bots"',
    ],
    [
      `${BOTS}/secrets`,
      'secrets is forbidden: User "system:serviceaccount:trading-bots:reporter" cannot list resource "secrets" in API group "" in the namespace "trading-bots"',
    ],
    [
      '/api/v1/nodes',
      'nodes is forbidden: User "system:serviceaccount:trading-bots:reporter" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
  ])('forbids %s', async (path, message) => {
    const body = await readJson(cluster, path);

    expect(body).toMatchObject({ reason: 'Forbidden', message, code: 403 });
  });

  it.each([
    ['stream=Stdout', 'PodLogOptions "log-empty-kv2pj" is invalid: stream: Forbidden: may not be specified'],
    [
      'limitBytes=0',
      'PodLogOptions "log-empty-kv2pj" is invalid: limitBytes: Invalid value: 0: must be greater than 0',
    ],
    [
      'tailLines=-2&limitBytes=-1',
      'PodLogOptions "log-empty-kv2pj" is invalid: [tailLines: Invalid value: -2: must be greater than or equal to 0, limitBytes: Invalid value: -1: must be greater than 0]',
    ],
  ])('takes no log option %s', async (query, message) => {
    const body = await readJson(cluster, `${BOTS}/pods/log-empty-kv2pj/log?${query}`);

    expect(body).toMatchObject({ reason: 'Invalid', message, code: 422 });
  });

  it.each([
    [`${BOTS}/pods?watch=true`, 'the embedded cluster does not implement the query parameter watch'],
    [
      `${BATCH}/jobs?resourceVersion=0`,
      'the embedded cluster does not implement the query parameter resourceVersion',
    ],
    [
      `${BOTS}/pods/log-empty-kv2pj/log?follow=true`,
      'the embedded cluster does not implement the query parameter follow',
    ],
  ])('says of %s that it cannot do it, and does not guess', async (path, message) => {
    const body = await readJson(cluster, path);

    expect(body).toMatchObject({ code: 501, message });
  });

  it.each(['/', '/metrics', '/apis/apps/v1/deployments', '/api/v2/pods', '//'])(
    'has no page %s',
    async (path) => {
      const text = await readText(cluster, path);

      expect(text).toBe('404 page not found\n');
    },
  );

  it('lets everybody read its version', async () => {
    const version = await readJson(cluster, '/version', 'anonymous');

    expect(version).toMatchObject({ gitVersion: 'v1.36.2' });
  });

  it('has the whole log of log-many-lines, not only the recorded end', async () => {
    const text = await readText(cluster, `${BOTS}/pods/log-many-lines-jchx7/log?container=tuning-container`);

    const lines = text.trimEnd().split('\n');

    expect(lines).toHaveLength(3000);
    expect(lines.every((line, index) => line.startsWith(`line ${index} `))).toBe(true);
  });

  it('writes ever later times before the lines', async () => {
    const path = `${BOTS}/pods/running-long-xkgvc/log?container=tuning-container&timestamps=true`;

    const lines = (await readText(cluster, path)).trimEnd().split('\n');
    const times = lines.map((line) => line.split(' ')[0] ?? '');

    expect(lines.at(0)).toBe('2026-11-22T18:55:05.312000000Z tick 0');
    expect(lines.at(-1)).toBe('2026-11-22T18:57:23.612000000Z tick 138');
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(139);
  });

  it('puts no time before what the kubelet says of a log that is gone', async () => {
    const path = `${BOTS}/pods/crash-loop-st2l2/log?container=tuning-container&previous=true&timestamps=true`;

    const text = await readText(cluster, path);

    expect(text).toBe(
      'unable to retrieve container logs for containerd://a09e7cdcd2be3882993b118df653a3fc7c4470a7c30f31bf9e4baa31f723e700',
    );
  });
});
