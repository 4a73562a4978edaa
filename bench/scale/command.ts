import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { reporterConfigSchema } from '../../src/config/schema.ts';
import { describeMachine } from '../machine/machine.ts';
import { buildFunction, FUNCTION_FILE } from '../../scripts/build-function.ts';
import { bundleForNode } from '../function/node-bundle.ts';
import { parseNumber, parseNumbers } from '../machine/option-number.ts';
import { runAtScale, type ScaleOrder } from './run.ts';
import { renderScale } from './table.ts';
import type { Scale, ScalePoint } from './scale.ts';

interface ScaleFlags {
  readonly pods: readonly number[];
  readonly lines: number;
  readonly bytes: number;
  readonly roundTrip: readonly number[];
  readonly logBytes: readonly number[];
  readonly logPods: number;
  readonly refuseEvery: number;
  readonly refusePods: number;
  readonly functionPods: readonly number[];
  readonly functionLines: readonly number[];
  readonly json?: string;
}

const ROOT = join(import.meta.dirname, '../..');

export function addScaleCommand(program: Command): void {
  program
    .command('scale')
    .description(
      'time and peak memory of whole runs, by pods, by size of the logs, among 429s, as the function',
    )
    .option('--pods <numbers>', 'sizes, with commas', parseNumbers, [100, 500, 2000, 5000, 10_000])
    .option('--lines <number>', 'lines of a log', parseNumber, 100)
    .option('--bytes <number>', 'bytes of a line', parseNumber, 100)
    .option('--round-trip <milliseconds>', 'several with commas', parseNumbers, [0, 20, 100])
    .option(
      '--log-bytes <numbers>',
      'sizes of a log, of 100 lines',
      parseNumbers,
      [0, 10_000, 100_000, 1_000_000],
    )
    .option('--log-pods <number>', 'pods with logs of these sizes', parseNumber, 100)
    .option('--refuse-every <number>', 'every so manyth log gets a 429 once', parseNumber, 50)
    .option('--refuse-pods <number>', 'pods among 429s', parseNumber, 2000)
    .option('--function-pods <numbers>', 'pods of the function', parseNumbers, [2000, 10_000, 20_000])
    .option('--function-lines <numbers>', 'lines of its logs', parseNumbers, [50, 100])
    .option('--json <file>', 'write the results there too')
    .action(measureScale);
}

async function measureScale(flags: ScaleFlags): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  const bundle = async (entry: string) => (await bundleForNode(join(ROOT, entry), folder.path)).file;
  await buildFunction();
  const { memoryMegabytes, timeoutSeconds } = reporterConfigSchema.shape.function.parse({});
  const workshop = {
    folder: folder.path,
    program: await bundle('bench/rows/ours.ts'),
    functionBundles: {
      handler: FUNCTION_FILE,
      runtime: await bundle('bench/processes/function.ts'),
    },
    functionSize: { memoryMegabytes, timeoutSeconds },
  };
  const points: ScalePoint[] = [];
  for (const order of planScale(flags)) {
    const { curve, pods, linesPerLog, bytesPerLine, roundTripMilliseconds } = order;
    process.stderr.write(
      `${curve}: ${pods} × ${linesPerLog} × ${bytesPerLine}, ${roundTripMilliseconds} ms\n`,
    );
    points.push(await runAtScale(order, workshop));
  }
  const result: Scale = {
    takenAt: new Date().toISOString(),
    machine: describeMachine('kubectl'),
    memoryMegabytes,
    timeoutSeconds,
    points,
  };
  process.stdout.write(`${renderScale(result)}\n`);
  if (flags.json !== undefined) await writeFile(flags.json, `${JSON.stringify(result, null, 2)}\n`);
}

/** The plan of a curve: one thing changes at a time. */
function planScale(flags: ScaleFlags): readonly ScaleOrder[] {
  const usual = {
    linesPerLog: flags.lines,
    bytesPerLine: flags.bytes,
    roundTripMilliseconds: 0,
    refuseEvery: 0,
  };
  return [
    ...flags.roundTrip.flatMap((roundTripMilliseconds) =>
      flags.pods.map((pods) => ({ ...usual, curve: 'pods' as const, pods, roundTripMilliseconds })),
    ),
    ...flags.logBytes.map((bytes) => ({
      ...usual,
      curve: 'logs' as const,
      pods: flags.logPods,
      linesPerLog: bytes === 0 ? 0 : 100,
      bytesPerLine: bytes / 100,
    })),
    ...(flags.refuseEvery === 0
      ? []
      : [{ ...usual, curve: '429s' as const, pods: flags.refusePods, refuseEvery: flags.refuseEvery }]),
    ...flags.functionPods.flatMap((pods) =>
      flags.functionLines.map((linesPerLog) => ({ ...usual, curve: 'function' as const, pods, linesPerLog })),
    ),
  ];
}
