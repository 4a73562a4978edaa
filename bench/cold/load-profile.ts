import { spawnSync } from 'node:child_process';
import { mkdtempDisposable, readdir, readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as z from 'zod';
import { namePart } from './bundle-parts.ts';

/** The CPU time of loading that went into a part of the bundle. */
export interface LoadPart {
  readonly name: string;
  readonly milliseconds: number;
}

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ url: z.string(), functionName: z.string() }),
      positionTicks: z.array(z.object({ line: z.int(), ticks: z.number() })).default([]),
    }),
  ),
  samples: z.array(z.int()),
  /** Microseconds before each sample. */
  timeDeltas: z.array(z.number()),
});
const sourceMapSchema = z.object({
  version: z.int(),
  file: z.string().default(''),
  sources: z.array(z.string()),
  sourcesContent: z.array(z.string()).default([]),
  names: z.array(z.string()),
  mappings: z.string(),
  sourceRoot: z.string().default(''),
});

const SAMPLE_MICROSECONDS = 100;
const ROUNDS = 10;
const LAST_COLUMN = 1_000_000;

/**
 * Where the time of loading a bundle goes, sampled over some fresh processes. The bundle must not be minified: a sample tells
 * its line only, and a minified bundle has one.
 */
export async function profileLoad(bundle: string): Promise<readonly LoadPart[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-profile-'));
  const profiling = [
    '--cpu-prof',
    `--cpu-prof-interval=${SAMPLE_MICROSECONDS}`,
    `--cpu-prof-dir=${folder.path}`,
  ];
  for (let round = 0; round < ROUNDS; round += 1)
    spawnSync(process.execPath, [...profiling, '-e', `require(${JSON.stringify(bundle)})`]);
  const map = new SourceMap(sourceMapSchema.parse(JSON.parse(await readFile(`${bundle}.map`, 'utf8'))));
  const spent = new Map<string, number>();
  for (const name of await readdir(folder.path)) {
    const profile = profileSchema.parse(JSON.parse(await readFile(join(folder.path, name), 'utf8')));
    for (const { part, microseconds } of listSpending(profile, map, bundle))
      spent.set(part, (spent.get(part) ?? 0) + microseconds / 1000 / ROUNDS);
  }
  return [...spent]
    .map(([name, milliseconds]) => ({ name, milliseconds }))
    .toSorted((a, b) => b.milliseconds - a.milliseconds);
}

/** What each function took by itself, shared out over its lines. */
function listSpending(
  { nodes, samples, timeDeltas }: z.infer<typeof profileSchema>,
  map: SourceMap,
  bundle: string,
) {
  const own = new Map<number, number>();
  for (const [index, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0));
  return nodes.flatMap(({ id, callFrame, positionTicks }) => {
    const microseconds = own.get(id) ?? 0;
    if (!callFrame.url.endsWith(bundle)) return [{ part: nameOutside(callFrame), microseconds }];
    const ticks = positionTicks.reduce((sum, position) => sum + position.ticks, 0);
    return positionTicks.map((position) => ({
      part: findPart(map, position.line, bundle),
      microseconds: (microseconds * position.ticks) / ticks,
    }));
  });
}

function findPart(map: SourceMap, line: number, bundle: string): string {
  // What is compiled at its first call is counted at esbuild's own line that calls it.
  // The last of the line: at its first column may still be what stood before.
  const entry = map.findEntry(line - 1, LAST_COLUMN);
  if (!('originalSource' in entry) || entry.originalSource === undefined) return 'compiling what runs (V8)';
  return namePart(relative(process.cwd(), join(bundle, '..', entry.originalSource)));
}

function nameOutside({ url, functionName }: { readonly url: string; readonly functionName: string }): string {
  if (functionName === '(garbage collector)') return 'collecting garbage';
  // https://github.com/nodejs/node/blob/v24.x/lib/internal/modules/cjs/loader.js
  if (functionName === 'wrapSafe') return 'reading all of the bundle, once (V8)';
  if (functionName === '(idle)' || functionName === '(root)') return 'idle';
  return url.startsWith('node:') || url === '' ? 'Node.js and its own modules' : 'elsewhere';
}
