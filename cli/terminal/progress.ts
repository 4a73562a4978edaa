import { cutLine } from '../../src/report/characters/wrap.ts';
import type { TerminalOutput } from './terminal.ts';

export interface ProgressState {
  /** What is being done: `reading logs`. */
  readonly doing: string;
  readonly done?: number | undefined;
  /** With it there is a bar; without it a count. */
  readonly total?: number | undefined;
}

/** A line on stderr that tells a person what takes so long, and is gone when it is over. */
export interface Progress extends Disposable {
  /** Null: nothing for now; the line is the person's, or another program's. */
  readonly show: (state: ProgressState | null) => void;
  /** Takes the line away until the next `show`: before something else is written to the terminal. */
  readonly clear: () => void;
}

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MILLISECONDS = 100;
/** What is over sooner needs no words. */
const QUIET_MILLISECONDS = 1000;
const BAR_COLUMNS = 20;
/** Back to the first column, and everything right of it away. https://en.wikipedia.org/wiki/ANSI_escape_code#CSIsection */
const ERASE_LINE = '\r\u001B[K';

/** Null: it cannot be drawn on, and nothing is ever written. */
export function openProgress(stderr: TerminalOutput | null): Progress {
  if (stderr === null) return { show: ignore, clear: ignore, [Symbol.dispose]: ignore };
  let begun = 0;
  let state: ProgressState | null = null;
  let frame = 0;
  let isShown = false;
  const clear = () => {
    if (isShown) stderr.write(ERASE_LINE);
    isShown = false;
    state = null;
  };
  const draw = () => {
    if (state === null || Date.now() - begun < QUIET_MILLISECONDS) return;
    frame += 1;
    const line = cutLine(renderProgress(state, frame), (stderr.columns ?? 80) - 1);
    stderr.write(`${ERASE_LINE}${line}`);
    isShown = true;
  };
  const timer = setInterval(draw, FRAME_MILLISECONDS);
  // It tells of work; it is none.
  timer.unref();
  return {
    show: (next) => {
      if (next === null) clear();
      if (state === null) begun = Date.now();
      state = next;
    },
    clear,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** `⠋ reading logs 12 of 40 ██████░░░░░░░░░░░░░░`, or a count where it is not known how many there will be. */
export function renderProgress(state: ProgressState, frame: number): string {
  const { done, total } = state;
  const line = `${FRAMES[frame % FRAMES.length] ?? ''} ${wordProgress(state)}`;
  if (done === undefined || total === undefined || total === 0) return line;
  const full = Math.min(BAR_COLUMNS, Math.floor((done / total) * BAR_COLUMNS));
  const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_COLUMNS - full)}`;
  return `${line} ${bar}`;
}

/** `reading logs 12 of 40` */
export function wordProgress({ doing, done, total }: ProgressState): string {
  if (done === undefined) return doing;
  const count = done.toLocaleString('en');
  return total === undefined || total === 0
    ? `${doing} ${count}`
    : `${doing} ${count} of ${total.toLocaleString('en')}`;
}

function ignore(): void {}
