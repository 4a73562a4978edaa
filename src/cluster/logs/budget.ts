import type { LogText } from '../../snapshot/logs/tail.ts';

/** The bytes of log lines that a run may still keep. */
export class LogBudget {
  #remaining: number;

  constructor(bytes: number) {
    this.#remaining = bytes;
  }

  get isSpent(): boolean {
    return this.#remaining <= 0;
  }

  /** Keeps as much of a log as there is room for, the newest lines first; tells what had to go. */
  keep(log: LogText): LogText {
    const sizes = log.lines.map((line) => Buffer.byteLength(line));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes <= this.#remaining) {
      this.#remaining -= bytes;
      return log;
    }
    let first = 0;
    let kept = bytes;
    for (; kept > this.#remaining && first < sizes.length; first += 1) kept -= sizes[first] ?? 0;
    this.#remaining = 0;
    const { truncated } = log;
    return {
      ...log,
      lines: log.lines.slice(first),
      truncated: {
        lines: (truncated?.lines ?? 0) + first,
        bytes: (truncated?.bytes ?? 0) + bytes - kept,
        longLines: truncated?.longLines ?? 0,
      },
    };
  }
}
