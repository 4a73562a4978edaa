import { notAsked, type ListCompleteness } from '../../src/snapshot/model/completeness.ts';
import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import type { K8sPodLog } from '../../src/snapshot/model/log.ts';
import type { Problem } from '../../src/snapshot/model/problem.ts';
import {
  assembleSnapshot,
  describeObjects,
  type ClusterObjects,
  type SnapshotHead,
} from '../../src/snapshot/snapshot.ts';

// Snapshots as the reporter makes them: described from objects of a cluster, and from logs as they were read.

export type SnapshotParts = Partial<ClusterObjects> & {
  readonly logs?: readonly K8sPodLog[];
  readonly problems?: readonly Problem[];
  /** What is not as for a list that was read whole. */
  readonly sources?: Partial<Readonly<Record<'jobs' | 'pods' | 'events', Partial<ListCompleteness>>>>;
};

export const HEAD: SnapshotHead = {
  namespace: 'trading-bots',
  selector: 'app=arbitrage-tuning',
  timestamp: '2026-11-22T18:57:24.123Z',
  cluster: { context: 'demo', server: 'https://127.0.0.1:6443' },
};

export function makeSnapshot({
  logs = [],
  problems = [],
  sources,
  ...objects
}: SnapshotParts): K8sMonitorSnapshot {
  const { jobs = [], pods = [], events = [], ...rest } = objects;
  return assembleSnapshot(
    HEAD,
    describeObjects({ jobs, pods, events, ...rest }),
    logs,
    {
      jobs: { ...listOf(jobs.length), ...sources?.jobs },
      pods: { ...listOf(pods?.length ?? 0), ...sources?.pods },
      events: { ...notAsked, ...sources?.events },
    },
    problems,
  );
}

/** A main container's log that was read; a test gives what matters to it. */
export function makeLog(log: Partial<K8sPodLog> = {}): K8sPodLog {
  return {
    podName: 'tuning-x7k2p',
    namespace: 'trading-bots',
    containerName: 'tuning-container',
    jobName: 'tuning',
    role: 'main',
    previous: false,
    attempt: null,
    status: 'read',
    message: null,
    lines: ['Starting tuning session'],
    truncated: null,
    invalidBytes: 0,
    firstTime: '2026-11-22T18:55:05.157452963Z',
    lastTime: '2026-11-22T18:55:05.157452963Z',
    lineTimes: '0',
    rotated: false,
    redactions: {},
    ...log,
  };
}

export const DENIED: Problem = {
  code: 'FORBIDDEN',
  attempted: 'listing',
  object: 'pods in namespace trading-bots',
  why: 'HTTP 403, pods is forbidden: User "reporter-jobs-only" cannot list resource "pods"',
  advice: 'Allow it by the RBAC rule given, then run again',
  count: 1,
  httpStatus: 403,
  allowedBy: { apiGroup: '', resource: 'pods', verb: 'list', namespace: 'trading-bots' },
};

function listOf(got: number): ListCompleteness {
  return {
    status: 'read',
    requests: 1,
    asked: got,
    got,
    malformed: 0,
    damaged: 0,
    remaining: 0,
    inconsistent: false,
    resourceVersion: '1329',
  };
}
