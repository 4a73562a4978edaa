import type { K8sPodLog } from '../model/log.ts';
import type { LogLine } from './line.ts';
import { decodeText } from './utf8-text.ts';

/** What was kept of a log, line by line, not masked yet. */
export interface KeptLog {
  readonly lines: readonly LogLine[];
  /** Whole lines that were let go before them, and their bytes. */
  readonly lostLines: number;
  readonly lostBytes: number;
  /** What the kubelet wrote behind the container's lines: an error in a body of status 200. */
  readonly notice: string | null;
}

export const NOTHING_KEPT: KeptLog = { lines: [], lostLines: 0, lostBytes: 0, notice: null };

/** What a report tells of the lines besides the lines. */
export type LineFigures = Pick<
  K8sPodLog,
  'truncated' | 'invalidBytes' | 'firstTime' | 'lastTime' | 'lineTimes'
>;

/** Whether the server put a time before any line: it does not write a container's line without one. */
export function isStamped({ lines }: KeptLog): boolean {
  return lines.some(({ time }) => time !== null);
}

/** What there is to tell of the lines that are kept, and of those alone. */
export function measureLines({ lines, lostLines, lostBytes }: KeptLog): LineFigures {
  const longLines = lines.filter((line) => line.cutBytes > 0).length;
  const bytes = lostBytes + lines.reduce((sum, line) => sum + line.cutBytes, 0);
  const firstTime = lines.find((line) => line.time !== null)?.time ?? null;
  return {
    truncated: bytes === 0 && lostLines === 0 ? null : { lines: lostLines, bytes, longLines },
    invalidBytes: lines.reduce((sum, line) => sum + line.invalidBytes, 0),
    firstTime: copyText(firstTime),
    lastTime: copyText(lines.findLast((line) => line.time !== null)?.time ?? null),
    lineTimes: firstTime === null ? null : wordLineTimes(lines, firstTime),
  };
}

/** Says of each line that was too long how much of it is not there. @param texts the lines, masked: a mask must not take the words with it. */
export function markCuts({ lines }: KeptLog, texts: readonly string[]): readonly string[] {
  return texts.map((text, index) => {
    const cut = lines[index]?.cutBytes ?? 0;
    return cut === 0 ? text : `${text} [CUT ${cut} bytes]`;
  });
}

const SECOND_LENGTH = '2026-11-22T18:55:09'.length;

function wordLineTimes(lines: readonly LogLine[], firstTime: string): string {
  const readTime = timeReader();
  const first = readTime(firstTime);
  return lines.map(({ time }) => (time === null ? '-' : readTime(time) - first)).join(' ');
}

/** Reads times in milliseconds since 1970; lines of the same second, as most are, cost no parsing. */
function timeReader(): (time: string) => number {
  let second = '';
  let milliseconds = 0;
  return (time) => {
    const zone = time.endsWith('Z') ? 'Z' : time.slice(-6);
    const whole = `${time.slice(0, SECOND_LENGTH)}${zone}`;
    if (whole !== second) {
      second = whole;
      milliseconds = Date.parse(whole);
    }
    const fraction = time.slice(SECOND_LENGTH + 1, time.length - zone.length).slice(0, 3);
    return milliseconds + Number(fraction.padEnd(3, '0'));
  };
}

/** V8 makes a slice hold on to the whole text that it is of: a report's two times would keep a log in memory. */
function copyText(text: string | null): string | null {
  return text === null ? null : decodeText(new TextEncoder().encode(text)).text;
}
