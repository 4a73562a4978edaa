import { EventEmitter } from 'node:events';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { runInterruptible } from '../../../cli/terminal/interruption.ts';
import { openTerminal } from '../../doubles/terminal.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A terminal that notes when its process would be ended. */
function openEndingTerminal() {
  const signals = new EventEmitter();
  const exits: number[] = [];
  const stdout = new Writable();
  const terminal = {
    ...openTerminal(),
    stdout,
    on: (signal: string, listener: () => void) => signals.on(signal, listener),
    off: (signal: string, listener: () => void) => signals.off(signal, listener),
    exit: (exitCode: number) => {
      exits.push(exitCode);
    },
  };
  return { terminal, exits, stdout, press: (signal: string) => signals.emit(signal), signals };
}

const hang = () => new Promise<0>(() => {});

describe('work that can be interrupted', () => {
  test('tells its own exit code, and leaves no listener behind', async () => {
    const { terminal, signals, stdout } = openEndingTerminal();

    const exitCode = await runInterruptible(terminal, () => Promise.resolve(2));

    expect(exitCode).toBe(2);
    expect([signals.listenerCount('SIGINT'), signals.listenerCount('SIGTERM')]).toEqual([0, 0]);
    expect(stdout.listenerCount('error')).toBe(0);
  });

  test.each(['SIGINT', 'SIGTERM'])('hears of %s, and ends with 130 when it has ended', async (name) => {
    const { terminal, exits, press } = openEndingTerminal();

    const exitCode = await runInterruptible(terminal, (signal) => {
      press(name);
      return signal.aborted ? Promise.reject(signal.reason) : Promise.resolve(0);
    });

    expect({ exitCode, exits }).toEqual({ exitCode: 130, exits: [] });
  });

  test('is ended by a second Ctrl+C at once', () => {
    const { terminal, exits, press } = openEndingTerminal();
    void runInterruptible(terminal, hang);

    press('SIGINT');
    const afterOne = [...exits];
    press('SIGINT');

    expect({ afterOne, exits }).toEqual({ afterOne: [], exits: [130] });
  });

  test('is ended two seconds after the first when it does not end by itself', () => {
    const { terminal, exits, press } = openEndingTerminal();
    void runInterruptible(terminal, hang);

    press('SIGINT');
    vi.advanceTimersByTime(1999);
    const before = [...exits];
    vi.advanceTimersByTime(1);

    expect({ before, exits }).toEqual({ before: [], exits: [130] });
  });

  test('ends with 141, as other tools do, when nobody reads its output any more', async () => {
    const { terminal, stdout } = openEndingTerminal();

    const exitCode = await runInterruptible(terminal, (signal) => {
      stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      return signal.aborted ? Promise.reject(signal.reason) : Promise.resolve(0);
    });

    expect(exitCode).toBe(141);
  });
});
