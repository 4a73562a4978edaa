import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storeReport } from '../../src/archive/store.ts';
import type { Run } from '../../src/snapshot/model/run.ts';
import { findFaultsAtEnd, findFaultsBetween, findMissingTexts } from './archive-faults.ts';
import type { ArchiveContent, StoredRun } from './archive-faults.ts';
import { prepareFolders, prepareMemory, preparePrefixes } from './objects/places.ts';
import type { ArchivePlace } from './objects/places.ts';
import { fakeReport, fakeRun, storableReport } from './fake-report.ts';
import { SteppedArchive } from './stepped-archive.ts';
import type { Steps } from './stepped-archive.ts';

/** A process that stores the report of a run, and the step after which it dies, if it does. */
interface Process {
  readonly run: Run;
  readonly crashAfter: number | null;
}

interface Outcome {
  /** By the processes that lived. */
  readonly stored: readonly StoredRun[];
  /** Seen on the way. */
  readonly faults: readonly string[];
  readonly content: ArchiveContent;
}

// Two slots, two runs in one second, and two attempts at each run, which look at the cluster at different times.
const runs = fc
  .record({
    slot: fc.constantFrom('2026-11-22T19:00:00Z', '2026-11-22T20:00:00Z'),
    id: fc.constantFrom('scheduled', 'by-hand'),
    startedAt: fc.constantFrom('2026-11-22T20:00:01.000Z', '2026-11-22T20:00:02.000Z'),
  })
  .map(({ slot, id, startedAt }) => fakeRun({ slot, startedAt, id: `${id}-${slot}` }));
const crash = fc.option(fc.integer({ min: 0, max: 10 }), { freq: 2 });
const processes = fc.array(fc.record({ run: runs, crashAfter: crash }), { minLength: 2, maxLength: 3 });

/** How far a process gets that dies between its two latest copies. */
const LATEST_TEXT_MISSING = 5;

const places = [
  { name: 'memory', numRuns: 100, prepare: prepareMemory },
  { name: 'a folder', numRuns: 6, prepare: prepareFolders },
  { name: 'S3', numRuns: 8, prepare: preparePrefixes },
];

describe.each(places)('storing reports in $name, in any order of steps', ({ numRuns, prepare }) => {
  it('loses none, changes none and moves latest forward; retries complete what crashes left', async () => {
    const openPlace = await prepare();
    const property = fc.asyncProperty(fc.scheduler(), processes, async (scheduler, group) => {
      const place = openPlace();

      const first = await runTogether(scheduler, place, group);
      const retried = await runTogether(scheduler, place, group.map(withoutCrash));

      expect([...first.faults, ...retried.faults]).toEqual([]);
      expect(findFaultsAtEnd(retried.content, [...first.stored, ...retried.stored])).toEqual([]);
      expect(findMissingTexts(retried.content)).toEqual([]);
    });

    await fc.assert(property, { numRuns });
  });

  it('lets the next run bring latest up to date when those before it never come back', async () => {
    const openPlace = await prepare();
    const next = alive(fakeRun({ slot: '2026-11-22T21:00:00Z', id: 'next' }));
    const property = fc.asyncProperty(fc.scheduler(), processes, async (scheduler, group) => {
      const place = openPlace();

      const first = await runTogether(scheduler, place, group);
      const last = await runTogether(scheduler, place, [next]);

      expect([...first.faults, ...last.faults]).toEqual([]);
      expect(findFaultsAtEnd(last.content, [...first.stored, ...last.stored])).toEqual([]);
    });

    await fc.assert(property, { numRuns });
  });

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'completes by a retry what a crash after step %i of 6 left',
    async (crashAfter) => {
      const place = (await prepare())();
      const before = fakeRun({ slot: '2026-11-22T18:00:00Z', id: 'scheduled-2026-11-22T18:00:00Z' });
      const retry = fakeRun({ startedAt: '2026-11-22T19:01:30.000Z' });
      await runAlone(place, alive(before));

      const crashed = await runAlone(place, { run: fakeRun(), crashAfter });
      const retried = await runAlone(place, alive(retry));

      expect(crashed.stored).toEqual([]);
      expect([...crashed.faults, ...retried.faults]).toEqual([]);
      expect(findFaultsAtEnd(retried.content, retried.stored)).toEqual([]);
      expect(findMissingTexts(retried.content)).toEqual([]);
      expect(retried.content.size).toBe(6);
    },
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'stays with a newer report that is stored whole behind step %i of a retry',
    async (step) => {
      const place = (await prepare())();
      const newer = fakeRun({ slot: '2026-11-22T20:00:00Z', id: 'scheduled-2026-11-22T20:00:00Z' });
      await runAlone(place, { run: fakeRun(), crashAfter: LATEST_TEXT_MISSING });
      let steps = 0;
      const observe = async (): Promise<void> => {
        steps += 1;
        if (steps === step) await runAlone(place, alive(newer));
      };
      const retry = new SteppedArchive(place.archive, {
        schedule: scheduleAtOnce,
        crashAfter: null,
        observe,
      });

      await storeReport(retry, fakeRun(), storableReport(fakeReport(fakeRun())));

      const content = await place.list();
      expect(steps).toBeGreaterThanOrEqual(8);
      expect(findFaultsAtEnd(content, [])).toEqual([]);
      expect(findMissingTexts(content)).toEqual([]);
    },
  );

  it('takes no more than those 6 steps', async () => {
    const place = (await prepare())();

    const outcome = await runAlone(place, { run: fakeRun(), crashAfter: 7 });

    expect(outcome.stored).toEqual([
      { id: fakeRun().id, jsonKey: 'reports/target=trading-bots/date=2026-11-22/20261122T190000Z.json' },
    ]);
  });
});

/** Runs all processes at the same time; the scheduler says whose step comes next. */
async function runTogether(
  scheduler: fc.Scheduler,
  place: ArchivePlace,
  group: readonly Process[],
): Promise<Outcome> {
  const schedule: Steps['schedule'] = (label, builder) =>
    void scheduler.scheduleSequence([{ label, builder }]);
  return await runProcesses(place, group, schedule, async (all) => await scheduler.waitFor(all));
}

function scheduleAtOnce(_label: string, step: () => Promise<void>): void {
  void step();
}

/** A process that is alone has its turn at once, always. */
async function runAlone(place: ArchivePlace, process: Process): Promise<Outcome> {
  return await runProcesses(place, [process], scheduleAtOnce, async (all) => await all);
}

async function runProcesses(
  { archive, list }: ArchivePlace,
  group: readonly Process[],
  schedule: Steps['schedule'],
  wait: <T>(all: Promise<T>) => Promise<T>,
): Promise<Outcome> {
  const faults: string[] = [];
  let content = await list();
  const observe = async (): Promise<void> => {
    const before = content;
    content = await list();
    faults.push(...findFaultsBetween(before, content));
  };
  const all = group.map(async ({ run, crashAfter }, index): Promise<readonly StoredRun[]> => {
    const nameStep: Steps['schedule'] = (label, step) => schedule(`process ${index}: ${label}`, step);
    const stepped = new SteppedArchive(archive, { schedule: nameStep, crashAfter, observe });
    const report = storableReport(fakeReport(run));
    const outcome = await Promise.race([stepped.crashed, storeReport(stepped, run, report)]);
    return outcome === 'crashed' ? [] : [{ id: run.id, jsonKey: outcome.jsonKey }];
  });
  const stored = (await wait(Promise.all(all))).flat();
  return { stored, faults, content };
}

function alive(run: Run): Process {
  return { run, crashAfter: null };
}

function withoutCrash({ run }: Process): Process {
  return alive(run);
}
