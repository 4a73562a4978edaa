import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { BUNDLE_OPTIONS } from '../infra/bundle/options.ts';

const DIST = join(import.meta.dirname, '../dist');
/** The one file that is uploaded, with its source map beside it. `.cjs`: the package itself is made of ES modules. */
export const FUNCTION_FILE = join(DIST, 'function/index.cjs');
/** What came into it, as esbuild tells it; not beside it, for all that lies there is uploaded. */
export const FUNCTION_GRAPH_FILE = join(DIST, 'function-graph.json');

/** Makes the function's file as it is deployed, for the stack, the construct, the bench and the tests. Half a second. */
export async function buildFunction(): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    ...BUNDLE_OPTIONS,
    entryPoints: ['lambda/handler.ts'],
    outfile: FUNCTION_FILE,
    write: false,
  });
  const graph = { path: FUNCTION_GRAPH_FILE, contents: Buffer.from(JSON.stringify(metafile)) };
  await Promise.all([...outputFiles, graph].map(replaceFile));
  return metafile;
}

/** At once, and not at all when it is there: another process may be reading it, and the same code stays the same asset. */
async function replaceFile({ path, contents }: { path: string; contents: Uint8Array }): Promise<void> {
  const present = await readFile(path).catch(() => null);
  if (present?.equals(contents) === true) return;
  await mkdir(dirname(path), { recursive: true });
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, contents);
  await rename(aside, path);
}

if (import.meta.main) await buildFunction();
