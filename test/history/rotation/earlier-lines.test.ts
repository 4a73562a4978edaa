import { describe, expect, it } from 'vitest';
import { tellRotation } from '../../../src/history/rotation/earlier-lines.ts';
import { makeLog, makeSnapshot } from '../../report/sample-snapshot.ts';

const LATE = {
  attempt: 0,
  firstTime: '2026-11-22T18:55:03.1Z',
  lastTime: '2026-11-22T18:55:03.2Z',
  message:
    'the log begins at 2026-11-22T18:55:03.1Z, the container started at 2026-11-22T06:55:03Z: lines before it may have been rotated away',
};
const EARLIER = {
  ...makeLog(),
  attempt: 0,
  firstTime: '2026-11-22T17:00:00.5Z',
  lastTime: '2026-11-22T17:30:00.5Z',
};
const ROTATED =
  'rotated: an earlier report has lines of it from 2026-11-22T17:00:00.5Z to 2026-11-22T17:30:00.5Z';

describe('a log of which an earlier report has lines from before', () => {
  it('is told as rotated: it is proven', () => {
    const told = tellRotation(makeSnapshot({ logs: [makeLog(LATE)] }), [EARLIER]);

    expect(told.podsLogs).toMatchObject([{ status: 'read', rotated: true, message: ROTATED }]);
  });

  it('is gone, not empty, where its file holds nothing', () => {
    const empty = makeLog({ attempt: 0, status: 'empty', lines: [], firstTime: null, lastTime: null });

    const told = tellRotation(makeSnapshot({ logs: [empty] }), [EARLIER]);

    expect(told.podsLogs).toMatchObject([{ status: 'gone', rotated: true, message: ROTATED }]);
    expect(told.completeness.logs).toMatchObject({ asked: 1, empty: 0, gone: 1 });
  });

  it.each([
    ['of another attempt', { attempt: 1 }],
    ['of another container', { containerName: 'order-feed' }],
    ['that begin no earlier', { firstTime: '2026-11-22T18:55:03.1Z' }],
    ['without a time', { firstTime: null }],
  ])('is not told by lines %s', (_, changes) => {
    const snapshot = makeSnapshot({ logs: [makeLog(LATE)] });

    const told = tellRotation(snapshot, [{ ...EARLIER, ...changes }]);

    expect(told).toEqual(snapshot);
  });

  it('stays as it is where it begins with its container', () => {
    const snapshot = makeSnapshot({ logs: [makeLog({ ...LATE, message: null })] });

    const told = tellRotation(snapshot, [EARLIER]);

    expect(told.podsLogs).toMatchObject([{ message: null }]);
  });
});
