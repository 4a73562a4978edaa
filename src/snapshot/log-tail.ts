import { isPartOfStamp, LONGEST_STAMP, measureStamp } from './log-stamp.ts';
import type { K8sPodLog } from './model.ts';
import { cutBytes, decodeText } from './utf8-text.ts';

export interface LogLimits {
  /** The last lines to keep. */
  readonly lines: number;
  /** The most bytes of one line; the rest of it is let go and told. */
  readonly lineBytes: number;
  /** The most bytes of all lines together; the oldest lines go first. */
  readonly bytes: number;
}

export type LogText = Pick<K8sPodLog, 'lines' | 'truncated' | 'invalidBytes' | 'firstTime' | 'lastTime'> & {
  /** What the kubelet wrote in place of, or behind, the container's lines: an error in a body of status 200. */
  readonly notice: string | null;
};

interface Line {
  readonly text: string;
  readonly time: string | null;
  readonly bytes: number;
  readonly cutBytes: number;
  readonly invalidBytes: number;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Room for most lines; a longer one makes itself more. */
const FIRST_ROOM = 1024;
/** https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kuberuntime/kuberuntime_container.go */
const NOTICE = /^unable to retrieve container logs for /;

/**
 * The end of a log that arrives in chunks with `timestamps=true`. Holds no more than the limits and one line,
 * whatever is pushed. Every line of the container's begins with a time; what does not, behind lines that do, was
 * written by the kubelet.
 */
export class LogTail {
  readonly #limits: LogLimits;
  readonly #lines: Line[] = [];
  /** What the kubelet wrote in place of a log. */
  #notice: string | null = null;
  /** The last line so far, while it may be the kubelet's: it is when nothing comes behind it. */
  #aside: Line | null = null;
  #sawLine = false;
  #sawTime = false;
  /** The line that has not ended yet; `#partBytes` of it are kept. */
  #part: Uint8Array = new Uint8Array(FIRST_ROOM);
  #partBytes = 0;
  #lostPartBytes = 0;
  #lastPartByte = LINE_FEED;
  #keptBytes = 0;
  #lostLines = 0;
  #lostBytes = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      const rest = chunk.subarray(start, end);
      // Most lines lie in one chunk, and are read where they are.
      if (this.openLineBytes === 0 && rest.length <= this.#mostPartBytes)
        this.#takeLine(this.#readLine(rest));
      else {
        this.#extend(rest);
        this.#endLine();
      }
      start = end + 1;
    }
    this.#extend(chunk.subarray(start));
  }

  /** Bytes that came of the line that has not ended yet. */
  get openLineBytes(): number {
    return this.#partBytes + this.#lostPartBytes;
  }

  /** Bytes that are kept by now. */
  get keptBytes(): number {
    return this.#keptBytes + this.#partBytes + (this.#aside?.bytes ?? 0);
  }

  /** What there is of a log that broke off in the middle: a line of which only a part of its time came is none. */
  breakOff(): LogText {
    if (isPartOfStamp(this.#part.subarray(0, this.#partBytes))) this.#partBytes = 0;
    return this.end();
  }

  end(): LogText {
    if (this.#partBytes + this.#lostPartBytes > 0) this.#endLine();
    const lines = this.#lines;
    const longLines = lines.filter((line) => line.cutBytes > 0).length;
    const bytes = this.#lostBytes + lines.reduce((sum, line) => sum + line.cutBytes, 0);
    return {
      lines: lines.map((line) =>
        line.cutBytes === 0 ? line.text : `${line.text} [CUT ${line.cutBytes} bytes]`,
      ),
      truncated: bytes === 0 && this.#lostLines === 0 ? null : { lines: this.#lostLines, bytes, longLines },
      invalidBytes: lines.reduce((sum, line) => sum + line.invalidBytes, 0),
      firstTime: lines.find((line) => line.time !== null)?.time ?? null,
      lastTime: lines.findLast((line) => line.time !== null)?.time ?? null,
      notice: this.#notice ?? this.#aside?.text ?? null,
    };
  }

  /** What a line may have before it is known to be too long: its time, what is kept of it, and one byte more. */
  get #mostPartBytes(): number {
    return this.#limits.lineBytes + LONGEST_STAMP + 1;
  }

  /** Copies what is kept of the bytes: a part of a chunk would keep the whole chunk in memory. */
  #extend(bytes: Uint8Array): void {
    const most = this.#mostPartBytes;
    const kept = bytes.subarray(0, most - this.#partBytes);
    const needed = this.#partBytes + kept.length;
    if (needed > this.#part.length) {
      const larger = new Uint8Array(Math.min(most, Math.max(needed, 2 * this.#part.length)));
      larger.set(this.#part.subarray(0, this.#partBytes));
      this.#part = larger;
    }
    this.#part.set(kept, this.#partBytes);
    this.#partBytes = needed;
    this.#lostPartBytes += bytes.length - kept.length;
    this.#lastPartByte = bytes.at(-1) ?? this.#lastPartByte;
  }

  #endLine(): void {
    const line = this.#readLine(
      this.#part.subarray(0, this.#partBytes),
      this.#lostPartBytes,
      this.#lastPartByte,
    );
    this.#partBytes = 0;
    this.#lostPartBytes = 0;
    this.#lastPartByte = LINE_FEED;
    this.#takeLine(line);
  }

  #takeLine(line: Line): void {
    if (this.#aside !== null) this.#keep(this.#aside);
    this.#aside = null;
    if (line.time === null && this.#sawTime) this.#aside = line;
    else if (line.time === null && !this.#sawLine && NOTICE.test(line.text)) this.#notice = line.text;
    else this.#keep(line);
    this.#sawLine = true;
    this.#sawTime ||= line.time !== null;
  }

  /** `lost` more bytes came of it than are here; `last` is the last of all. */
  #readLine(line: Uint8Array, lost = 0, last = line.at(-1) ?? LINE_FEED): Line {
    const stamp = measureStamp(line);
    const content = line.subarray(stamp);
    // A CR before the LF is part of the line's end, whether there was room for it or not.
    const end = last === CARRIAGE_RETURN ? 1 : 0;
    const ended = lost === 0 ? content.subarray(0, content.length - end) : content;
    const kept = cutBytes(ended, Math.min(this.#limits.lineBytes, this.#limits.bytes));
    const cut = content.length + lost - end - kept.length;
    const time = stamp === 0 ? null : decodeText(line.subarray(0, stamp - 1)).text;
    return { ...decodeText(kept), time, bytes: kept.length, cutBytes: cut };
  }

  #keep(line: Line): void {
    this.#lines.push(line);
    this.#keptBytes += line.bytes;
    while (this.#lines.length > this.#limits.lines || this.#keptBytes > this.#limits.bytes) {
      const oldest = this.#lines.shift();
      if (oldest === undefined) return;
      this.#keptBytes -= oldest.bytes;
      this.#lostLines += 1;
      this.#lostBytes += oldest.bytes + oldest.cutBytes;
    }
  }
}
