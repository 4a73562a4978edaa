import { describe, expect, test } from 'vitest';
import { judgeCondition } from '../../../cli/look/condition.ts';
import { judgeLooks } from '../../../cli/look/verdict.ts';
import { condition, makeJob } from '../../snapshot/kubernetes-objects.ts';
import { DENIED, makeSnapshot } from '../../report/sample-snapshot.ts';

const failedJob = makeJob({
  name: 'nightly-rebalance',
  status: { conditions: [condition('Failed', 'BackoffLimitExceeded')] },
});
const healthy = makeSnapshot({});
const failed = makeSnapshot({ jobs: [failedJob] });
const partlyListed = makeSnapshot({ sources: { jobs: { status: 'partial' } } });
const denied = makeSnapshot({ problems: [DENIED], sources: { jobs: { status: 'denied' } } });

describe('judgeCondition', () => {
  test.each([
    ['failed', healthy, 'notMet', 'no Job has failed'],
    ['failed', failed, 'met', '1 Job failed: trading-bots/nightly-rebalance'],
    ['failed', partlyListed, 'unknown', 'not all Jobs were seen, and a failed one may be among the others'],
    ['failed', denied, 'unknown', 'not all Jobs were seen, and a failed one may be among the others'],
    ['failed', null, 'unknown', 'no snapshot could be taken'],
    ['partial', healthy, 'notMet', 'the snapshot is complete'],
    ['partial', partlyListed, 'met', 'PARTIAL: Jobs read in part (0 not seen)'],
    ['partial', null, 'unknown', 'no snapshot could be taken'],
    ['problems', healthy, 'notMet', 'no problem was met'],
    ['problems', denied, 'met', '1 problem met'],
  ] as const)('%s', (name, snapshot, outcome, why) => {
    expect(judgeCondition(name, snapshot)).toEqual({ condition: name, outcome, why });
  });

  test('takes one failed Job that was seen for enough, whatever else was not', () => {
    const snapshot = makeSnapshot({ jobs: [failedJob], sources: { jobs: { status: 'partial' } } });

    expect(judgeCondition('failed', snapshot).outcome).toBe('met');
  });
});

const look = (snapshot: typeof healthy | null, failure: unknown = null) => ({
  target: 'tuning',
  snapshot,
  stored: [],
  failure,
});

describe('judgeLooks', () => {
  test.each([
    ['nothing is asked', [look(failed)], [], 0],
    ['no condition is met', [look(healthy)], ['failed', 'partial'], 0],
    ['one of several is met', [look(failed)], ['partial', 'failed'], 2],
    ['one target of several meets it', [look(healthy), look(failed)], ['failed'], 2],
    ['it cannot be judged', [look(denied)], ['failed'], 1],
    ['one target meets it and of another it cannot be judged', [look(denied), look(failed)], ['failed'], 2],
    ['the report could not be kept', [look(failed, new Error('no room'))], ['failed'], 1],
  ] as const)('when %s', (_, looks, conditions, exitCode) => {
    expect(judgeLooks(looks, conditions).exitCode).toBe(exitCode);
  });

  test('says which condition was met where, and which cannot be judged', () => {
    const looks = [look(failed), { ...look(denied), target: 'quota' }];

    expect(judgeLooks(looks, ['failed', 'failed']).lines).toEqual([
      'tuning: --fail-on failed: 1 Job failed: trading-bots/nightly-rebalance',
      'quota: error: --fail-on failed cannot be judged: not all Jobs were seen, and a failed one may be among the others. See the report for the reason',
    ]);
  });
});
