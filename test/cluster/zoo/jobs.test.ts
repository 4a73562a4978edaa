import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateMonitorReportText } from '../../../src/report/text/report.ts';
import type { K8sMonitorSnapshot } from '../../../src/snapshot/model/snapshot.ts';
import { startRecordedCluster, type RecordedCluster } from '../../doubles/recorded-cluster.ts';
import { findDifferences } from './difference.ts';
import { lookAtZoo, readTruths } from './truth.ts';

const truths = await readTruths();

describe('a hundred Jobs of a real cluster that ended in as many ways', () => {
  let cluster: RecordedCluster;
  let snapshot: K8sMonitorSnapshot;

  beforeAll(async () => {
    cluster = await startRecordedCluster('standing');
    snapshot = await lookAtZoo(cluster, 'yes');
  });

  afterAll(() => cluster[Symbol.asyncDispose]());

  test('are all there, and nothing was asked that was not recorded', () => {
    const present = truths.filter(({ group, absent }) => group === 'yes' && absent !== true);

    expect(cluster.unknown).toEqual([]);
    expect(snapshot.jobs.map(({ jobName }) => jobName)).toEqual(present.map(({ job }) => job).toSorted());
  });

  test.each(truths.filter(({ group }) => group === 'yes'))('$job: $what', (truth) => {
    expect(findDifferences(snapshot, truth)).toEqual([]);
  });

  test('put no doubt upon the reader: what is not there is told as the cluster told it', () => {
    const codes = new Set(snapshot.problems.map(({ code }) => code));

    expect([...codes]).toEqual(['LOG_UNAVAILABLE', 'NOT_FOUND']);
    expect(snapshot.completeness.allowedBy).toEqual([]);
  });

  test('have the words of kubectl', () => {
    const words = [
      ...snapshot.jobs.map(({ jobName, status }) => [`job ${jobName}`, status]),
      ...snapshot.pods.map(({ podName, ready, status }) => [`pod ${podName}`, `${ready} ${status}`]),
    ];

    const known = words.filter(([name]) => cluster.words.has(name ?? ''));
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(cluster.words));
  });

  test('put nothing into the text report that a terminal would obey', () => {
    const text = generateMonitorReportText(snapshot);

    expect(text.match(/^\[JOB STATUS\]$/gm)).toHaveLength(1);
    expect(text).not.toMatch(
      /[\u0000-\u0008\u000B-\u001A\u001C-\u001F\u007F-\u009F\u202A-\u202E\u2028\u2029]/,
    );
  });
});
