import type { Metafile } from 'esbuild';

/** A package of the bundle, or a room of ours. */
export interface BundlePart {
  readonly name: string;
  readonly bytes: number;
}

/** What a bundle is made of, the largest part first. */
export function listParts({ outputs }: Metafile): readonly BundlePart[] {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs))
      bytes.set(namePart(path), (bytes.get(namePart(path)) ?? 0) + bytesInOutput);
  }
  return [...bytes].map(([name, size]) => ({ name, bytes: size })).toSorted((a, b) => b.bytes - a.bytes);
}

/** The innermost package that a file is in, else the first two folders of ours. */
export function namePart(path: string): string {
  const inPackage = path.split('node_modules/').at(-1);
  if (inPackage === undefined || inPackage === path) return path.split('/').slice(0, 2).join('/');
  const [scope = '', name = ''] = inPackage.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}
