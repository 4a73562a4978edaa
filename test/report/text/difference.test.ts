import { describe, expect, it } from 'vitest';
import type { LogDifference } from '../../../src/history/difference/logs.ts';
import { renderDifference } from '../../../src/report/text/difference.ts';

const LOG: LogDifference = {
  podName: 'tuning-x7k2p',
  namespace: 'trading-bots',
  containerName: 'tuning-container',
  jobName: 'tuning',
  role: 'main',
  previous: false,
  newLines: ['waiting for lock', 'waiting for lock'],
  isNewLog: false,
  mayLackLines: false,
  mayRepeat: 0,
};

describe('the text of new lines', () => {
  it.each([
    { title: 'has them alone', log: {}, notes: [] },
    {
      title: 'says that there may be more before them',
      log: { mayLackLines: true },
      notes: ['      (lines before these may be in neither report)'],
    },
    {
      title: 'says that one of them may be old',
      log: { mayRepeat: 1 },
      notes: ['      (the first of these may be in the first report as well)'],
    },
    {
      title: 'says that they may be old, or that there may be more before them',
      log: { mayLackLines: true, mayRepeat: 2 },
      notes: [
        '      (lines before these may be in neither report)',
        '      (the first 2 of these may be in the first report as well)',
      ],
    },
  ])('$title', ({ log, notes }) => {
    const difference = {
      jobs: { appeared: [], vanished: [], changed: [] },
      logs: [{ ...LOG, ...log }],
      notCompared: [],
    };

    const text = renderDifference({ before: 'first', after: 'second' }, difference);

    expect(text.split('\n')).toEqual([
      '--- first',
      '+++ second',
      '~ Pod tuning-x7k2p / Container tuning-container: 2 new lines',
      ...notes,
      '      waiting for lock',
      '      waiting for lock',
      '',
    ]);
  });
});
