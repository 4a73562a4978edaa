import { Writable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { openProgress, renderProgress } from '../../../cli/terminal/progress.ts';

function openOutput() {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString());
      done();
    },
  });
  return Object.assign(stream, { columns: 80, written });
}

describe('openProgress', () => {
  test('says nothing of what takes less than a second, then tells, and leaves nothing behind', () => {
    vi.useFakeTimers();
    const stderr = openOutput();
    const progress = openProgress(stderr);

    progress.show({ doing: 'reading logs', done: 3, total: 12 });
    vi.advanceTimersByTime(900);
    const early = stderr.written.length;
    vi.advanceTimersByTime(100);
    progress[Symbol.dispose]();
    vi.useRealTimers();

    expect(early).toBe(0);
    expect(stderr.written).toEqual(['\r\u001B[K⠙ reading logs 3 of 12 █████░░░░░░░░░░░░░░░', '\r\u001B[K']);
  });

  test('writes nothing at all where nobody looks', () => {
    vi.useFakeTimers();
    using progress = openProgress(null);

    progress.show({ doing: 'reading logs' });
    vi.advanceTimersByTime(60_000);

    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});

describe('renderProgress', () => {
  test.each([
    [{ doing: 'listing Jobs and pods' }, '⠋ listing Jobs and pods'],
    [{ doing: 'listing pods', done: 12_500 }, '⠋ listing pods 12,500'],
    [{ doing: 'reading logs', done: 0, total: 2 }, '⠋ reading logs 0 of 2 ░░░░░░░░░░░░░░░░░░░░'],
    [{ doing: 'reading logs', done: 2, total: 2 }, '⠋ reading logs 2 of 2 ████████████████████'],
  ])('words %j as %s', (state, line) => {
    expect(renderProgress(state, 0)).toBe(line);
  });
});
