import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster } from '../../../demo/embedded-cluster.ts';
import type { Fault } from '../../../demo/wire/fault.ts';
import type { ClusterRequest } from '../../../demo/wire/request-log.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME } from '../../doubles/cluster-monitor.ts';

const POD = 'trading-bots/arb-tuning-d29-k8s--worker-1-0-9xvrh';
const LOG = `container tuning-container of pod ${POD}`;
const REMOVED = 'The node has removed it, or could not read it; collect logs off the nodes to keep them';
const SYMLINK =
  'failed to try resolving symlinks in path "/var/log/pods/trading-bots_a_1/main/0.log": lstat /var/log/pods/trading-bots_a_1/main/0.log: no such file or directory';

const text = (body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'answer',
  status,
  body,
  headers: { 'Content-Type': 'text/plain', ...headers },
});
const refusal = (code: number, message: string): Fault => ({
  kind: 'status',
  code,
  reason: 'BadRequest',
  message,
});
const line = (time: string, words: string) => `2026-11-22T${time}Z ${words}\n`;

const podList = z.looseObject({
  items: z.array(
    z.looseObject({
      status: z.looseObject({ containerStatuses: z.array(z.looseObject({})) }),
    }),
  ),
});

/** The pod of the sample Job with another phase and another state of its container. */
function listAs(phase: string, container: object): Fault {
  return {
    kind: 'altered-json',
    alter: (body) => {
      const list = podList.parse(body);
      const items = list.items.map((pod) => {
        const containerStatuses = pod.status.containerStatuses.map((status) => ({
          ...status,
          lastState: {},
          ...container,
        }));
        return { ...pod, status: { ...pod.status, phase, containerStatuses } };
      });
      return { ...list, items };
    },
  };
}

interface Answers {
  readonly pods?: Fault;
  readonly log?: Fault;
  readonly previous?: Fault;
  readonly secondLog?: Fault;
}

async function look({ pods, log, previous, secondLog }: Answers, selector?: string) {
  let logs = 0;
  const faults = ({ path }: ClusterRequest) => {
    if (path.includes('/pods?')) return pods;
    if (!path.includes('/log?') || !path.includes('tuning-container')) return undefined;
    if (path.includes('previous=true')) return previous;
    logs += 1;
    return logs > 1 && secondLog !== undefined ? secondLog : log;
  };
  await using cluster = await startEmbeddedCluster({ now: () => TEST_TIME, faults });
  const options = selector === undefined ? {} : { labelSelector: selector };
  const snapshot = await monitorOf(cluster, options).loadSnapshot();
  const asked = cluster.requests.filter(({ path }) => path.includes('/log?')).length;
  return { snapshot, asked };
}

const isOfOomKilled = ({ path }: ClusterRequest) => path.includes('/oom-killed-') && path.includes('/log?');

const tellLogs = async (answers: Answers) => {
  const { snapshot, asked } = await look(answers);
  const logs = snapshot.podsLogs.map(({ previous, attempt, status, message, lines }) => ({
    previous,
    attempt,
    status,
    message,
    lines,
  }));
  return { logs, asked, errors: snapshot.errors };
};

const runningSince = (startedAt: string) =>
  listAs('Running', { restartCount: 0, state: { running: { startedAt } } });

describe('an answer of status 200 that is not the log', () => {
  // Each is the whole body. https://github.com/kubernetes/kubernetes/issues/102170
  test.each([
    ['a log whose file is gone', SYMLINK, 'gone'],
    [
      'a container that the runtime has removed',
      'unable to retrieve container logs for containerd://5d2c1b4621c8',
      'gone',
    ],
    [
      'a runtime that does not know the container',
      'rpc error: code = NotFound desc = an error occurred when try to find container "5d2c": not found',
      'gone',
    ],
    [
      'a runtime that is not there',
      'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"',
      'failed',
    ],
    [
      'a log that is a folder',
      'failed to tail 100 lines of log file "/var/log/pods/a/main/0.log": read /var/log/pods/a/main/0.log: is a directory',
      'failed',
    ],
    [
      'a log that may not be read',
      'failed to open log file "/var/log/pods/a/0.log": permission denied',
      'failed',
    ],
  ])('is the word of the kubelet, also where it is the only log: %s', async (_, said, status) => {
    const { snapshot } = await look({ log: text(said) });

    expect(snapshot.podsLogs).toMatchObject([{ status, message: said, lines: [], firstTime: null }]);
    expect(snapshot.errors).toEqual([`LOG_UNAVAILABLE: reading the log of ${LOG}: ${said}. ${REMOVED}`]);
    expect(snapshot.completeness.verdict).toBe('PARTIAL');
  });

  test('is anything without a time, where other logs of the run have times', async () => {
    const said = 'words of a kubelet that nobody has seen yet';
    await using cluster = await startEmbeddedCluster({
      now: () => TEST_TIME,
      faults: (request) => (isOfOomKilled(request) ? text(`${said}\n`) : undefined),
    });

    const snapshot = await monitorOf(cluster, { labelSelector: 'app=arbitrage-tuning' }).loadSnapshot();

    const told = snapshot.podsLogs.filter(({ jobName }) => jobName === 'oom-killed');
    expect(told.map(({ status, message, lines }) => ({ status, message, lines }))).toEqual(
      told.map(() => ({ status: 'failed', message: said, lines: [] })),
    );
    expect(snapshot.problems.filter(({ code }) => code === 'LOG_UNAVAILABLE')).toHaveLength(1);
    const failed = snapshot.podsLogs.filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(told.length);
  });

  test('is not the log of a server that ignores the parameter: then no log of the run has times', async () => {
    const { snapshot } = await look({ log: text('Starting\nDone\n') });

    expect(snapshot.podsLogs).toMatchObject([
      { status: 'read', lines: ['Starting', 'Done'], lineTimes: null },
    ]);
    expect(snapshot.errors).toEqual([]);
  });

  test('is a Status in JSON, by its own words', async () => {
    const body = {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message: 'etcd: leader lost',
      code: 500,
    };

    const { snapshot } = await look({ log: text(JSON.stringify(body)) });

    expect(snapshot.podsLogs).toMatchObject([{ status: 'failed', lines: [] }]);
    expect(snapshot.errors).toEqual([
      `ANSWER_UNREADABLE: reading the log of ${LOG}: HTTP 200 with a Status in place of the log: etcd: leader lost. The API server, or what stands before it, failed after it had promised the log: run again`,
    ]);
  });

  test('is HTML, and what is encoded in a way that nobody asked for', async () => {
    const html = await look({ log: text('<!doctype html><title>Sign in</title>') });
    const encoded = await look({ log: text('\u001F\u008B\b', 200, { 'Content-Encoding': 'gzip' }) });

    expect(html.snapshot.errors).toEqual([
      `ANSWER_UNREADABLE: reading the log of ${LOG}: HTTP 200 with an HTML page titled "Sign in". A proxy or gateway answered in place of the API server: check the server address and the way to it`,
    ]);
    expect(encoded.snapshot.errors).toEqual([
      `ANSWER_UNREADABLE: reading the log of ${LOG}: the answer is encoded as gzip, which was not asked for. A proxy between the reader and the API server encodes what it passes on: let it not`,
    ]);
    expect(encoded.snapshot.podsLogs).toMatchObject([{ status: 'failed', lines: [] }]);
  });

  test('is told from the same words that a container wrote', async () => {
    const { snapshot } = await look({
      log: text(line('18:55:03.1', SYMLINK) + line('18:55:03.2', '<html>')),
    });

    expect(snapshot.podsLogs).toMatchObject([{ status: 'read', lines: [SYMLINK, '<html>'] }]);
    expect(snapshot.errors).toEqual([]);
  });
});

describe('an answer of status 400 that tells a state', () => {
  test.each([
    ['container "tuning-container" in pod "p" is terminated', 'gone'],
    ['unable to retrieve container logs for containerd://5d2c1b4621c8', 'gone'],
  ])('is no failure: %s', async (said, status) => {
    const { snapshot } = await look({ log: refusal(400, said) });

    expect(snapshot.podsLogs).toMatchObject([{ status, message: said, lines: [] }]);
    expect(snapshot.errors).toEqual([]);
  });

  test.each([
    ['Running', 'waiting', 'container "tuning-container" in pod "p" is waiting to start: ContainerCreating'],
    ['Failed', 'neverStarted', 'the pod ended before the container started'],
  ])('of a pod that is %s is %s', async (phase, status, message) => {
    const said = 'container "tuning-container" in pod "p" is waiting to start: ContainerCreating';
    const pods = listAs(phase, { state: { waiting: { reason: 'ContainerCreating' } } });

    const { snapshot } = await look({ pods, log: refusal(400, said) });

    expect(snapshot.podsLogs).toMatchObject([{ status, message }]);
    expect(snapshot.errors).toEqual([]);
  });

  test('is a refusal where it is no state, whatever word of one it holds', async () => {
    const { snapshot } = await look({
      log: refusal(400, 'a container name must be specified; PodInitializing is none'),
    });

    expect(snapshot.podsLogs).toMatchObject([{ status: 'failed' }]);
    expect(snapshot.problems).toMatchObject([{ code: 'LOG_UNAVAILABLE', httpStatus: 400 }]);
  });
});

const ENDED = (exitCode: number, startedAt: string, finishedAt: string) => ({
  terminated: { exitCode, reason: 'Error', startedAt, finishedAt },
});
const CRASHED = ENDED(137, '2026-11-22T18:54:00Z', '2026-11-22T18:55:09Z');
const NOT_FOUND = refusal(
  400,
  'previous terminated container "tuning-container" in pod "arb-tuning-d29-k8s--worker-1-0-9xvrh" not found',
);

describe('a container that begins anew between list and log', () => {
  test('from a back-off has its crash told by the previous log', async () => {
    const { logs } = await tellLogs({
      pods: listAs('Running', {
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: CRASHED,
      }),
      log: text(line('18:59:50.1', 'attempt 4 begins')),
      previous: text(line('18:54:00.2', 'attempt 3 begins') + line('18:55:09.4', 'out of memory')),
    });

    expect(logs).toEqual([
      {
        previous: false,
        attempt: 4,
        status: 'read',
        message:
          'of attempt 4, which began after its pod was listed: the log of the listed attempt is the previous one',
        lines: ['attempt 4 begins'],
      },
      {
        previous: true,
        attempt: 3,
        status: 'read',
        message: null,
        lines: ['attempt 3 begins', 'out of memory'],
      },
    ]);
  });

  test('says so where the log of the crash is gone', async () => {
    const { logs, errors } = await tellLogs({
      pods: listAs('Running', {
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: CRASHED,
      }),
      log: text(line('18:59:50.1', 'attempt 4 begins')),
      previous: NOT_FOUND,
    });

    expect(logs).toMatchObject([
      {
        attempt: 4,
        message: 'of attempt 4, which began after its pod was listed: the log of the listed attempt is gone',
      },
    ]);
    expect(errors).toEqual([]);
  });

  test('stays what was listed where the crash wrote the log, and costs no GET more', async () => {
    const { logs, asked } = await tellLogs({
      pods: listAs('Running', {
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: CRASHED,
      }),
      log: text(line('18:54:00.2', 'attempt 3 begins') + line('18:55:09.4', 'out of memory')),
    });

    expect(logs).toMatchObject([{ previous: false, attempt: 3, message: null }]);
    expect(asked).toBe(1);
  });

  test('for the first time has its first attempt told by the previous log', async () => {
    const { logs } = await tellLogs({
      pods: listAs('Running', { restartCount: 0, state: { running: { startedAt: '2026-11-22T18:59:58Z' } } }),
      log: text(line('19:00:01.5', 'life 1')),
      previous: text(line('18:59:58.9', 'life 0') + line('19:00:00.2', 'dying in life 0')),
    });

    expect(logs).toMatchObject([
      { previous: false, attempt: 1, lines: ['life 1'] },
      { previous: true, attempt: 0, lines: ['life 0', 'dying in life 0'] },
    ]);
  });

  test('is not suspected for long: a container that only writes now has no previous log, and none is missed', async () => {
    const { logs, asked, errors } = await tellLogs({
      pods: listAs('Running', { restartCount: 0, state: { running: { startedAt: '2026-11-22T18:59:58Z' } } }),
      log: text(line('19:00:01.5', 'first words')),
      previous: NOT_FOUND,
    });

    expect(logs).toMatchObject([{ previous: false, attempt: 0, lines: ['first words'] }]);
    expect({ asked, errors }).toEqual({ asked: 2, errors: [] });
  });

  test('once more has both its logs told of the right attempts', async () => {
    const { logs } = await tellLogs({
      pods: listAs('Running', {
        restartCount: 2,
        state: { running: { startedAt: '2026-11-22T18:56:00Z' } },
        lastState: CRASHED,
      }),
      log: text(line('19:00:02.1', 'life 3')),
      previous: text(line('18:56:00.3', 'life 2') + line('18:59:59.9', 'dying in life 2')),
    });

    expect(logs).toMatchObject([
      { previous: false, attempt: 3, lines: ['life 3'] },
      { previous: true, attempt: 2, lines: ['life 2', 'dying in life 2'] },
    ]);
  });
});

describe('a previous log that is gone', () => {
  const pods = listAs('Running', {
    restartCount: 4,
    state: { running: { startedAt: '2026-11-22T18:56:00Z' } },
    lastState: CRASHED,
  });
  const gone = text('unable to retrieve container logs for containerd://a09e7cdcd2be');

  test('is no fault where the current one was read', async () => {
    const { snapshot } = await look({ pods, log: text(line('18:56:00.1', 'again')), previous: gone });

    expect(snapshot.podsLogs).toMatchObject([
      { status: 'read' },
      { previous: true, status: 'gone', attempt: 3 },
    ]);
    expect(snapshot.errors).toEqual([]);
    expect(snapshot.completeness.verdict).toBe('COMPLETE');
  });

  test('is told where the current one is gone as well', async () => {
    const { snapshot } = await look({ pods, log: gone, previous: gone });

    expect(snapshot.problems).toMatchObject([{ code: 'LOG_UNAVAILABLE', count: 2 }]);
  });
});

describe('a log that lacks its beginning', () => {
  test('says when it begins and when the container started, where nobody cut it', async () => {
    const { snapshot } = await look({
      pods: runningSince('2026-11-22T06:55:03Z'),
      log: text(line('18:55:03.1', 'line 8998') + line('18:55:03.2', 'line 8999')),
    });

    expect(snapshot.podsLogs).toMatchObject([
      {
        status: 'read',
        message:
          'the log begins at 2026-11-22T18:55:03.1Z, the container started at 2026-11-22T06:55:03Z: lines before it may have been rotated away',
      },
    ]);
  });

  test('is not suspected where it begins with its container, nor where it was cut by us', async () => {
    const many = Array.from({ length: 100 }, (_, index) => line('18:55:03.1', `line ${index}`)).join('');

    const prompt = await look({
      pods: runningSince('2026-11-22T18:55:00Z'),
      log: text(line('18:55:03.1', 'one')),
    });
    const full = await look({ pods: runningSince('2026-11-22T06:55:03Z'), log: text(many) });

    expect(prompt.snapshot.podsLogs).toMatchObject([{ message: null }]);
    expect(full.snapshot.podsLogs).toMatchObject([{ message: null }]);
  });

  test('is asked for once more where it is empty while the container runs', async () => {
    const pods = runningSince('2026-11-22T18:55:00Z');

    const filled = await look({
      pods,
      log: text(''),
      secondLog: text(line('18:55:03.1', 'after the rotation')),
    });
    const empty = await look({ pods, log: text('') });

    expect(filled.snapshot.podsLogs).toMatchObject([{ status: 'read', lines: ['after the rotation'] }]);
    expect(empty.snapshot.podsLogs).toMatchObject([{ status: 'empty', lines: [] }]);
    expect(empty.asked).toBe(2);
  });
});

describe('a line of megabytes', () => {
  test('is cut and told, and the lines behind it are read', async () => {
    const huge = 3 * 1024 * 1024;

    const { snapshot } = await look({
      log: text(
        line('18:55:03.1', 'x'.repeat(huge)) +
          line('18:55:03.2', 'behind it') +
          line('18:55:04.2', 'the last'),
      ),
    });

    const [log] = snapshot.podsLogs;
    const { lineBytes } = SHORT_LIMITS;
    expect(log).toMatchObject({
      status: 'read',
      truncated: { lines: 0, bytes: huge - lineBytes, longLines: 1 },
    });
    expect(log?.lines.slice(1)).toEqual(['behind it', 'the last']);
    expect(log?.lines[0]?.endsWith(`x [CUT ${huge - lineBytes} bytes]`)).toBe(true);
    expect(snapshot.errors).toEqual([]);
  });

  test('says how much of it is gone also where its end is masked', async () => {
    const { snapshot } = await look({
      log: text(line('18:55:03.1', `password=${'k9Qz'.repeat(100_000)}`)),
    });

    expect(snapshot.podsLogs[0]?.lines[0]).toMatch(/^password=\[REDACTED [^\]]+\] \[CUT \d+ bytes\]$/);
  });
});

describe('the figures of a log', () => {
  test("describe the lines that the run's room has left", async () => {
    await using cluster = await startEmbeddedCluster({
      now: () => TEST_TIME,
      faults: ({ path }) =>
        path.includes('/log?')
          ? {
              kind: 'answer',
              status: 200,
              headers: {},
              body: Buffer.concat([
                Buffer.from(line('18:55:03.1', 'y'.repeat(900))),
                Buffer.from('2026-11-22T18:55:04Z \xFF\xFE', 'latin1'),
                Buffer.from(`\n${line('18:55:05.25', 'kept')}`),
              ]),
            }
          : undefined,
    });
    const limits = { ...SHORT_LIMITS, lineBytes: 100, runBytes: 5 };

    const snapshot = await monitorOf(cluster, { limits }).loadSnapshot();

    expect(snapshot.podsLogs).toMatchObject([
      {
        lines: ['kept'],
        truncated: { lines: 2, bytes: 900 + 2, longLines: 0 },
        invalidBytes: 0,
        firstTime: '2026-11-22T18:55:05.25Z',
        lastTime: '2026-11-22T18:55:05.25Z',
        lineTimes: '0',
      },
    ]);
  });
});

test('a deadline that ends a back-off tells what was waited for', async () => {
  await using cluster = await startEmbeddedCluster({
    now: () => TEST_TIME,
    faults: ({ path }) =>
      path.includes('/log?')
        ? {
            kind: 'status',
            code: 503,
            reason: 'ServiceUnavailable',
            message: 'the apiserver is shutting down',
            headers: { 'Retry-After': '1' },
          }
        : undefined,
  });
  const limits = { ...SHORT_LIMITS, logMilliseconds: 100 };

  const snapshot = await monitorOf(cluster, { limits }).loadSnapshot();

  expect(snapshot.problems).toMatchObject([{ code: 'SERVER_ERROR', httpStatus: 503 }]);
  expect(snapshot.errors[0]).toContain('the apiserver is shutting down');
});
