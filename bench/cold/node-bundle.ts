import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { describeBundle } from '../../infra/bundle/bundle.ts';

export interface NodeBundle {
  readonly file: string;
  readonly bytes: number;
  readonly metafile: Metafile;
}

/** One file of a program and all that it imports, made as the function's own is, so that no Node row starts with a handicap. */
export async function bundleForNode(
  entry: string,
  folder: string,
  changes: Pick<BuildOptions, 'minify'> = {},
): Promise<NodeBundle> {
  const { bundling = {} } = describeBundle();
  const file = join(folder, `${entry.replace(/^.*\//, '').replace(/\.ts$/, '')}.cjs`);
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    metafile: true,
    target: bundling.target ?? 'node24',
    minify: bundling.minify ?? false,
    keepNames: bundling.keepNames ?? false,
    sourcemap: bundling.sourceMap ?? false,
    sourcesContent: bundling.sourcesContent ?? true,
    external: [...(bundling.externalModules ?? [])],
    mainFields: [...(bundling.mainFields ?? [])],
    define: { ...bundling.define },
    alias: readAliases(bundling.esbuildArgs ?? {}),
    ...(bundling.tsconfig === undefined ? {} : { tsconfig: bundling.tsconfig }),
    ...changes,
  });
  const bytes = Object.entries(metafile.outputs).find(([path]) => path.endsWith('.cjs'))?.[1].bytes;
  if (bytes === undefined) throw new Error(`esbuild made nothing of ${entry}`);
  return { file, bytes, metafile };
}

/** CDK passes aliases on as arguments of esbuild's command line: `--alias:NAME`. */
function readAliases(args: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) =>
      name.startsWith('--alias:') ? [[name.slice('--alias:'.length), String(value)]] : [],
    ),
  );
}
