import { describe, expect, it } from 'vitest';
import { wordCompleteness } from '../../../src/report/text/completeness.ts';
import {
  countLogs,
  isWhole,
  judgeCompleteness,
  notAsked,
  type Completeness,
  type ListCompleteness,
  type LogCompleteness,
} from '../../../src/snapshot/model/completeness.ts';
import { logStatus } from '../../../src/snapshot/model/log.ts';

type Sources = Omit<Completeness, 'verdict'>;

interface Example {
  readonly title: string;
  readonly sources: {
    readonly jobs?: Partial<ListCompleteness>;
    readonly pods?: Partial<Completeness['pods']>;
    readonly events?: Partial<ListCompleteness>;
    readonly logs?: Partial<LogCompleteness>;
    readonly logsGoneByError?: number;
  };
  /** Null: there is nothing to say, because nothing is missing. */
  readonly words: string | null;
}

const LIST: ListCompleteness = {
  status: 'read',
  requests: 1,
  asked: 28,
  got: 28,
  malformed: 0,
  damaged: 0,
  remaining: 0,
  inconsistent: false,
  resourceVersion: '1329',
};
const UNSEEN = { got: 0, asked: null, remaining: null, resourceVersion: null };

const COMPLETE: readonly Example[] = [
  { title: 'everything that was asked came', sources: {}, words: null },
  {
    title: 'containers have not started yet, or never will: they have no log that could be missing',
    sources: { logs: { asked: 10, read: 5, empty: 2, waiting: 2, neverScheduled: 1 } },
    words: null,
  },
  {
    title: 'a pod is gone: nothing that there is was overlooked',
    sources: { pods: { missing: 1 } },
    words: 'COMPLETE; no longer there: 1 pod',
  },
  {
    title: 'pods are gone, and the logs of others',
    sources: { pods: { missing: 3 }, logs: { asked: 33, read: 31, gone: 2 } },
    words: 'COMPLETE; no longer there: 3 pods, 2 of 33 logs',
  },
  {
    title: 'there is not one Job',
    sources: { jobs: { asked: 0, got: 0 }, pods: { asked: 0, got: 0 }, logs: { asked: 0, read: 0 } },
    words: null,
  },
];

const PARTIAL: readonly Example[] = [
  {
    title: 'pods may not be listed',
    sources: { pods: { ...UNSEEN, status: 'denied' } },
    words: 'PARTIAL: pods denied',
  },
  {
    title: 'Jobs did not come in time',
    sources: { jobs: { ...UNSEEN, status: 'timedOut' } },
    words: 'PARTIAL: Jobs timed out',
  },
  {
    title: 'events could not be read',
    sources: { events: { status: 'failed' } },
    words: 'PARTIAL: events not read',
  },
  {
    title: 'the pages of a list stopped coming',
    sources: { jobs: { status: 'partial', asked: 5000, got: 1500, remaining: 3500 } },
    words: 'PARTIAL: Jobs read in part (3500 not seen)',
  },
  {
    title: 'the pages of a list stopped coming, and nobody knows how many there are',
    sources: { pods: { status: 'partial', asked: null, got: 500, remaining: null } },
    words: 'PARTIAL: pods read in part (an unknown number not seen)',
  },
  {
    title: 'a list was finished at a later moment',
    sources: { jobs: { inconsistent: true } },
    words: 'PARTIAL: Jobs listed at two moments',
  },
  {
    title: 'objects were not understood',
    sources: { jobs: { malformed: 1 }, pods: { malformed: 2, damaged: 1 } },
    words: 'PARTIAL: 1 Job not understood; 2 pods not understood; 1 pod understood in part',
  },
  {
    title: 'logs were not read, for whatever reason',
    sources: {
      logs: { asked: 33, read: 26, denied: 3, gone: 1, failed: 1, timedOut: 1, skipped: 1 },
      logsGoneByError: 1,
    },
    words: 'PARTIAL: 7 of 33 logs not read (3 denied, 1 gone, 1 failed, 1 timed out, 1 skipped)',
  },
  ...(['denied', 'failed', 'skipped'] as const).map((status) => ({
    title: `one log was not read: ${status}`,
    sources: { logs: { asked: 33, read: 32, [status]: 1 } },
    words: `PARTIAL: 1 of 33 logs not read (1 ${status})`,
  })),
  {
    title: 'the only log was not read',
    sources: { logs: { asked: 1, read: 0, denied: 1 } },
    words: 'PARTIAL: 1 of 1 log not read (1 denied)',
  },
  { title: 'a log was cut', sources: { logs: { cut: 1 } }, words: 'PARTIAL: 1 log cut' },
  {
    title: 'an error came in place of a log that may be gone',
    sources: { logs: { asked: 33, read: 32, gone: 1 }, logsGoneByError: 1 },
    words: 'PARTIAL: 1 of 33 logs not read (1 gone)',
  },
  {
    title: 'several things are missing: each is said, what no longer exists behind what was not seen',
    sources: {
      pods: { missing: 1 },
      logs: { asked: 33, read: 30, denied: 1, gone: 2, cut: 2 },
      logsGoneByError: 1,
    },
    words:
      'PARTIAL: 2 of 33 logs not read (1 denied, 1 gone); 2 logs cut; no longer there: 1 pod, 1 of 33 logs',
  },
  {
    title: 'the pods could not be listed: none is called missing',
    sources: { pods: { ...UNSEEN, status: 'denied', missing: null } },
    words: 'PARTIAL: pods denied',
  },
];

const EMPTY: readonly Example[] = [
  {
    title: 'neither Jobs nor pods were seen',
    sources: { jobs: { ...UNSEEN, status: 'failed' }, pods: { ...UNSEEN, status: 'denied' } },
    words: 'EMPTY: Jobs not read; pods denied',
  },
];

describe('a report is', () => {
  describe.each([
    ['COMPLETE', COMPLETE],
    ['PARTIAL', PARTIAL],
    ['EMPTY', EMPTY],
  ])('%s when', (verdict, examples) => {
    it.each(examples)('$title', ({ sources, words }) => {
      const added = addSources(sources);

      const judged = judgeCompleteness(added);

      expect(judged).toBe(verdict);
      expect(wordCompleteness({ verdict: judged, ...added })).toBe(words);
    });
  });
});

describe('logs', () => {
  it('are counted by status, and the counts add up to what was asked', () => {
    const logs = [...logStatus.options, 'read', 'read', 'denied'] as const;

    const { asked, cut, ...byStatus } = countLogs(logs.map((status) => ({ status, truncated: null })));

    expect({ asked, cut }).toEqual({ asked: logs.length, cut: 0 });
    expect(byStatus).toEqual({
      read: 3,
      empty: 1,
      waiting: 1,
      neverScheduled: 1,
      neverStarted: 1,
      denied: 2,
      gone: 1,
      failed: 1,
      timedOut: 1,
      skipped: 1,
    });
  });

  it('are counted as cut beside their status', () => {
    const cut = { lines: 3, bytes: 80, longLines: 0 };

    const counted = countLogs([
      { status: 'read', truncated: cut },
      { status: 'failed', truncated: cut },
      { status: 'read', truncated: null },
    ]);

    expect(counted).toMatchObject({ asked: 3, read: 2, failed: 1, cut: 2 });
  });
});

describe('a list', () => {
  it.each([
    [true, 'was read to its end', LIST],
    [true, 'was not needed', notAsked],
    [false, 'came in part', { ...LIST, status: 'partial' } as const],
    [false, 'holds what was not understood', { ...LIST, malformed: 1 }],
    [false, 'holds what was understood in part', { ...LIST, damaged: 1 }],
    [false, 'is of two moments', { ...LIST, inconsistent: true }],
  ])('is whole: %s, when it %s', (expected, _, list) => {
    const whole = isWhole(list);

    expect(whole).toBe(expected);
  });
});

function addSources({ jobs, pods, events, logs, logsGoneByError = 0 }: Example['sources']): Sources {
  const none = countLogs([]);
  return {
    jobs: { ...LIST, ...jobs },
    pods: { ...LIST, asked: 33, got: 33, missing: 0, ...pods },
    events: { ...notAsked, ...events },
    logs: { ...none, asked: 33, read: 33, ...logs },
    logsGoneByError,
    allowedBy: [],
  };
}
