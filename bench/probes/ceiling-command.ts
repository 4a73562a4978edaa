import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { markdownTable } from 'markdown-table';
import pLimit from 'p-limit';
import * as z from 'zod';
import { startClusterProcess, type ClusterProcess } from '../machine/cluster-process.ts';
import { parseNumber } from '../machine/option-number.ts';
import { openWire, type Wire } from '../machine/wire.ts';

interface CeilingFlags {
  readonly pods: number;
  readonly lines: number;
  readonly bytes: number;
}

/** What some requests took of the one who asks, and of the cluster. */
interface Asked {
  readonly title: string;
  readonly requests: number;
  readonly wallMilliseconds: number;
  readonly clusterMilliseconds: number;
}

const podPage = z.object({
  metadata: z.object({ continue: z.string().optional() }),
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({ containers: z.array(z.object({ name: z.string() })) }),
    }),
  ),
});

const PODS = '/api/v1/namespaces/trading-bots/pods';
const CONNECTIONS = 32;

export function addCeilingCommand(program: Command): void {
  program
    .command('ceiling')
    .description('how much the embedded cluster itself can answer: what no row can pass')
    .option('--pods <number>', 'pods, one a Job', parseNumber, 2000)
    .option('--lines <number>', 'lines of a log', parseNumber, 100)
    .option('--bytes <number>', 'bytes of a line', parseNumber, 100)
    .action(measureCeiling);
}

async function measureCeiling({ pods, lines, bytes }: CeilingFlags): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  const kubeconfig = join(folder.path, 'kubeconfig.yaml');
  const start = performance.now();
  using cluster = await startClusterProcess({
    jobs: { count: pods, linesPerLog: lines, bytesPerLine: bytes },
    roundTripMilliseconds: 0,
    refuseEvery: 0,
    endless: false,
  });
  const startSeconds = (performance.now() - start) / 1000;
  await writeFile(kubeconfig, cluster.kubeconfig, { mode: 0o600 });
  const wire = await openWire(kubeconfig, CONNECTIONS);
  const paths: string[] = [];
  const asked = [
    await ask('pages of 500 pods', cluster, () => listPaths(wire, paths)),
    await ask('logs, the first time', cluster, () => readAll(wire, paths)),
    await ask('logs, again', cluster, () => readAll(wire, paths)),
  ];
  await wire.close();
  process.stdout.write(
    `${pods} pods × ${lines} lines × ${bytes} bytes, ${CONNECTIONS} connections; started in ${startSeconds.toFixed(1)} s\n\n` +
      `${renderAsked(asked)}\n`,
  );
}

async function ask(title: string, cluster: ClusterProcess, act: () => Promise<void>): Promise<Asked> {
  await cluster.takeTally();
  const start = performance.now();
  await act();
  const wallMilliseconds = performance.now() - start;
  const { requests, cpuMilliseconds } = await cluster.takeTally();
  return { title, requests, wallMilliseconds, clusterMilliseconds: cpuMilliseconds };
}

async function listPaths(wire: Wire, paths: string[]): Promise<void> {
  for (let token: string | undefined = ''; token !== undefined;) {
    const query: string = token === '' ? '' : `&continue=${token}`;
    const { body } = await wire.get(`${PODS}?labelSelector=session_id%3Dsynthetic&limit=500${query}`);
    const page = podPage.parse(await body.json());
    for (const { metadata, spec } of page.items)
      for (const { name } of spec.containers)
        paths.push(`${PODS}/${metadata.name}/log?container=${name}&tailLines=100&timestamps=true`);
    token = page.metadata.continue;
  }
}

async function readAll(wire: Wire, paths: readonly string[]): Promise<void> {
  await pLimit(CONNECTIONS).map(paths, async (path) => {
    const { statusCode, body } = await wire.get(path);
    await body.dump();
    if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}`);
  });
}

function renderAsked(asked: readonly Asked[]): string {
  return markdownTable(
    [
      ['', 'requests', 'a second, asked from here', "a second of the cluster's processor"],
      ...asked.map(({ title, requests, wallMilliseconds, clusterMilliseconds }) => [
        title,
        String(requests),
        ((1000 * requests) / wallMilliseconds).toFixed(0),
        ((1000 * requests) / clusterMilliseconds).toFixed(0),
      ]),
    ],
    { align: ['l', 'r', 'r', 'r'] },
  );
}
