import type { KeptLog } from '../../snapshot/logs/kept-log.ts';

/** The bytes of log lines that a run may still keep. */
export class LogBudget {
  readonly #bytes: number;
  #remaining: number;

  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#remaining = bytes;
  }

  /** What has been kept, of all logs. */
  get keptBytes(): number {
    return this.#bytes - this.#remaining;
  }

  get isSpent(): boolean {
    return this.#remaining <= 0;
  }

  /** Keeps as much of a log as there is room for, the newest lines first; tells what had to go. */
  keep(log: KeptLog): KeptLog {
    let kept = log.lines.reduce((sum, { bytes }) => sum + bytes, 0);
    let first = 0;
    let lostBytes = log.lostBytes;
    for (const { bytes, cutBytes } of log.lines) {
      if (kept <= this.#remaining) break;
      kept -= bytes;
      lostBytes += bytes + cutBytes;
      first += 1;
    }
    this.#remaining = first === 0 ? this.#remaining - kept : 0;
    return first === 0
      ? log
      : { ...log, lines: log.lines.slice(first), lostLines: log.lostLines + first, lostBytes };
  }
}
