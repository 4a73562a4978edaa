import { describe, expect, it } from 'vitest';
import { gatherPieces } from '../../src/archive/objects/body.ts';
import type { ObjectBody, ReportArchive } from '../../src/archive/objects/archive.ts';
import { storeReport } from '../../src/archive/store.ts';
import type { Run } from '../../src/snapshot/model/run.ts';
import { fakeReport, fakeRun, renderFakeText, storableReport } from './fake-report.ts';
import { MemoryArchive } from './memory-archive.ts';

const JSON_KEY = 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json';
const TEXT_KEY = 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.txt';
const LATEST_JSON = 'latest/trading-bots.json';
const LATEST_TEXT = 'latest/trading-bots.txt';

const EARLIER = fakeRun({ id: 'scheduled-2026-11-22T18:00:00Z', slot: '2026-11-22T18:00:00Z' });
const LATER = fakeRun({ id: 'scheduled-2026-11-22T20:00:00Z', slot: '2026-11-22T20:00:00Z' });

describe('storing a report', () => {
  it('writes JSON and text under the keys of the slot, and full copies of both as the latest', async () => {
    const archive = new MemoryArchive();
    const json = fakeReport(fakeRun());

    const stored = await store(archive, fakeRun());

    expect(stored).toEqual({ jsonKey: JSON_KEY, textKey: TEXT_KEY, outcome: 'stored', latest: 'moved' });
    expect(textsOf(archive)).toEqual({
      [JSON_KEY]: String(json),
      [TEXT_KEY]: String(renderFakeText(json)),
      [LATEST_JSON]: String(json),
      [LATEST_TEXT]: String(renderFakeText(json)),
    });
  });

  it('tells a store what kind of text each object is', async () => {
    const types: string[] = [];
    const archive = watchBodies(new MemoryArchive(), (key, body) =>
      types.push(`${key}: ${body.contentType}`),
    );

    await store(archive, fakeRun());

    expect(types).toEqual([
      `${JSON_KEY}: application/json`,
      `${TEXT_KEY}: text/plain; charset=utf-8`,
      `${LATEST_JSON}: application/json`,
      `${LATEST_TEXT}: text/plain; charset=utf-8`,
    ]);
  });

  it('keeps the report of the first attempt when the same slot is tried again', async () => {
    const archive = new MemoryArchive();
    await store(archive, fakeRun());
    const before = textsOf(archive);

    const stored = await store(archive, fakeRun({ startedAt: '2026-11-22T19:01:30.000Z' }));

    expect(stored).toEqual({ jsonKey: JSON_KEY, textKey: TEXT_KEY, outcome: 'found', latest: 'already' });
    expect(textsOf(archive)).toEqual(before);
  });

  it('makes the text and latest of a retry from the JSON that the first attempt left', async () => {
    const archive = new MemoryArchive();
    const first = fakeReport(fakeRun());
    await archive.create(JSON_KEY, { bytes: first, contentType: 'application/json' });

    const stored = await store(archive, fakeRun({ startedAt: '2026-11-22T19:01:30.000Z' }));

    expect(stored).toEqual({ jsonKey: JSON_KEY, textKey: TEXT_KEY, outcome: 'found', latest: 'moved' });
    expect(textsOf(archive)).toEqual({
      [JSON_KEY]: String(first),
      [TEXT_KEY]: String(renderFakeText(first)),
      [LATEST_JSON]: String(first),
      [LATEST_TEXT]: String(renderFakeText(first)),
    });
  });

  it('copies the text that an older version of the program has left, and does not render it anew', async () => {
    const archive = new MemoryArchive();
    await archive.create(JSON_KEY, { bytes: fakeReport(fakeRun()), contentType: 'application/json' });
    await archive.create(TEXT_KEY, { bytes: Buffer.from('older words\n'), contentType: 'text/plain' });

    await store(archive, fakeRun());

    expect(textsOf(archive)).toMatchObject({ [TEXT_KEY]: 'older words\n', [LATEST_TEXT]: 'older words\n' });
  });

  it('says stored when the answer to its own request got lost and it finds its own bytes', async () => {
    const archive = new MemoryArchive();
    await archive.create(JSON_KEY, { bytes: fakeReport(fakeRun()), contentType: 'application/json' });

    const stored = await store(archive, fakeRun());

    expect(stored.outcome).toBe('stored');
  });

  it('keeps both reports of two runs in one second, the later one as the latest', async () => {
    const archive = new MemoryArchive();
    const other = fakeRun({ id: 'by-hand-4f1c', startedAt: '2026-11-22T19:00:02.900Z' });
    await store(archive, fakeRun());

    const stored = await store(archive, other);

    expect(stored).toEqual({
      jsonKey: JSON_KEY.replace('Z.', 'Z_002.'),
      textKey: TEXT_KEY.replace('Z.', 'Z_002.'),
      outcome: 'stored',
      latest: 'moved',
    });
    expect(textsOf(archive)).toMatchObject({
      [JSON_KEY]: String(fakeReport(fakeRun())),
      [stored.jsonKey]: String(fakeReport(other)),
      [LATEST_JSON]: String(fakeReport(other)),
    });
  });

  it('takes the one at the later place for the later of two runs in one second, whichever looked first', async () => {
    const archive = new MemoryArchive();
    await store(archive, fakeRun({ startedAt: '2026-11-22T19:00:02.900Z' }));
    const other = fakeRun({ id: 'by-hand-4f1c', startedAt: '2026-11-22T19:00:02.100Z' });

    const stored = await store(archive, other);
    const again = await store(archive, fakeRun({ startedAt: '2026-11-22T19:00:02.900Z' }));

    expect([stored.latest, again.latest]).toEqual(['moved', 'newer-exists']);
    expect(textsOf(archive)[LATEST_JSON]).toBe(String(fakeReport(other)));
  });

  it('goes past what stands at its key and is no report', async () => {
    const archive = new MemoryArchive();
    await archive.create(JSON_KEY, { bytes: Buffer.from('a note'), contentType: 'text/plain' });

    const stored = await store(archive, fakeRun());

    expect(stored.jsonKey).toBe(JSON_KEY.replace('Z.', 'Z_002.'));
  });

  it('refuses a report that does not tell of its run, before anything is written', async () => {
    const archive = new MemoryArchive();
    const json = fakeReport(LATER);

    const attempt = storeReport(archive, fakeRun(), storableReport(json));

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_REPORT_UNMARKED',
      message:
        `storing memory/${JSON_KEY}: the report does not tell of its run scheduled-2026-11-22T19:00:00Z in its first 4096 bytes. ` +
        'This is a fault of the program: report it with this message',
    });
    expect(textsOf(archive)).toEqual({});
  });

  it('stores no second report of a run when the store shows the first one late', async () => {
    const archive = new MemoryArchive();
    await archive.create(JSON_KEY, { bytes: fakeReport(fakeRun()), contentType: 'application/json' });
    const peek = archive.peek.bind(archive);
    const looks: number[] = [];
    archive.peek = async (key) => (looks.length < 2 && key === JSON_KEY ? null : await peek(key));
    const pause = async (count: number) => void looks.push(count);

    const report = storableReport(fakeReport(fakeRun()));
    const stored = await storeReport(archive, fakeRun(), report, { pause });

    expect(looks).toEqual([1, 2]);
    expect(stored).toMatchObject({ jsonKey: JSON_KEY, outcome: 'stored' });
    expect([...archive.objects.keys()]).toEqual([JSON_KEY, TEXT_KEY, LATEST_JSON, LATEST_TEXT]);
  });

  it('gives up after ten requests when the store says of one object that it is there and that it is not', async () => {
    const archive = new MemoryArchive();
    let requests = 0;
    archive.create = async () => {
      requests += 1;
      return 'exists';
    };
    archive.peek = async () => {
      requests += 1;
      return null;
    };

    const report = storableReport(fakeReport(fakeRun()));
    const attempt = storeReport(archive, fakeRun(), report, { pause: async () => {} });

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_UNSUPPORTED',
      message: `storing memory/${JSON_KEY}: the store answered 5 times that the object is there, and when asked for it, that it is not. Choose a store that shows at once what was stored, or look at the proxies on the way to it`,
    });
    expect(requests).toBe(10);
  });

  it('gives up when every place of a second is taken', async () => {
    const archive = new MemoryArchive();
    archive.create = async () => 'exists';
    archive.peek = async () => ({ version: '1', head: fakeReport(LATER) });

    const attempt = store(archive, fakeRun());

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_CONTENDED',
      message: `storing memory/${JSON_KEY}: all 999 places of this second are taken. Give each run a slot of its own`,
    });
  });
});

describe('the latest report', () => {
  it('moves forward to a later slot', async () => {
    const archive = new MemoryArchive();
    await store(archive, fakeRun());

    const stored = await store(archive, LATER);

    expect(stored.latest).toBe('moved');
    expect(textsOf(archive)).toMatchObject({
      [LATEST_JSON]: String(fakeReport(LATER)),
      [LATEST_TEXT]: String(renderFakeText(fakeReport(LATER))),
    });
  });

  it('does not move back to an earlier slot that was late', async () => {
    const archive = new MemoryArchive();
    await store(archive, fakeRun());

    const stored = await store(archive, EARLIER);

    expect(stored).toMatchObject({ outcome: 'stored', latest: 'newer-exists' });
    expect(textsOf(archive)).toMatchObject({
      [LATEST_JSON]: String(fakeReport(fakeRun())),
      [LATEST_TEXT]: String(renderFakeText(fakeReport(fakeRun()))),
    });
  });

  it('gets its text from an earlier run when the newer one died between its two copies', async () => {
    const archive = new MemoryArchive();
    await store(archive, EARLIER);
    const seen = await archive.peek(LATEST_JSON);
    const body = { bytes: fakeReport(LATER), contentType: 'application/json' };
    await archive.replace(LATEST_JSON, body, seen?.version ?? null);

    const stored = await store(archive, fakeRun());

    expect(stored.latest).toBe('newer-exists');
    expect(textsOf(archive)[LATEST_TEXT]).toBe(String(renderFakeText(fakeReport(LATER))));
  });

  it('gets its text again from a retry that finds an older text beside its own JSON', async () => {
    const archive = new MemoryArchive();
    await store(archive, EARLIER);
    await store(archive, fakeRun());
    const seen = await archive.peek(LATEST_TEXT);
    const stale = { bytes: renderFakeText(fakeReport(EARLIER)), contentType: 'text/plain; charset=utf-8' };
    await archive.replace(LATEST_TEXT, stale, seen?.version ?? null);

    const stored = await store(archive, fakeRun({ startedAt: '2026-11-22T19:01:30.000Z' }));

    expect(stored).toMatchObject({ outcome: 'found', latest: 'already' });
    expect(textsOf(archive)[LATEST_TEXT]).toBe(String(renderFakeText(fakeReport(fakeRun()))));
  });

  it('is read no further than its first bytes when it is older', async () => {
    const archive = new MemoryArchive();
    await storeReport(
      archive,
      EARLIER,
      storableReport(fakeReport(EARLIER, Array<string>(1000).fill('Processing data...'))),
    );
    archive.read = async (key) => {
      throw new Error(`read ${key} whole`);
    };

    const stored = await store(archive, fakeRun());

    expect(stored.latest).toBe('moved');
  });

  it.each([
    ['corrupt', '{"schemaVersion": 1', 'it does not begin as a report does'],
    ['empty', '', 'it does not begin as a report does'],
    [
      'of another target',
      String(fakeReport(fakeRun({ target: 'Trading-Bots' }))),
      'it is the report of another target, Trading-Bots',
    ],
  ])(
    'is left alone when it is %s, and the run fails after its report is safe',
    async (_what, content, why) => {
      const archive = new MemoryArchive();
      await archive.create(LATEST_JSON, { bytes: Buffer.from(content), contentType: 'application/json' });

      const attempt = store(archive, fakeRun());

      await expect(attempt).rejects.toMatchObject({
        code: 'ARCHIVE_LATEST_UNREADABLE',
        message:
          `moving forward memory/${LATEST_JSON}: ${why}. This run's report is stored under its own key. ` +
          'Move this object away, and the next run puts the newest here',
      });
      expect(textsOf(archive)).toEqual({
        [JSON_KEY]: String(fakeReport(fakeRun())),
        [TEXT_KEY]: String(renderFakeText(fakeReport(fakeRun()))),
        [LATEST_JSON]: content,
      });
    },
  );

  it('keeps its old text, and the run fails, when a newer report cannot be rendered', async () => {
    const archive = new MemoryArchive();
    await store(archive, LATER);
    async function* renderText(json: AsyncIterable<Buffer>): AsyncGenerator<string, void, void> {
      const bytes = await gatherPieces(json);
      if (bytes.includes(LATER.id)) throw new Error('schemaVersion 2 is not known');
      yield String(renderFakeText(bytes));
    }

    const attempt = storeReport(archive, fakeRun(), storableReport(fakeReport(fakeRun()), renderText));

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_LATEST_UNREADABLE',
      message:
        `moving forward memory/${LATEST_JSON}: its text cannot be rendered (schemaVersion 2 is not known). ` +
        "This run's report is stored under its own key. Move this object away, and the next run puts the newest here",
    });
    expect(textsOf(archive)[LATEST_TEXT]).toBe(String(renderFakeText(fakeReport(LATER))));
  });

  it('is given up when it changes under the hands of a run again and again', async () => {
    const archive = new MemoryArchive();
    archive.replace = async () => 'changed';
    archive.create = async () => 'created';

    const attempt = store(archive, fakeRun());

    await expect(attempt).rejects.toMatchObject({
      code: 'ARCHIVE_CONTENDED',
      message:
        `moving forward memory/${LATEST_JSON}: it or its text changed 20 times under this run's hands. ` +
        'Look for other runs of this target that go on at the same time, and run again',
    });
  });

  it('is left when the run stands for a time that the clock of the store has not reached', async () => {
    const archive = new MemoryArchive();
    await store(archive, fakeRun());
    archive.storeTime = new Date('2026-11-22T19:00:05Z');

    const stored = await store(archive, LATER);

    expect(stored).toMatchObject({ outcome: 'stored', latest: 'clock-ahead' });
    expect(textsOf(archive)[LATEST_JSON]).toBe(String(fakeReport(fakeRun())));
  });

  it('moves back from a report that somebody stored whose clock was ahead', async () => {
    const archive = new MemoryArchive();
    await store(archive, LATER);
    archive.storeTime = new Date('2026-11-22T19:00:05Z');

    const stored = await store(archive, fakeRun());

    expect(stored).toMatchObject({ outcome: 'stored', latest: 'moved' });
    expect(textsOf(archive)).toMatchObject({
      [LATEST_JSON]: String(fakeReport(fakeRun())),
      [LATEST_TEXT]: String(renderFakeText(fakeReport(fakeRun()))),
    });
  });

  it('is made again by the next run when somebody has taken it away', async () => {
    const archive = new MemoryArchive();
    await store(archive, fakeRun());
    archive.remove(LATEST_JSON);

    const stored = await store(archive, LATER);

    expect(stored.latest).toBe('moved');
    expect(textsOf(archive)[LATEST_TEXT]).toBe(String(renderFakeText(fakeReport(LATER))));
  });
});

async function store(archive: ReportArchive, run: Run): ReturnType<typeof storeReport> {
  return await storeReport(archive, run, storableReport(fakeReport(run)));
}

function textsOf(archive: MemoryArchive): Record<string, string> {
  return Object.fromEntries([...archive.objects].map(([key, bytes]) => [key, String(bytes)]));
}

function watchBodies(archive: ReportArchive, see: (key: string, body: ObjectBody) => void): ReportArchive {
  return {
    location: archive.location,
    now: () => archive.now(),
    create: async (key, body) => {
      see(key, body);
      return await archive.create(key, body);
    },
    replace: async (key, body, version) => {
      see(key, body);
      return await archive.replace(key, body, version);
    },
    peek: async (key) => await archive.peek(key),
    open: async (key) => await archive.open(key),
    read: async (key) => await archive.read(key),
    readChecked: async (object, type) => await archive.readChecked(object, type),
    list: async (query) => await archive.list(query),
    listFolders: async (query) => await archive.listFolders(query),
  };
}
