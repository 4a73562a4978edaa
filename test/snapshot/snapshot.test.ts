import { describe, expect, it } from 'vitest';
import { snapshotSchema } from '../../src/snapshot/model/snapshot.ts';
import { assembleEmptySnapshot } from '../../src/snapshot/snapshot.ts';
import { DENIED, HEAD, makeLog, makeSnapshot } from '../report/sample-snapshot.ts';
import { condition, ended, makeJob, makePod, START } from './kubernetes-objects.ts';

describe('a snapshot', () => {
  it('holds what was seen, and adds up what is missing', () => {
    const job = makeJob({
      status: { startTime: START, failed: 3, conditions: [condition('Failed', 'BackoffLimitExceeded')] },
    });
    const pod = makePod({ job, phase: 'Failed', main: [{ state: ended(3) }] });

    const snapshot = makeSnapshot({
      jobs: [job],
      pods: [pod],
      logs: [makeLog(), makeLog({ status: 'gone', lines: [] })],
    });

    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({ ...HEAD, schemaVersion: 1, run: null, problems: [], errors: [] });
    expect(snapshot.completeness).toMatchObject({
      verdict: 'COMPLETE',
      jobs: { status: 'read', asked: 1, got: 1 },
      pods: { status: 'read', asked: 1, got: 1, missing: 2 },
      events: { status: 'notAsked' },
      logs: { asked: 2, read: 1, gone: 1 },
      allowedBy: [],
    });
  });

  it('words each problem as an error, and names each RBAC rule that is lacking once', () => {
    const rule = { apiGroup: '', resource: 'pods/log', verb: 'get', namespace: 'trading-bots' } as const;
    const log = {
      ...DENIED,
      attempted: 'reading the log of',
      object: 'container a of pod b',
      allowedBy: rule,
    };

    const snapshot = makeSnapshot({
      pods: null,
      problems: [DENIED, log, { ...log, object: 'container c of pod d', why: 'HTTP 403, said another way' }],
    });

    expect(snapshot.errors).toEqual([
      'FORBIDDEN: listing pods in namespace trading-bots: HTTP 403, pods is forbidden: User "reporter-jobs-only" cannot list resource "pods". Allow it by the RBAC rule given, then run again: {apiGroups: [""], resources: ["pods"], verbs: ["list"]}',
      'FORBIDDEN: reading the log of container a of pod b: HTTP 403, pods is forbidden: User "reporter-jobs-only" cannot list resource "pods". Allow it by the RBAC rule given, then run again: {apiGroups: [""], resources: ["pods/log"], verbs: ["get"]}',
      'FORBIDDEN: reading the log of container c of pod d: HTTP 403, said another way. Allow it by the RBAC rule given, then run again: {apiGroups: [""], resources: ["pods/log"], verbs: ["get"]}',
    ]);
    expect(snapshot.problems).toHaveLength(3);
    expect(snapshot.completeness.allowedBy).toEqual([DENIED.allowedBy, rule]);
  });

  it('of a cluster that could not be reached is empty, and says so', () => {
    const refused = {
      ...DENIED,
      code: 'CONNECTION_REFUSED',
      attempted: 'connecting to',
      object: 'the cluster',
      httpStatus: null,
      allowedBy: null,
    } as const;

    const snapshot = assembleEmptySnapshot(HEAD, refused);

    expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
    expect(snapshot).toMatchObject({ jobs: [], pods: [], podsLogs: [], problems: [refused] });
    expect(snapshot.completeness).toMatchObject({
      verdict: 'EMPTY',
      jobs: { status: 'failed', asked: null, got: 0 },
      pods: { status: 'failed', asked: null, got: 0 },
      logs: { asked: 0 },
    });
  });
});
