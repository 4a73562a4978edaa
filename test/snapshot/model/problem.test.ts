import { describe, expect, it } from 'vitest';
import { mergeProblems, wordProblem, type Problem } from '../../../src/snapshot/model/problem.ts';

const DENIED: Problem = {
  code: 'FORBIDDEN',
  attempted: 'reading the log of',
  object: 'container tuning-container of pod trading-bots/crash-loop-st2l2',
  why: 'HTTP 403, pods "crash-loop-st2l2" is forbidden: User "reporter-no-logs" cannot get resource "pods/log"',
  advice: 'Allow it by the RBAC rule given, then run again',
  count: 1,
  httpStatus: 403,
  allowedBy: { apiGroup: '', resource: 'pods/log', verb: 'get', namespace: 'trading-bots' },
};

describe('a problem', () => {
  it('is worded on one line: the code, what was attempted, on which object, why it failed, what to do', () => {
    const words = wordProblem({ ...DENIED, why: 'HTTP 403, not allowed' });

    expect(words).toBe(
      'FORBIDDEN: reading the log of container tuning-container of pod trading-bots/crash-loop-st2l2: HTTP 403, not allowed. Allow it by the RBAC rule given, then run again: {apiGroups: [""], resources: ["pods/log"], verbs: ["get"]}',
    );
  });
});

describe('problems', () => {
  it('of the same trouble are said once, with the first objects and how many more there are', () => {
    const pods = ['a', 'b', 'c', 'd', 'e'];

    const merged = mergeProblems(
      pods.map((pod) => ({
        ...DENIED,
        object: `pod ${pod}`,
        why: `HTTP 403, pods "${pod}" is forbidden: User "reporter-no-logs" cannot get resource "pods/log"`,
      })),
    );

    expect(merged).toEqual([
      {
        ...DENIED,
        object: 'pod a, pod b, pod c and 2 more',
        why: 'HTTP 403, pods "a" is forbidden: User "reporter-no-logs" cannot get resource "pods/log"',
        count: 5,
      },
    ]);
  });

  it('of one object are one, however often it met them', () => {
    const merged = mergeProblems([DENIED, DENIED, DENIED]);

    expect(merged).toEqual([DENIED]);
  });

  it.each<readonly [string, Partial<Problem>]>([
    ['another code', { code: 'UNAUTHORIZED' }],
    ['another attempt', { attempted: 'listing' }],
    ['another reason', { why: 'HTTP 403, the admission webhook said no' }],
    ['another status', { httpStatus: 401 }],
    [
      'another missing rule',
      { allowedBy: { apiGroup: '', resource: 'pods', verb: 'list', namespace: 'trading-bots' } },
    ],
  ])('with %s are another trouble', (_, difference) => {
    const other = { ...DENIED, ...difference };

    const merged = mergeProblems([DENIED, other]);

    expect(merged).toEqual([DENIED, other]);
  });

  it('keep the order in which they were first met', () => {
    const refused: Problem = { ...DENIED, code: 'CONNECTION_REFUSED', httpStatus: null, allowedBy: null };

    const merged = mergeProblems([refused, DENIED, { ...refused, object: 'pods in namespace trading-bots' }]);

    expect(merged.map(({ code, count }) => [code, count])).toEqual([
      ['CONNECTION_REFUSED', 2],
      ['FORBIDDEN', 1],
    ]);
  });
});
