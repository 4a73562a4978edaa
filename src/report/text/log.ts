import { cutLine } from '../characters/wrap.ts';
import { countNoun } from '../../snapshot/model/counted-noun.ts';
import type { K8sPodLog } from '../../snapshot/model/log.ts';
import { renderField } from './field.ts';
import { makeLinesVisible, makeVisible } from '../characters/visible.ts';

const INDENT = '    ';

/** For a person at a terminal: what the archived report has whole. */
interface TextBrevity {
  /** Lines longer than this are wrapped, and lines of a log are cut and say how much was left out. */
  readonly columns: number;
  /** The last lines to show of a log. */
  readonly logLines: number;
}

export interface TextOptions {
  readonly brevity?: TextBrevity;
  /** Before each line the time at which it was written, in UTC to the millisecond. */
  readonly timestamps?: boolean;
}

/** A container's log; when brief, its last lines, and how many there are before them. */
export function renderPodLog(log: K8sPodLog, options: TextOptions = {}): readonly string[] {
  const field = (says: boolean, label: string, value: string) =>
    says ? [renderField(INDENT, label, value)] : [];
  const { truncated, lines } = log;
  const wasRead = log.status === 'read' || log.status === 'empty';
  const redactions = Object.entries(log.redactions).map(([rule, count]) => `${rule} ${count}`);
  const attempt = [...(log.role === 'main' ? [] : [log.role]), ...(log.previous ? ['previous attempt'] : [])];
  return [
    `  Pod: ${makeVisible(log.podName)} / Container: ${makeVisible(log.containerName)}${attempt.length === 0 ? '' : ` (${attempt.join(', ')})`}`,
    renderField(INDENT, 'Namespace', log.namespace),
    ...field(!wasRead, 'Log', `${log.status}${log.message === null ? '' : `: ${log.message}`}`),
    ...field(wasRead && log.message !== null, 'Note', log.message ?? ''),
    ...field(
      truncated !== null,
      'Truncated',
      `${countNoun(truncated?.lines ?? 0, 'line')} and ${countNoun(truncated?.bytes ?? 0, 'byte')} let go`,
    ),
    ...field(log.invalidBytes > 0, 'Invalid Bytes', `${log.invalidBytes} were not UTF-8 and stand as U+FFFD`),
    ...field(redactions.length > 0, 'Redacted', redactions.join(', ')),
    ...(wasRead || lines.length > 0 ? renderLines(log, options) : []),
  ];
}

function renderLines(log: K8sPodLog, { brevity, timestamps = false }: TextOptions): readonly string[] {
  const lines = timestamps ? putTimes(log) : log.lines;
  const hidden = brevity === undefined ? 0 : Math.max(0, lines.length - brevity.logLines);
  const shown = makeLinesVisible(lines.slice(hidden)).map((line) => `${INDENT}  ${line}`);
  return [
    `${INDENT}Log Lines (${lines.length}):`,
    ...(hidden === 0 ? [] : [`${INDENT}  (${countNoun(hidden, 'earlier line')} in the archived report)`]),
    ...(brevity === undefined ? shown : shown.map((line) => cutLine(line, brevity.columns))),
  ];
}

/** What a line begins with that says itself when it was written: `[2026-11-22 10:00:00] `, `2026-11-22T10:00:00Z`. */
const OWN_TIME = /^[^\w\s]{0,2}\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d/;

function putTimes({ lines, firstTime, lineTimes }: K8sPodLog): readonly string[] {
  const first = Date.parse(firstTime ?? '');
  const offsets = lineTimes?.split(' ') ?? [];
  return lines.map((line, index) => {
    const time = first + Number(offsets[index] ?? Number.NaN);
    return Number.isNaN(time) || OWN_TIME.test(line) ? line : `${new Date(time).toISOString()} ${line}`;
  });
}
