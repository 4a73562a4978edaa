import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';

import { describe, expect, it } from 'vitest';

import { tokenOf } from '../../../demo/api/access-rules.ts';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { Fault } from '../../../demo/wire/fault.ts';
import type { ClusterRequest } from '../../../demo/wire/request-log.ts';
import { readJson, readText, send } from '../cluster-client.ts';

const JOBS = '/apis/batch/v1/namespaces/trading-bots/jobs';
const LOG = '/api/v1/namespaces/trading-bots/pods/log-many-lines-jchx7/log?container=tuning-container';

describe('a fault', () => {
  it('strikes the requests that the test chooses, and no other', async () => {
    await using cluster = await startWith(({ path, attempt }) =>
      path.startsWith(JOBS) && attempt <= 2
        ? { kind: 'status', code: 503, reason: 'ServiceUnavailable', message: 'etcdserver: leader changed' }
        : undefined,
    );

    const statuses = [];
    for (const path of [JOBS, LOG, JOBS, JOBS]) statuses.push((await send(cluster, path, 'reporter')).status);

    expect(statuses).toEqual([503, 200, 503, 200]);
  });

  it('resets the connection before the response', async () => {
    await using cluster = await startWith({ kind: 'reset-before-response' });

    const sent = send(cluster, JOBS, 'reporter');

    await expect(sent).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('resets the connection in the middle of a list', async () => {
    await using cluster = await startWith({ kind: 'reset-mid-body', afterBytes: 1000 });

    const response = await open(cluster, JOBS);
    const { bytes, error } = await drain(response);

    expect(bytes.length).toBe(1000);
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('resets the connection in the middle of a log', async () => {
    await using cluster = await startWith({ kind: 'reset-mid-body', afterBytes: 100 });

    const response = await open(cluster, LOG);
    const { bytes, error } = await drain(response);

    expect(bytes.toString()).toBe(
      'line 0 1795373708 processing order book delta\nline 1 1795373708 processing order book delta\nline 2 1',
    );
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('hangs before the headers, until the cluster closes', async () => {
    const cluster = await startWith(hangFirst({ kind: 'hang-before-headers' }));
    const hanging = send(cluster, JOBS, 'reporter').catch((error: unknown) => error);

    const other = await send(cluster, '/version', 'reporter');
    const first = await Promise.race([hanging, Promise.resolve('still hanging')]);
    await cluster.close();

    expect(other.status).toBe(200);
    expect(first).toBe('still hanging');
    expect(await hanging).toMatchObject({ code: 'ECONNRESET' });
  });

  it('hangs in the middle of a body, until the cluster closes', async () => {
    const cluster = await startWith(hangFirst({ kind: 'hang-mid-body', afterBytes: 71 }));
    const response = await open(cluster, JOBS);
    const drained = drain(response);

    const other = await send(cluster, '/version', 'reporter');
    const first = await Promise.race([drained, Promise.resolve('still hanging')]);
    await cluster.close();

    const { bytes, error } = await drained;
    expect(other.status).toBe(200);
    expect(first).toBe('still hanging');
    expect(bytes.toString()).toBe('{"kind":"JobList","apiVersion":"batch/v1","metadata":{"resourceVersion"');
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  it('cuts a body short in a response that is otherwise well formed', async () => {
    await using cluster = await startWith({ kind: 'truncated-body', afterBytes: 40 });

    const { status, headers, body } = await send(cluster, JOBS, 'reporter');

    expect(status).toBe(200);
    expect(headers['content-length']).toBe('40');
    expect(body.toString()).toBe('{"kind":"JobList","apiVersion":"batch/v1');
  });

  it('answers with anything at all', async () => {
    await using cluster = await startWith({
      kind: 'answer',
      status: 200,
      headers: { 'Content-Type': 'text/html' },
      body: '<html><body>Please log in</body></html>',
    });

    const { status, headers, body } = await send(cluster, JOBS, 'reporter');

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html');
    expect(body.toString()).toBe('<html><body>Please log in</body></html>');
  });

  it('answers as the API server does, with headers', async () => {
    await using cluster = await startWith({
      kind: 'status',
      code: 429,
      reason: 'TooManyRequests',
      message: 'too many requests, please try again later',
      headers: { 'Retry-After': '1' },
    });

    const { status, headers, body } = await send(cluster, JOBS, 'reporter');

    expect(status).toBe(429);
    expect(headers['retry-after']).toBe('1');
    expect(JSON.parse(body.toString())).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'too many requests, please try again later',
      reason: 'TooManyRequests',
      code: 429,
    });
  });

  it('expires the continue token of one request', async () => {
    await using cluster = await startWith(({ path, attempt }) =>
      path.includes('continue=') && attempt === 1 ? { kind: 'expired-continue-token' } : undefined,
    );
    const token = 'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MTMyOSwic3RhcnQiOiIvbG9nLWh1Z2UtbGluZVx1MDAwMCJ9';

    const refused = await readJson(cluster, `${JOBS}?limit=10&continue=${token}`);

    expect(refused).toMatchObject({
      code: 410,
      reason: 'Expired',
      metadata: {
        continue: 'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoibG9nLWh1Z2UtbGluZVx1MDAwMCJ9',
      },
    });
  });

  it('changes the right JSON', async () => {
    await using cluster = await startWith({
      kind: 'altered-json',
      alter: (body) => (isObject(body) ? { ...body, items: null } : body),
    });

    const body = await readJson(cluster, JOBS);

    expect(body).toEqual({
      kind: 'JobList',
      apiVersion: 'batch/v1',
      metadata: { resourceVersion: '1329' },
      items: null,
    });
  });

  it('streams a line that never ends', async () => {
    await using cluster = await startWith({ kind: 'endless-line' });

    const start = await readStart(await open(cluster, LOG), 1_000_000);

    expect(start).toBe('x'.repeat(1_000_000));
  });

  it('streams lines that never end', async () => {
    await using cluster = await startWith({ kind: 'endless-lines', line: 'heartbeat\n' });

    const start = await readStart(await open(cluster, LOG), 1_000_000);

    expect(start).toBe('heartbeat\n'.repeat(100_000));
  });

  it('sets the clock of the server wrong', async () => {
    await using cluster = await startWith({ kind: 'skewed-date', bySeconds: -3600 });

    const { headers } = await send(cluster, JOBS, 'reporter');

    expect(headers['date']).toBe('Sun, 22 Nov 2026 19:00:00 GMT');
  });

  it('that is a bug of the test is told to whoever reads the response', async () => {
    await using cluster = await startWith(() => {
      throw new Error('the test asked for the impossible');
    });

    const text = await readText(cluster, JOBS);

    expect(text).toContain('the embedded cluster failed: Error: the test asked for the impossible\n');
  });
});

function startWith(
  fault: Fault | ((request: ClusterRequest) => Fault | undefined),
): Promise<EmbeddedCluster> {
  const faults = typeof fault === 'function' ? fault : () => fault;
  return startEmbeddedCluster({ now: () => new Date('2026-11-22T20:00:00Z'), faults });
}

function hangFirst(fault: Fault): (request: ClusterRequest) => Fault | undefined {
  return ({ path }) => (path === JOBS ? fault : undefined);
}

function open(cluster: EmbeddedCluster, path: string): Promise<IncomingMessage> {
  const sent = request(`${cluster.server}${path}`, {
    ca: cluster.certificateAuthority.certificate,
    agent: false,
    headers: { authorization: `Bearer ${tokenOf('reporter')}` },
  });
  sent.end();
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** All that came before the response ended (error: null) or broke off. */
async function drain(
  response: IncomingMessage,
): Promise<{ readonly bytes: Buffer; readonly error: unknown }> {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  const error = await new Promise<unknown>((resolve) => {
    response.on('end', () => resolve(null));
    response.on('error', resolve);
  });
  return { bytes: Buffer.concat(chunks), error };
}

async function readStart(response: IncomingMessage, length: number): Promise<string> {
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (text.length >= length) break;
  }
  return text.slice(0, length);
}
