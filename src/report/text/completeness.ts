import { countNoun } from '../../snapshot/model/counted-noun.ts';
import type { Completeness, ListCompleteness, LogCompleteness } from '../../snapshot/model/completeness.ts';

/** `PARTIAL: 2 of 33 logs not read (1 denied, 1 gone); 1 pod no longer exists`, or null when nothing is missing. */
export function wordCompleteness(completeness: Completeness): string | null {
  if (completeness.verdict === 'COMPLETE') return null;
  const { jobs, pods, events, logs } = completeness;
  const facts = [
    ...wordList('Job', jobs),
    ...wordList('pod', pods),
    ...wordList('event', events),
    ...(pods.missing === 0
      ? []
      : [`${countNoun(pods.missing, 'pod')} no longer ${pods.missing === 1 ? 'exists' : 'exist'}`]),
    ...wordLogs(logs),
  ];
  return `${completeness.verdict}: ${facts.join('; ')}`;
}

function wordList(noun: string, list: ListCompleteness): readonly string[] {
  const words = {
    read: [],
    notAsked: [],
    partial: [
      `${noun}s read in part (${list.remaining === null ? 'an unknown number' : list.remaining} not seen)`,
    ],
    denied: [`${noun}s denied`],
    failed: [`${noun}s not read`],
    timedOut: [`${noun}s timed out`],
  }[list.status];
  return [
    ...words,
    ...(list.malformed === 0 ? [] : [`${countNoun(list.malformed, noun)} not understood`]),
    ...(list.damaged === 0 ? [] : [`${countNoun(list.damaged, noun)} understood in part`]),
    ...(list.inconsistent ? [`${noun}s listed at two moments`] : []),
  ];
}

function wordLogs(logs: LogCompleteness): readonly string[] {
  const reasons = (
    [
      ['denied', logs.denied],
      ['gone', logs.gone],
      ['failed', logs.failed],
      ['timed out', logs.timedOut],
      ['skipped', logs.skipped],
    ] as const
  ).filter(([, number]) => number > 0);
  const unread = reasons.reduce((sum, [, number]) => sum + number, 0);
  return [
    ...(unread === 0
      ? []
      : [
          `${unread} of ${countNoun(logs.asked, 'log')} not read (${reasons.map(([why, number]) => `${number} ${why}`).join(', ')})`,
        ]),
    ...(logs.cut === 0 ? [] : [`${countNoun(logs.cut, 'log')} cut`]),
  ];
}
