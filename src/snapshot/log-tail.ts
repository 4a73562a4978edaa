import type { K8sPodLog } from './model.ts';

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
/** A time as the kubelet writes it, and the space behind it, is at most this long. */
const STAMP_BYTES = 36;
/** https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kuberuntime/logs/logs.go (RFC3339NanoFixed) */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) /;
/** https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/kubelet/kuberuntime/kuberuntime_container.go */
const NOTICE = /^unable to retrieve container logs for /;

/**
 * The end of a log that arrives in chunks with `timestamps=true`. Holds no more than the limits and one line,
 * whatever is pushed. Every line of the container's begins with a time; what does not, behind lines that do, was
 * written by the kubelet.
 */
export class LogTail {
  readonly #limits: LogLimits;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #lines: Line[] = [];
  /** Parts of the line that has not ended yet, as far as they are kept. */
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  #lostPartBytes = 0;
  #keptBytes = 0;
  #lostLines = 0;
  #lostBytes = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.#extend(chunk.subarray(start, end));
      this.#endLine();
      start = end + 1;
    }
    // A copy: a part of a chunk would keep the whole chunk in memory.
    if (start < chunk.length) this.#extend(chunk.slice(start));
  }

  /** Bytes that are kept by now. */
  get keptBytes(): number {
    return this.#keptBytes + this.#partBytes;
  }

  end(): LogText {
    if (this.#partBytes + this.#lostPartBytes > 0) this.#endLine();
    const notice = this.#takeNotice();
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
      notice,
    };
  }

  #extend(bytes: Uint8Array): void {
    const room = this.#limits.lineBytes + STAMP_BYTES + 1 - this.#partBytes;
    const kept = bytes.length > room ? bytes.slice(0, Math.max(0, room)) : bytes;
    if (kept.length > 0) this.#parts.push(kept);
    this.#partBytes += kept.length;
    this.#lostPartBytes += bytes.length - kept.length;
  }

  #endLine(): void {
    const line = this.#readLine();
    this.#parts = [];
    this.#partBytes = 0;
    this.#lostPartBytes = 0;
    this.#lines.push(line);
    this.#keptBytes += line.bytes;
    while (
      this.#lines.length > this.#limits.lines ||
      (this.#keptBytes > this.#limits.bytes && this.#lines.length > 1)
    ) {
      const oldest = this.#lines.shift();
      if (oldest === undefined) return;
      this.#keptBytes -= oldest.bytes;
      this.#lostLines += 1;
      this.#lostBytes += oldest.bytes + oldest.cutBytes;
    }
  }

  #readLine(): Line {
    const whole = joinParts(this.#parts, this.#partBytes);
    const { time, content } = splitStamp(whole);
    const ended =
      this.#lostPartBytes === 0 && content.at(-1) === CARRIAGE_RETURN ? content.subarray(0, -1) : content;
    const most = Math.min(this.#limits.lineBytes, this.#limits.bytes);
    const kept = ended.length > most ? ended.subarray(0, findCharacterStart(ended, most)) : ended;
    const text = this.#decoder.decode(kept);
    return {
      text,
      time,
      bytes: kept.length,
      cutBytes: ended.length - kept.length + this.#lostPartBytes,
      invalidBytes: countInvalidBytes(kept, text),
    };
  }

  #takeNotice(): string | null {
    const last = this.#lines.at(-1);
    if (last === undefined || last.time !== null) return null;
    const isKubelets =
      this.#lines.some((line) => line.time !== null) || (this.#lines.length === 1 && NOTICE.test(last.text));
    if (!isKubelets) return null;
    this.#lines.pop();
    return last.text;
  }
}

function joinParts(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function splitStamp(line: Uint8Array): { readonly time: string | null; readonly content: Uint8Array } {
  const start = String.fromCharCode(...line.subarray(0, STAMP_BYTES));
  const stamp = STAMP.exec(start);
  if (stamp?.[1] === undefined) return { time: null, content: line };
  return { time: stamp[1], content: line.subarray(stamp[0].length) };
}

/** The last place at or before `index` where a character of UTF-8 begins, so that a cut splits none. */
function findCharacterStart(bytes: Uint8Array, index: number): number {
  let start = index;
  while (start > 0 && index - start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

/** How many bytes became U+FFFD in the text; one that was sent as such is valid. */
function countInvalidBytes(bytes: Uint8Array, text: string): number {
  if (!text.includes('\uFFFD')) return 0;
  const replaced = text.replaceAll('\uFFFD', '');
  const sent = countSentReplacements(bytes);
  return bytes.length - new TextEncoder().encode(replaced).length - 3 * sent;
}

function countSentReplacements(bytes: Uint8Array): number {
  let sent = 0;
  for (let at = bytes.indexOf(0xef); at !== -1; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) sent += 1;
  }
  return sent;
}
