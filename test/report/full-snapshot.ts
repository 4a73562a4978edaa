import type { K8sMonitorSnapshot } from '../../src/snapshot/model/snapshot.ts';
import {
  condition,
  END,
  ended,
  makeJob,
  makePod,
  running,
  START,
  waiting,
} from '../snapshot/kubernetes-objects.ts';
import { DENIED, makeLog, makeSnapshot } from './sample-snapshot.ts';

/** A snapshot in which every field of the model holds something, and every list more than one. */
export function makeFullSnapshot(): K8sMonitorSnapshot {
  const failed = makeJob({
    name: 'indexed-partial-fail',
    metadata: {
      deletionTimestamp: END,
      ownerReferences: [{ kind: 'CronJob', name: 'nightly-rebalance', uid: 'c1', controller: true }],
    },
    spec: {
      completions: 3,
      completionMode: 'Indexed',
      managedBy: 'kubernetes.io/job-controller',
      ttlSecondsAfterFinished: 100,
    },
    status: {
      startTime: START,
      completionTime: END,
      succeeded: 2,
      failed: 1,
      ready: 0,
      terminating: 0,
      completedIndexes: '0,2',
      failedIndexes: '1',
      conditions: [condition('Failed', 'FailedIndexes', 'Job has failed indexes')],
    },
  });
  const retrying = makeJob({ status: { startTime: START, active: 1, failed: 1 } });
  const end = ended(139, { signal: 11, message: 'order book is nil' });
  const pods = [
    makePod({ job: failed, phase: 'Failed', metadata: { deletionTimestamp: END }, main: [{ state: end }] }),
    makePod({
      job: retrying,
      init: [{ name: 'fetch-config', state: ended(0) }],
      main: [
        { name: 'optimizer', state: running() },
        {
          name: 'order-feed',
          state: waiting('CrashLoopBackOff', 'back-off 40s'),
          lastState: end,
          restarts: 2,
        },
      ],
    }),
  ];
  const log = makeLog({
    message: 'the connection broke',
    truncated: { lines: 3, bytes: 90, longLines: 1 },
    redactions: { password: 2, 'aws-access-key-id': 1 },
  });
  const snapshot = makeSnapshot({
    jobs: [failed, retrying],
    pods,
    logs: [log, makeLog({ previous: true })],
    problems: [DENIED, { ...DENIED, code: 'TIMED_OUT', httpStatus: null, allowedBy: null }],
  });
  const run = {
    id: 'scheduled-2026-11-22T18:57:00Z',
    target: 'trading-bots',
    slot: '2026-11-22T18:57:00Z',
    startedAt: '2026-11-22T18:57:24.000Z',
  };
  return { ...snapshot, run };
}
