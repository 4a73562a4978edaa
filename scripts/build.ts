import { spawnSync } from 'node:child_process';
import { cpSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { buildFunction } from './build-function.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const RECORDED = 'demo/recorded';
/** `./lambda` of the package: the function as it is deployed, so that whoever imports it needs none of what it is made of. */
const HANDLER = join(DIST, 'handler.js');

/** Makes `dist/`, all that the package holds but its bin and its schemas, from the sources. In place: somebody may be running it. */
export async function buildPackage(): Promise<void> {
  await buildFunction();
  const compiled = compile();
  writeFileSync(HANDLER, "export { createReporterHandler, handler } from './function/index.cjs';\n");
  cpSync(join(ROOT, RECORDED), join(DIST, RECORDED), { recursive: true });
  removeAllBut([...compiled, HANDLER]);
}

/** Throws when tsc finds a mistake, and prints it. Gives the files that were written. */
function compile(): readonly string[] {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(typescript, 'bin/tsc'), '-p', 'tsconfig.build.json', '--listEmittedFiles'],
    { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (status !== 0) {
    process.stderr.write(stdout);
    throw new Error('tsc -p tsconfig.build.json found mistakes');
  }
  return [...stdout.matchAll(/^TSFILE: +(.+)$/gm)].map(([, path = '']) => resolve(ROOT, path));
}

/** What an earlier build made of sources that have gone since. */
function removeAllBut(made: readonly string[]): void {
  const kept = new Set(made.map((path) => relative(DIST, path)));
  for (const path of globSync('**/*.{js,d.ts,map}', { cwd: DIST }))
    if (!kept.has(path) && !path.startsWith('function')) rmSync(join(DIST, path));
}

if (import.meta.main) await buildPackage();
