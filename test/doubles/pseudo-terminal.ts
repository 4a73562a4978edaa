import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const CTRL_C = '\u0003';
/** In a test that waits for what never comes, the screen tells more than the test's own end. */
const PATIENCE_MILLISECONDS = 10_000;

export interface PseudoTerminalOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly columns?: number;
  readonly rows?: number;
  /** A command line of the shell instead, with `$JOB_REPORTER` in it. */
  readonly shell?: string;
}

/** The command line in a process of its own at a terminal of its own, as a person has it before them. */
export interface PseudoTerminal extends AsyncDisposable {
  readonly pid: number;
  /** What can be seen now, without what is blank at the ends. */
  readonly screen: () => string;
  /** What has been scrolled away above it. */
  readonly scrollback: () => string;
  /** Waits until the screen fits, and tells it. */
  readonly waitFor: (expected: RegExp) => Promise<string>;
  readonly pressCtrlC: () => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly signal: (name: 'SIGTERM') => void;
  /** All that was ever written to it. */
  readonly written: () => string;
  readonly isCursorHidden: () => boolean;
  readonly ended: Promise<number>;
}

export function openPseudoTerminal(
  words: readonly string[],
  { env, columns = 80, rows = 24, shell }: PseudoTerminalOptions,
): PseudoTerminal {
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const [file, args] =
    shell === undefined ? [process.execPath, [MAIN, ...words]] : ['/bin/sh', ['-c', shell]];
  const job = `${process.execPath} ${MAIN}`;
  const child = spawn(file, [...args], {
    name: env['TERM'] ?? 'xterm-256color',
    cols: columns,
    rows,
    env: { PATH: process.env['PATH'] ?? '', JOB_REPORTER: job, ...env },
  });
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  const chunks: string[] = [];
  child.onData((data) => {
    chunks.push(data);
    emulator.write(data, () => changes.emit('drawn'));
  });
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  let hasEnded = false;
  child.onExit(({ exitCode, signal }) => {
    hasEnded = true;
    // What came last is drawn before anybody looks.
    emulator.write('', () => end(signal === undefined || signal === 0 ? exitCode : 128 + signal));
  });
  const readLines = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) =>
      (
        emulator.buffer.active.getLine(from + index)?.translateToString(true, 0, emulator.cols) ?? ''
      ).trimEnd(),
    )
      .join('\n')
      .trimEnd();
  const screen = () => {
    const { baseY } = emulator.buffer.active;
    return readLines(baseY, baseY + emulator.rows);
  };
  return {
    pid: child.pid,
    screen,
    scrollback: () => readLines(0, emulator.buffer.active.baseY),
    waitFor: async (expected) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const look = () => {
        if (expected.test(screen())) resolve(screen());
      };
      const timer = setTimeout(
        () => reject(new Error(`${expected} did not come; the screen was:\n${screen()}`)),
        PATIENCE_MILLISECONDS,
      );
      changes.on('drawn', look);
      look();
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        changes.off('drawn', look);
      }
    },
    pressCtrlC: () => child.write(CTRL_C),
    resize: (newColumns, newRows) => {
      emulator.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    signal: (name) => child.kill(name),
    written: () => chunks.join(''),
    isCursorHidden: () => {
      const all = chunks.join('');
      return all.lastIndexOf('\u001B[?25l') > all.lastIndexOf('\u001B[?25h');
    },
    ended,
    [Symbol.asyncDispose]: async () => {
      if (!hasEnded) child.kill('SIGKILL');
      await ended;
      emulator.dispose();
    },
  };
}
