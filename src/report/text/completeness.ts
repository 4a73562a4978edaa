import { countNoun } from '../../snapshot/model/counted-noun.ts';
import type { Completeness, ListCompleteness, LogCompleteness } from '../../snapshot/model/completeness.ts';

/**
 * `PARTIAL: 2 of 33 logs not read (1 denied, 1 failed); no longer there: 1 pod`: what the reader could not see, then what no longer
 * exists. Null when there is neither.
 */
export function wordCompleteness(completeness: Completeness): string | null {
  const { verdict, jobs, pods, events, logs, logsGoneByError = 0 } = completeness;
  const goneLogs = logs.gone - logsGoneByError;
  const gone = [
    ...(pods.missing === null || pods.missing === 0 ? [] : [countNoun(pods.missing, 'pod')]),
    ...(goneLogs === 0 ? [] : [`${goneLogs} of ${countNoun(logs.asked, 'log')}`]),
  ];
  const facts = [
    ...wordList('Job', jobs),
    ...wordList('pod', pods),
    ...wordList('event', events),
    ...wordLogs(logs, logsGoneByError),
    ...(gone.length === 0 ? [] : [`no longer there: ${gone.join(', ')}`]),
  ];
  if (verdict === 'COMPLETE' && facts.length === 0) return null;
  return `${verdict}${verdict === 'COMPLETE' ? ';' : ':'} ${facts.join('; ')}`;
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

function wordLogs(logs: LogCompleteness, goneByError: number): readonly string[] {
  const reasons = (
    [
      ['denied', logs.denied],
      ['gone', goneByError],
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
