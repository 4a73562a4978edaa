import { join } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { BUNDLE_OPTIONS } from '../../infra/bundle/options.ts';

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
  const file = join(folder, `${entry.replace(/^.*\//, '').replace(/\.ts$/, '')}.cjs`);
  const { metafile } = await build({ ...BUNDLE_OPTIONS, entryPoints: [entry], outfile: file, ...changes });
  return { file, bytes: measureBundle(metafile), metafile };
}

/** Of its code, without the source map. */
export function measureBundle({ outputs }: Metafile): number {
  const bytes = Object.entries(outputs).find(([path]) => path.endsWith('.cjs'))?.[1].bytes;
  if (bytes === undefined) throw new Error(`esbuild made nothing: ${Object.keys(outputs).join(', ')}`);
  return bytes;
}
