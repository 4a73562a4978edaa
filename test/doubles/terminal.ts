import { EventEmitter } from 'node:events';
import { Readable, Writable } from 'node:stream';
import type { Terminal } from '../../cli/terminal/terminal.ts';

/** A process as a command sees it, with what was printed and a Ctrl+C to press. */
export interface TestTerminal extends Terminal {
  readonly printed: () => string;
  readonly told: () => string;
  readonly pressCtrlC: () => void;
  /** Resolves when so many whole reports have been printed. */
  readonly reports: (count: number) => Promise<void>;
}

const END = '[D32_K8S_MONITOR] END OF SNAPSHOT';

export function openTerminal(
  env: Readonly<Record<string, string>> = {},
  typed = '',
  screen?: { readonly columns: number; readonly rows: number },
): TestTerminal {
  const signals = new EventEmitter();
  const out: string[] = [];
  const err: string[] = [];
  const written = new EventEmitter();
  const collect = (into: string[]) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        into.push(chunk.toString());
        written.emit('written');
        done();
      },
    });
  const countReports = () => out.join('').split(END).length - 1;
  return {
    stdin: Readable.from(typed === '' ? [] : [typed]),
    stdout: Object.assign(collect(out), { ...screen, isTTY: screen !== undefined }),
    stderr: collect(err),
    env,
    on: (signal, listener) => signals.on(signal, listener),
    off: (signal, listener) => signals.off(signal, listener),
    exit: (exitCode) => {
      throw new Error(`nobody expects the process to be ended, with ${exitCode}`);
    },
    printed: () => out.join(''),
    told: () => err.join(''),
    pressCtrlC: () => signals.emit('SIGINT'),
    reports: async (count) => {
      while (countReports() < count) await new Promise((resolve) => written.once('written', resolve));
    },
  };
}
