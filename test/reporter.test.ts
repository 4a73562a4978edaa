import { describe, expect, it } from 'vitest';
import { runReporter } from '../src/reporter.ts';
import { identifyScheduledRun } from '../src/snapshot/model/run.ts';
import { snapshotSchema } from '../src/snapshot/model/snapshot.ts';
import type { K8sPodLog } from '../src/snapshot/model/log.ts';
import { MemoryArchive } from './archive/memory-archive.ts';
import { makeLog, makeSnapshot } from './report/sample-snapshot.ts';

const LATEST = 'latest/trading-bots.json';
const BEFORE = {
  attempt: 0,
  firstTime: '2026-11-22T18:00:00.5Z',
  lastTime: '2026-11-22T18:30:00.5Z',
} satisfies Partial<K8sPodLog>;
const EMPTY = {
  attempt: 0,
  status: 'empty',
  lines: [],
  firstTime: null,
  lastTime: null,
} satisfies Partial<K8sPodLog>;

async function report(
  archive: MemoryArchive,
  slot: string,
  log: Partial<K8sPodLog>,
): Promise<readonly K8sPodLog[]> {
  const run = identifyScheduledRun('trading-bots', new Date(slot), new Date(slot));
  const monitor = { loadSnapshot: async () => makeSnapshot({ logs: [makeLog(log)] }) };
  await runReporter({ run, monitor, archive });
  return snapshotSchema.parse(JSON.parse(String(await archive.read(LATEST)))).podsLogs;
}

describe('a run whose log holds nothing any more', () => {
  it('says that it was rotated, where the report before has lines of it', async () => {
    const archive = new MemoryArchive();
    await report(archive, '2026-11-22T18:45:00Z', BEFORE);

    const logs = await report(archive, '2026-11-22T19:00:00Z', EMPTY);

    expect(logs).toMatchObject([{ status: 'gone', rotated: true }]);
  });

  it('calls it empty, where no report before has lines of it, or none can be read', async () => {
    const archive = new MemoryArchive();
    const none = await report(archive, '2026-11-22T18:45:00Z', EMPTY);
    const open = archive.open.bind(archive);
    archive.open = async (key) => {
      if (key === LATEST) throw new Error('it cannot be had');
      return await open(key);
    };

    const unreadable = await report(archive, '2026-11-22T19:00:00Z', EMPTY);

    expect([none, unreadable]).toMatchObject([[{ status: 'empty' }], [{ status: 'empty' }]]);
  });
});
