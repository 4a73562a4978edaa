import { mkdir, mkdtempDisposable, rmdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { markdownTable } from 'markdown-table';
import { bundleForNode } from '../function/node-bundle.ts';
import { startFunctionWorld, type FunctionOptions } from '../function/run.ts';
import { startClusterProcess } from '../machine/cluster-process.ts';
import { parseNumber, parseNumbers } from '../machine/option-number.ts';
import { buildFunction, FUNCTION_FILE } from '../../scripts/build-function.ts';

interface SlotFlags {
  readonly memory: readonly number[];
  readonly lineBytes: number;
}

const MIB = 1024 * 1024;
const ROOT = join(import.meta.dirname, '../..');
const SLOT = '2026-11-22T19:00:00Z';
const TIMEOUT_SECONDS = 300;
/** Objects that a run stores, in order: JSON, text, and the latest copies of both. */
const OBJECTS = 4;
const LINES_PER_LOG = 1000;

export function addSlotCommand(program: Command): void {
  program
    .command('slot')
    .description(
      'the function under a limit of memory, with logs that fill it: first, again, and after each death',
    )
    .option('--memory <megabytes>', 'several with commas', parseNumbers, [256, 512, 1024])
    .option('--line-bytes <number>', 'bytes of a line', parseNumber, 500)
    .action(measureSlots);
}

async function measureSlots({ memory, lineBytes }: SlotFlags): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  const runtime = (await bundleForNode(join(ROOT, 'bench/processes/function.ts'), folder.path)).file;
  await buildFunction();
  const rows: string[][] = [];
  for (const memoryMegabytes of memory) {
    await using group = await openGroup(memoryMegabytes);
    // Half as much again as the memory has room for.
    const pods = Math.ceil((memoryMegabytes * MIB * 0.4) / (LINES_PER_LOG * lineBytes));
    using cluster = await startClusterProcess({
      jobs: { count: pods, linesPerLog: LINES_PER_LOG, bytesPerLine: lineBytes },
      roundTripMilliseconds: 0,
      refuseEvery: 0,
      endless: false,
    });
    using world = await startFunctionWorld(cluster.kubeconfig);
    const options: FunctionOptions = {
      scheduledTime: SLOT,
      target: { maxLogLines: LINES_PER_LOG },
      ...(group.path === null ? {} : { cgroup: group.path }),
    };
    const invoke = async (title: string) => {
      const before = performance.now();
      const told = await world
        .invoke(
          { handler: FUNCTION_FILE, runtime },
          { memoryMegabytes, timeoutSeconds: TIMEOUT_SECONDS },
          options,
        )
        .catch((error: unknown) => ({ peakBytes: 0, verdict: null, failure: String(error) }));
      const sizes = await world.listObjects();
      rows.push([
        String(memoryMegabytes),
        title,
        ((performance.now() - before) / 1000).toFixed(1),
        (told.peakBytes / MIB).toFixed(0),
        sizes.map((bytes) => (bytes / 1e6).toFixed(0)).join(' + '),
        told.failure ?? `${told.verdict}`,
      ]);
    };
    await invoke('first attempt');
    await invoke('duplicate');
    for (let kept = 1; kept < OBJECTS; kept += 1) {
      await world.keepObjects(kept);
      await invoke(`retry after a death behind object ${kept} of ${OBJECTS}`);
    }
  }
  const head = ['memory MB', 'attempt', 's', 'peak MiB', 'stored MB', 'verdict'];
  process.stdout.write(`${markdownTable([head, ...rows], { align: ['r', 'l', 'r', 'r', 'r', 'l'] })}\n`);
}

interface MemoryGroup extends AsyncDisposable {
  /** Null where the kernel lets nobody make one: then the peak alone tells. */
  readonly path: string | null;
}

/** A group of processes that the kernel kills beyond so much memory, as Lambda does. */
async function openGroup(megabytes: number): Promise<MemoryGroup> {
  const isOld = existsSync('/sys/fs/cgroup/memory');
  const path = `/sys/fs/cgroup/${isOld ? 'memory/' : ''}job-reporter-bench-${process.pid}-${megabytes}`;
  try {
    await mkdir(path);
    await writeFile(join(path, isOld ? 'memory.limit_in_bytes' : 'memory.max'), String(megabytes * MIB));
  } catch {
    return { path: null, [Symbol.asyncDispose]: async () => {} };
  }
  return { path, [Symbol.asyncDispose]: async () => await rmdir(path) };
}
