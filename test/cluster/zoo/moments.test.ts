import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { startRecordedCluster, type RecordedCluster } from '../../doubles/recorded-cluster.ts';
import { lookAtZoo } from './truth.ts';

describe('a real cluster that moved between the list of Jobs, the list of pods and the logs', () => {
  let cluster: RecordedCluster;
  let snapshot: K8sMonitorSnapshot;

  beforeAll(async () => {
    cluster = await startRecordedCluster('between');
    snapshot = await lookAtZoo(cluster, 'between');
  });

  afterAll(() => cluster[Symbol.asyncDispose]());

  const jobNamed = (name: string) => snapshot.jobs.find(({ jobName }) => jobName === name);
  const logsNamed = (name: string) =>
    snapshot.podsLogs
      .filter(({ podName }) => podName.startsWith(`${name}-`))
      .map(({ attempt, previous, status, lines }) => ({ attempt, previous, status, lines }));

  test('is asked for nothing that was not recorded', () => {
    expect(cluster.unknown).toEqual([]);
  });

  test('misses no pod: what was made or ended meanwhile is not gone', () => {
    const missing = snapshot.jobs.map(({ jobName, podsMissing }) => `${jobName} ${podsMissing}`);

    expect(missing.filter((each) => !each.endsWith(' 0'))).toEqual([]);
    expect(snapshot.completeness.pods.missing).toBe(0);
  });

  test('between-done, whose only pod succeeded between the lists, does not wait', () => {
    expect(jobNamed('between-done')?.outcome).toEqual([]);
    expect(logsNamed('between-done')).toMatchObject([
      { status: 'read', lines: ['waiting for leave', 'left'] },
    ]);
  });

  test('between-ended, listed running, has the lines up to its end', () => {
    expect(logsNamed('between-ended')).toMatchObject([{ status: 'read', lines: ['running', 'ended'] }]);
  });

  test('between-first, listed in its first life, has the log of its death and that of its second life, each as what it is', () => {
    expect(logsNamed('between-first')).toEqual([
      { attempt: 1, previous: false, status: 'read', lines: ['life 1'] },
      { attempt: 0, previous: true, status: 'read', lines: ['life 0', 'dying in life 0'] },
    ]);
  });

  test('between-restart, listed in its second life, has the log of that life as the previous one', () => {
    expect(logsNamed('between-restart')).toEqual([
      { attempt: 2, previous: false, status: 'read', lines: ['life 2'] },
      { attempt: 1, previous: true, status: 'read', lines: ['life 1', 'dying in life 1'] },
    ]);
  });

  test('between-crash, listed dead, runs again when its log is read: the crash’s log is the previous one', () => {
    const pod = snapshot.pods.find(({ jobName }) => jobName === 'between-crash');

    expect(pod?.cause).toMatchObject({ containerName: 'main', exitCode: 19, restarts: 4 });
    expect(logsNamed('between-crash')).toEqual([
      { attempt: 5, previous: false, status: 'read', lines: ['life 5'] },
      { attempt: 4, previous: true, status: 'read', lines: ['life 4', 'dying in life 4'] },
    ]);
  });

  test('between-gone, deleted after the list, is gone, and nobody doubts the server’s address', () => {
    expect(logsNamed('between-gone')).toMatchObject([{ status: 'gone', lines: [] }]);
    expect(JSON.stringify(snapshot)).not.toContain('server address');
  });
});
