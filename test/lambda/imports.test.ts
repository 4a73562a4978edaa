import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeBundle } from '../../infra/bundle/bundle.ts';

const FORBIDDEN = /^(?:node:)?(?:child_process|cluster)$/;

/** Bundled as the stack bundles it, for the graph of what comes in. */
async function bundle(): Promise<Metafile> {
  const { entry, projectRoot, bundling = {} } = describeBundle();
  const args = Object.entries(bundling.esbuildArgs ?? {});
  const alias = Object.fromEntries(
    args
      .filter(([name]) => name.startsWith('--alias:'))
      .map(([name, to]) => [name.slice('--alias:'.length), String(to)]),
  );
  const { metafile } = await build({
    entryPoints: [String(entry)],
    absWorkingDir: String(projectRoot),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    target: bundling.target ?? 'node24',
    mainFields: bundling.mainFields ?? ['module', 'main'],
    tsconfig: String(bundling.tsconfig),
    define: bundling.define ?? {},
    external: bundling.externalModules ?? [],
    alias,
  });
  return metafile;
}

/** The way from the door to each forbidden module, file by file; empty when there is none. */
function findWays({ inputs }: Metafile): readonly string[] {
  const cameFrom = new Map<string, string | null>([['lambda/handler.ts', null]]);
  const ways: string[] = [];
  for (const path of cameFrom.keys()) {
    for (const each of inputs[path]?.imports ?? []) {
      if (FORBIDDEN.test(each.path))
        ways.push([each.path, ...walkBack(path, cameFrom)].toReversed().join(' → '));
      else if (!cameFrom.has(each.path)) cameFrom.set(each.path, path);
    }
  }
  return ways;
}

function walkBack(path: string, cameFrom: ReadonlyMap<string, string | null>): readonly string[] {
  const before = cameFrom.get(path) ?? null;
  return before === null ? [path] : [path, ...walkBack(before, cameFrom)];
}

describe('what the function is made of', () => {
  let metafile: Metafile;

  beforeAll(async () => {
    metafile = await bundle();
  });

  it('has no way from its door to a module that starts processes', () => {
    const ways = findWays(metafile);

    expect(Object.keys(metafile.inputs)).toContain('src/kubeconfig/eks/token.ts');
    // One that leads over @aws-sdk/credential-provider-node means that the bundle lacks its alias for that package.
    expect(ways).toEqual([]);
  });

  it('has nothing of the command line, where plugins run', () => {
    const own = Object.keys(metafile.inputs).filter((path) => /^(?:cli|demo|infra)\//.test(path));

    expect(own.filter((path) => !path.startsWith('infra/bundle/'))).toEqual([]);
  });

  it('would tell a way, file by file', () => {
    const inputs = {
      'lambda/handler.ts': { bytes: 1, imports: [edge('a.js'), edge('b.js')] },
      'a.js': { bytes: 1, imports: [edge('b.js')] },
      'b.js': { bytes: 1, imports: [edge('a.js'), edge('node:child_process')] },
    };

    expect(findWays({ inputs, outputs: {} })).toEqual(['lambda/handler.ts → b.js → node:child_process']);
  });

  it('has one copy of the signer and of the core that the SDK has', () => {
    expect([
      countCopies(metafile, '@smithy/signature-v4'),
      countCopies(metafile, '@smithy/core'),
      countCopies(metafile, '@aws-sdk/core'),
    ]).toEqual([1, 1, 1]);
  });
});

function edge(path: string) {
  return { path, kind: 'import-statement' as const };
}

function countCopies({ inputs }: Metafile, name: string): number {
  const folders = Object.keys(inputs).flatMap((path) => {
    const end = path.lastIndexOf(`node_modules/${name}/`);
    return end === -1 ? [] : [path.slice(0, end)];
  });
  return new Set(folders).size;
}
