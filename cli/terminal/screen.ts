import type { TerminalOutput } from './terminal.ts';

/** The whole terminal for as long as it is drawn on; what stood there before is back afterwards, and nothing is scrolled away. */
export interface Screen extends Disposable {
  readonly size: () => ScreenSize;
  /** Shows these lines from the top, and nothing else. None may be wider than the screen. */
  readonly draw: (lines: readonly string[]) => void;
  /** Hears when the terminal has got another size. */
  readonly onResize: (listener: () => void) => void;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

const SMALLEST: ScreenSize = { columns: 20, rows: 5 };

// https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Functions-using-CSI-_-ordered-by-the-final-character_s_
const ENTER = '\u001B[?1049h\u001B[?25l';
const LEAVE = '\u001B[?25h\u001B[?1049l';
const HOME = '\u001B[H';
const ERASE_RIGHT = '\u001B[K';
const ERASE_BELOW = '\u001B[J';
// A terminal that knows it shows the frame in one piece; the others pass over it.
// https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036
const BEGIN = '\u001B[?2026h';
const END = '\u001B[?2026l';

export function openScreen(stdout: TerminalOutput): Screen {
  const listeners = new Set<() => void>();
  let isOpen = true;
  stdout.write(ENTER);
  return {
    size: () => ({
      columns: Math.max(SMALLEST.columns, stdout.columns ?? 80),
      rows: Math.max(SMALLEST.rows, stdout.rows ?? 24),
    }),
    draw: (lines) => {
      if (!isOpen) return;
      // Each line replaces the one that was there: a screen that is wiped first flickers.
      const drawn = lines.map((line) => `${line}${ERASE_RIGHT}`).join('\r\n');
      stdout.write(`${BEGIN}${HOME}${drawn}${ERASE_BELOW}${END}`);
    },
    onResize: (listener) => {
      listeners.add(listener);
      stdout.on('resize', listener);
    },
    [Symbol.dispose]: () => {
      if (!isOpen) return;
      isOpen = false;
      for (const listener of listeners) stdout.off('resize', listener);
      stdout.write(LEAVE);
    },
  };
}
