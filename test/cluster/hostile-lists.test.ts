import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedCluster } from '../../demo/embedded-cluster.ts';
import type { Fault } from '../../demo/wire/fault.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import { monitorOf, SHORT_LIMITS, TEST_TIME } from '../doubles/cluster-monitor.ts';

// Whoever runs the API server, or stands for it, means ill: it blinds a run that has neither time nor memory left for logs.

const JOBS_IN = 'jobs in namespace trading-bots';
const CHECK = 'Check what answers: the API server of Kubernetes does not do this; or select less';
const ROOM = { objects: 1000, bytes: 1024 * 1024 };

/** A snapshot of the healthy Job's pods and logs, while the list of Jobs is what the server makes of it. */
async function lookWhileJobsAre(answer: (request: number) => Fault | undefined, lists = ROOM) {
  let requests = 0;
  const cluster = await startEmbeddedCluster({
    now: () => TEST_TIME,
    faults: ({ path }) => (path.includes('/jobs?') ? answer((requests += 1)) : undefined),
  });
  onTestFinished(cluster.close);
  const snapshot = await monitorOf(cluster, { limits: { ...SHORT_LIMITS, lists } }).loadSnapshot();
  return { snapshot, requests };
}

/** What a healthy run says of the one pod that is there. */
function expectLogsRead({ podsLogs, completeness }: K8sMonitorSnapshot) {
  expect(podsLogs.map(({ status, lines }) => [status, lines.at(-1)])).toEqual([
    ['read', 'Tuning session completed'],
  ]);
  expect(completeness.verdict).toBe('PARTIAL');
}

const answer = (body: unknown): Fault => ({ kind: 'answer', status: 200, body: JSON.stringify(body) });

const makeJob = (name: string, more: object = {}) => ({
  metadata: { name, namespace: 'trading-bots', uid: name },
  status: {},
  ...more,
});

/** A page of 500 Jobs, the next one of which there always is. */
const makePage = (page: number, more: object = {}, from = page * 500) => ({
  kind: 'JobList',
  metadata: { resourceVersion: '1', continue: `token-${page}` },
  items: Array.from({ length: 500 }, (_, index) => makeJob(`job-${from + index}`, more)),
});

describe('a list that never ends', () => {
  test('because each page names itself as the next one', async () => {
    const { snapshot, requests } = await lookWhileJobsAre(() => ({
      kind: 'answer',
      status: 200,
      body: JSON.stringify({ ...makePage(0), metadata: { continue: 'again' } }),
    }));

    expect(snapshot.errors).toContain(
      `ANSWER_UNREADABLE: listing ${JOBS_IN}: the server sent a continue token that it had sent before, so that the list would never end. ${CHECK}`,
    );
    expect(snapshot.completeness.jobs).toMatchObject({ status: 'partial', got: 500, asked: null });
    expect(requests).toBe(2);
    expectLogsRead(snapshot);
  });

  test('because the same objects come under ever new tokens', async () => {
    const { snapshot, requests } = await lookWhileJobsAre((page) => answer(makePage(page, {}, 0)), {
      ...ROOM,
      objects: 100_000,
      bytes: 100 * 1024 * 1024,
    });

    expect(snapshot.errors).toContain(
      `ANSWER_UNREADABLE: listing ${JOBS_IN}: 20 pages in a row brought nothing new, and there are to be more. ${CHECK}`,
    );
    expect(snapshot.completeness.jobs).toMatchObject({ status: 'partial', got: 500 });
    expect(requests).toBe(21);
    expectLogsRead(snapshot);
  });

  test('because nothing comes under ever new tokens', async () => {
    const { snapshot, requests } = await lookWhileJobsAre((page) => answer({ ...makePage(page), items: [] }));

    expect(snapshot.errors).toContain(
      `ANSWER_UNREADABLE: listing ${JOBS_IN}: 20 pages in a row brought nothing new, and there are to be more. ${CHECK}`,
    );
    expect(requests).toBe(20);
    expectLogsRead(snapshot);
  });

  test('because there is always one Job more', async () => {
    const { snapshot, requests } = await lookWhileJobsAre((page) => answer(makePage(page)));

    expect(snapshot.errors).toContain(
      `LIST_CUT: listing ${JOBS_IN}: it goes on after 1,000 objects, which is as much as a run holds. Select less, by namespace or by label selector; a function holds more when it has more memory`,
    );
    expect(snapshot.completeness.jobs).toMatchObject({
      status: 'partial',
      got: 1000,
      asked: null,
      remaining: null,
    });
    expect(requests).toBe(3);
    expectLogsRead(snapshot);
  });

  test('because a page never comes: what is known after two thirds of the time is told, and its logs are read', async () => {
    let requests = 0;
    await using cluster = await startEmbeddedCluster({
      now: () => TEST_TIME,
      faults: ({ path }) => {
        if (!path.includes('/jobs?')) return undefined;
        requests += 1;
        return requests === 1 ? answer(makePage(1)) : { kind: 'hang-before-headers' };
      },
    });
    const connection = { ...SHORT_LIMITS.connection, headersMilliseconds: 60_000 };
    const limits = { ...SHORT_LIMITS, connection, runMilliseconds: 2000 };

    const snapshot = await monitorOf(cluster, { limits }).loadSnapshot();

    expect(snapshot.errors).toContain(
      `TIMED_OUT: listing ${JOBS_IN}: the time for lists was up, which leaves the rest to logs. Allow more time, or select less`,
    );
    expect(snapshot.completeness.jobs).toMatchObject({ status: 'partial', got: 500 });
    expectLogsRead(snapshot);
  });

  test('because each page takes its time', async () => {
    const { snapshot } = await lookWhileJobsAre((page) =>
      page < 3 ? answer(makePage(page)) : { kind: 'hang-before-headers' },
    );

    expect(snapshot.errors).toContain(
      `TIMED_OUT: listing ${JOBS_IN}: no answer came in time. The API server hangs or is overloaded: look at its health, or allow more time`,
    );
    expect(snapshot.completeness.jobs).toMatchObject({ status: 'partial', got: 1000 });
    expectLogsRead(snapshot);
  });
});

describe('objects that fill the memory', () => {
  test('with labels that are as long as a server likes', async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`label-${index}`, 'x'.repeat(200)]),
    );
    const job = makeJob('large');
    const page = { ...makePage(1), items: [] as object[] };
    const { snapshot } = await lookWhileJobsAre((request) =>
      answer({
        ...page,
        metadata: { continue: `token-${request}` },
        items: Array.from({ length: 100 }, (_, index) => {
          const name = `large-${request}-${index}`;
          return { ...job, metadata: { ...job.metadata, name, uid: name, labels } };
        }),
      }),
    );

    expect(snapshot.errors).toContainEqual(
      expect.stringMatching(
        /^LIST_CUT: listing jobs in namespace trading-bots: it goes on after 1 MiB of what is kept of its objects,/,
      ),
    );
    expect(snapshot.completeness.jobs.got).toBeLessThan(120);
    expectLogsRead(snapshot);
  });

  test('by their mere number: a page of 30 MB of {}', async () => {
    const body = Buffer.concat([
      Buffer.from('{"kind":"JobList","metadata":{},"items":['),
      Buffer.alloc(30_000_000, '{},'),
      Buffer.from('{}]}'),
    ]);

    const { snapshot } = await lookWhileJobsAre(() => ({ kind: 'answer', status: 200, body }));

    expect(snapshot.problems).toMatchObject([
      { code: 'LIST_CUT', object: JOBS_IN },
      { code: 'OBJECT_MALFORMED', object: `one of ${JOBS_IN} and 999 more`, count: 1000 },
    ]);
    expect(snapshot.completeness.jobs).toMatchObject({ status: 'partial', got: 0, malformed: 1000 });
    expectLogsRead(snapshot);
  });

  test('one by one: what is larger than etcd takes is left out, and the others are there', async () => {
    const items = [
      makeJob('first'),
      makeJob('huge', { spec: { note: 'x'.repeat(9_000_000) } }),
      makeJob('last'),
    ];

    const { snapshot } = await lookWhileJobsAre(() => answer({ kind: 'JobList', metadata: {}, items }));

    expect(snapshot.jobs.map(({ jobName }) => jobName)).toEqual(['first', 'last']);
    expect(snapshot.errors).toEqual([
      `OBJECT_MALFORMED: understanding one of ${JOBS_IN}: it is larger than etcd takes; it is left out. Check what answers for jobs: Kubernetes does not send this`,
    ]);
    expectLogsRead(snapshot);
  });

  test('with no end to one of them', async () => {
    const { snapshot } = await lookWhileJobsAre(() => ({ kind: 'endless-line' }));

    expect(snapshot.problems.map(({ code }) => code)).toEqual(['ANSWER_UNREADABLE']);
    expect(snapshot.completeness.jobs.status).toBe('failed');
    expectLogsRead(snapshot);
  });

  test('with ever other mistakes, which would be a problem each', async () => {
    const items = Array.from({ length: 400 }, (_, index) => ({
      ...makeJob(`job-${index}`),
      metadata: {
        name: `job-${index}`,
        namespace: 'trading-bots',
        uid: `job-${index}`,
        labels: { [`l-${index}`]: 1 },
      },
    }));

    const { snapshot } = await lookWhileJobsAre(() => answer({ kind: 'JobList', metadata: {}, items }));

    const counts = snapshot.problems.map(({ count }) => count);
    expect(snapshot.completeness.jobs).toMatchObject({ got: 400, damaged: 400 });
    expect(counts).toHaveLength(51);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(snapshot.errors.at(-1)).toBe(
      `OBJECT_MALFORMED: understanding job-50 of ${JOBS_IN}, job-51 of ${JOBS_IN}, job-52 of ${JOBS_IN} and 347 more: 350 more shapes that Kubernetes does not document; what could not be read of them is left out. Check what answers for jobs: Kubernetes does not send this`,
    );
  });

  // To empty each of 100,000 bad fields took a copy of all of them.
  test('with mistakes without end in one of them', async () => {
    const labels = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`label-${index}`, index]),
    );
    const [good, bad] = [makeJob('good'), makeJob('bad')];
    const items = [good, { ...bad, metadata: { ...bad.metadata, labels } }];

    const { snapshot } = await lookWhileJobsAre(() => answer({ kind: 'JobList', metadata: {}, items }));

    expect(snapshot.jobs.map(({ jobName }) => jobName)).toEqual(['good']);
    expect(snapshot.errors).toEqual([
      expect.stringMatching(
        /^OBJECT_MALFORMED: understanding bad of jobs in namespace trading-bots: metadata\.labels\.label-0: Invalid input: expected string, received number; .*; and 95 more; it is left out\. /,
      ),
    ]);
    expect(snapshot.errors[0]?.length).toBeLessThan(700);
  });
});

describe('answers in as many words as fit', () => {
  test('are cut where thousands of logs may be refused in them', async () => {
    const message = `no log: ${'x'.repeat(60_000)}`;
    await using cluster = await startEmbeddedCluster({
      now: () => TEST_TIME,
      faults: ({ path }) =>
        path.includes('/log?') ? { kind: 'status', code: 404, reason: 'NotFound', message } : undefined,
    });

    const snapshot = await monitorOf(cluster).loadSnapshot();

    const [log] = snapshot.podsLogs;
    expect(log?.message).toBe(`HTTP 404, ${message.slice(0, 600)}…`);
  });
});
