import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { FUNCTION_GRAPH_FILE } from '../../scripts/build-function.ts';

/** Of esbuild's graph what is asked here: https://esbuild.github.io/api/#graph */
const graphSchema = z.object({
  inputs: z.record(z.string(), z.object({ imports: z.array(z.object({ path: z.string() })) })),
});
type Graph = z.infer<typeof graphSchema>;

const FORBIDDEN = /^(?:node:)?(?:child_process|cluster)$/;

/** What esbuild told when it made the function's file, before the tests began. */
function readGraph(): Graph {
  return graphSchema.parse(JSON.parse(readFileSync(FUNCTION_GRAPH_FILE, 'utf8')));
}

/** The way from the door to each forbidden module, file by file; empty when there is none. */
function findWays({ inputs }: Graph): readonly string[] {
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
  const graph = readGraph();

  it('has no way from its door to a module that starts processes', () => {
    const ways = findWays(graph);

    expect(Object.keys(graph.inputs)).toContain('src/kubeconfig/eks/token.ts');
    // One that leads over @aws-sdk/credential-provider-node means that the bundle lacks its alias for that package.
    expect(ways).toEqual([]);
  });

  it('has nothing of the command line, where plugins run', () => {
    const own = Object.keys(graph.inputs).filter((path) => /^(?:cli|demo|infra)\//.test(path));

    expect(own.filter((path) => !path.startsWith('infra/bundle/'))).toEqual([]);
  });

  it('would tell a way, file by file', () => {
    const inputs = {
      'lambda/handler.ts': { imports: [edge('a.js'), edge('b.js')] },
      'a.js': { imports: [edge('b.js')] },
      'b.js': { imports: [edge('a.js'), edge('node:child_process')] },
    };

    expect(findWays({ inputs })).toEqual(['lambda/handler.ts → b.js → node:child_process']);
  });

  it('has one copy of the signer and of the core that the SDK has', () => {
    expect([
      countCopies(graph, '@smithy/signature-v4'),
      countCopies(graph, '@smithy/core'),
      countCopies(graph, '@aws-sdk/core'),
    ]).toEqual([1, 1, 1]);
  });
});

function edge(path: string) {
  return { path };
}

function countCopies({ inputs }: Graph, name: string): number {
  const folders = Object.keys(inputs).flatMap((path) => {
    const end = path.lastIndexOf(`node_modules/${name}/`);
    return end === -1 ? [] : [path.slice(0, end)];
  });
  return new Set(folders).size;
}
