import { spawnSync } from 'node:child_process';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { listParts } from './bundle-parts.ts';
import { startClusterProcess } from '../machine/cluster-process.ts';
import type { ColdStart } from './start.ts';
import { renderColdStart } from './table.ts';
import { startFunctionWorld } from '../function/run.ts';
import { profileLoad } from './load-profile.ts';
import { describeMachine } from '../machine/machine.ts';
import { bundleForNode, measureBundle } from '../function/node-bundle.ts';
import { NODE_OPTIONS } from '../../infra/bundle/node-options.ts';
import { buildFunction, FUNCTION_FILE } from '../../scripts/build-function.ts';
import { parseNumber } from '../machine/option-number.ts';
import { summarize } from '../machine/spread.ts';

const ROOT = join(import.meta.dirname, '../..');
const SIZE = { memoryMegabytes: 1024, timeoutSeconds: 300 };

export function addColdCommand(program: Command): void {
  program
    .command('cold')
    .description('how long a fresh process takes to load the function and to ask for the first time, and why')
    .option('--rounds <number>', 'fresh processes of each kind', parseNumber, 20)
    .option('--json <file>', 'write the results there too')
    .action(measureColdStart);
}

async function measureColdStart(flags: { readonly rounds: number; readonly json?: string }): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  const graph = await buildFunction();
  const runtime = await bundleForNode(join(ROOT, 'bench/processes/function.ts'), folder.path);
  const readable = await bundleForNode(join(ROOT, 'lambda/handler.ts'), join(folder.path, 'readable'), {
    minify: false,
  });
  using cluster = await startClusterProcess({
    jobs: { count: 1, linesPerLog: 1, bytesPerLine: 100 },
    roundTripMilliseconds: 0,
    refuseEvery: 0,
    endless: false,
  });
  using world = await startFunctionWorld(cluster.kubeconfig);
  const bare: number[] = [];
  const load: number[] = [];
  const firstGet: (number | null)[] = [];
  const help: number[] = [];
  for (let round = 0; round < flags.rounds; round += 1) {
    bare.push(timeNode(['-e', '0']).wall);
    load.push(Number(timeNode([...NODE_OPTIONS, '-e', timeRequire(FUNCTION_FILE)]).output));
    const invoked = await world.invoke({ handler: FUNCTION_FILE, runtime: runtime.file }, SIZE);
    firstGet.push(invoked.firstGetMilliseconds);
    help.push(timeNode([join(ROOT, 'cli/main.ts'), '--help']).wall);
  }
  const result: ColdStart = {
    takenAt: new Date().toISOString(),
    machine: describeMachine('kubectl'),
    rounds: flags.rounds,
    bundleBytes: measureBundle(graph),
    bareNode: summarize(bare),
    load: summarize(load),
    firstGet: summarize(firstGet),
    help: summarize(help),
    parts: [...listParts(graph)],
    loadParts: [...(await profileLoad(readable.file))],
  };
  process.stdout.write(`${renderColdStart(result)}\n`);
  if (flags.json !== undefined) await writeFile(flags.json, `${JSON.stringify(result, null, 2)}\n`);
}

function timeRequire(file: string): string {
  return `const start = performance.now(); require(${JSON.stringify(file)}); process.stdout.write(String(performance.now() - start))`;
}

function timeNode(args: readonly string[]): { readonly wall: number; readonly output: string } {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const wall = performance.now() - start;
  if (status === 0) return { wall, output: stdout };
  throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
}
