import { readLine, readPlainLines, type LogLine } from './line.ts';
import { isPartOfStamp, LONGEST_STAMP } from './stamp.ts';
import type { KeptLog } from './kept-log.ts';

export interface LogLimits {
  /** The last lines to keep. */
  readonly lines: number;
  /** The most bytes of one line; the rest of it is let go and told. */
  readonly lineBytes: number;
  /** The most bytes of all lines together; the oldest lines go first. */
  readonly bytes: number;
}

const LINE_FEED = 0x0a;
/** Room for most lines; a longer one makes itself more. */
const FIRST_ROOM = 1024;
/**
 * The end of a log that arrives in chunks with `timestamps=true`. Holds no more than the limits and one line,
 * whatever is pushed. Every line of the container's begins with a time; what does not, behind lines that do, was
 * written by the kubelet.
 */
export class LogTail {
  readonly #limits: LogLimits;
  readonly #lines: LogLine[] = [];
  /** The last line so far, while it may be the kubelet's: it is when nothing comes behind it. */
  #aside: LogLine | null = null;
  #sawTime = false;
  /** The line that has not ended yet; `#partBytes` of it are kept. */
  #part: Uint8Array = new Uint8Array(0);
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
    const first = this.openLineBytes === 0 ? 0 : this.#pushUpTo(chunk, 0, chunk.indexOf(LINE_FEED));
    const end = chunk.lastIndexOf(LINE_FEED);
    const plain = first > end ? null : readPlainLines(chunk.subarray(first, end + 1), this.#mostLineBytes);
    for (const line of plain ?? []) this.#takeLine(line);
    let start = plain === null ? first : end + 1;
    for (let next = chunk.indexOf(LINE_FEED, start); next !== -1; next = chunk.indexOf(LINE_FEED, start))
      start = this.#pushUpTo(chunk, start, next);
    this.#extend(chunk.subarray(start));
  }

  /** Takes the end of a line, or a whole one, up to the line feed at `end`; tells where the next begins. */
  #pushUpTo(chunk: Uint8Array, start: number, end: number): number {
    if (end === -1) return start;
    this.#extend(chunk.subarray(start, end));
    this.#endLine();
    return end + 1;
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
  breakOff(): KeptLog {
    if (isPartOfStamp(this.#part.subarray(0, this.#partBytes))) this.#partBytes = 0;
    return this.end();
  }

  end(): KeptLog {
    if (this.#partBytes + this.#lostPartBytes > 0) this.#endLine();
    const notice = this.#aside?.text ?? null;
    return { lines: this.#lines, lostLines: this.#lostLines, lostBytes: this.#lostBytes, notice };
  }

  /** What is kept of a line. */
  get #mostLineBytes(): number {
    return Math.min(this.#limits.lineBytes, this.#limits.bytes);
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
      const larger = new Uint8Array(Math.min(most, Math.max(needed, FIRST_ROOM, 2 * this.#part.length)));
      larger.set(this.#part.subarray(0, this.#partBytes));
      this.#part = larger;
    }
    this.#part.set(kept, this.#partBytes);
    this.#partBytes = needed;
    this.#lostPartBytes += bytes.length - kept.length;
    this.#lastPartByte = bytes.at(-1) ?? this.#lastPartByte;
  }

  #endLine(): void {
    const part = this.#part.subarray(0, this.#partBytes);
    const line = readLine(part, this.#mostLineBytes, this.#lostPartBytes, this.#lastPartByte);
    this.#partBytes = 0;
    this.#lostPartBytes = 0;
    this.#lastPartByte = LINE_FEED;
    this.#takeLine(line);
  }

  #takeLine(line: LogLine): void {
    if (this.#aside !== null) this.#keep(this.#aside);
    this.#aside = null;
    if (line.time === null && this.#sawTime) this.#aside = line;
    else this.#keep(line);
    this.#sawTime ||= line.time !== null;
  }

  #keep(line: LogLine): void {
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
