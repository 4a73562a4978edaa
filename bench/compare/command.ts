import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import type { Comparison, ComparisonCase } from './comparison.ts';
import { renderComparison } from './table.ts';
import { compareOnEmbedded, type ComparisonOptions } from './embedded.ts';
import { describeMachine } from '../machine/machine.ts';
import { bundleForNode } from '../function/node-bundle.ts';
import { parseNumber, parseNumbers } from '../machine/option-number.ts';
import { compareOnReal, type RealCluster } from './real.ts';
import { ROWS } from './row.ts';

interface CompareFlags {
  readonly pods: number;
  readonly lines: number;
  readonly bytes: number;
  readonly roundTrip: readonly number[];
  readonly rounds: number;
  readonly slowRounds: number;
  readonly kubectl: string;
  readonly real?: readonly string[];
  readonly json?: string;
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare', { isDefault: true })
    .description(
      'our own run beside the floor and beside what people use today, against one embedded cluster',
    )
    .option('--pods <number>', 'pods, one a Job', parseNumber, 200)
    .option('--lines <number>', 'lines of a log', parseNumber, 100)
    .option('--bytes <number>', 'bytes of a line', parseNumber, 100)
    .option(
      '--round-trip <milliseconds>',
      'how far away the cluster is, several with commas',
      parseNumbers,
      [0, 20],
    )
    .option('--rounds <number>', 'runs of each row', parseNumber, 9)
    .option('--slow-rounds <number>', 'runs of each row of kubectl', parseNumber, 3)
    .option('--kubectl <program>', 'the kubectl to compare with', 'kubectl')
    .option('--real <kubeconfig namespace selector...>', 'a cluster of yours in place of the embedded one')
    .option('--json <file>', 'write the results there too')
    .action(compare);
}

async function compare(flags: CompareFlags): Promise<void> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'job-reporter-bench-'));
  const machine = describeMachine(flags.kubectl);
  const usable = ROWS.filter(({ needsKubectl }) => !needsKubectl || machine.kubectl !== null);
  const rows = await Promise.all(
    usable.map(async (row) => ({ row, bundle: await bundleForNode(row.program, folder.path) })),
  );
  const options: ComparisonOptions = {
    rows,
    rounds: { fast: flags.rounds, slow: flags.slowRounds },
    kubectl: flags.kubectl,
    tell,
  };
  const absent = ROWS.filter((row) => !usable.includes(row)).map(({ name, title }) => ({
    name,
    title,
    absence: `${flags.kubectl} cannot be run here`,
    measured: null,
  }));
  const cases =
    flags.real === undefined
      ? await compareEach(flags, options)
      : [await compareOnReal(readReal(flags.real), options)];
  const comparison: Comparison = {
    takenAt: new Date().toISOString(),
    machine,
    cluster:
      flags.real === undefined
        ? `An embedded cluster of ${flags.pods} pods × ${flags.lines} lines × ${flags.bytes} bytes`
        : 'A real cluster',
    cases: cases.map((each) => ({ ...each, rows: [...each.rows, ...absent] })),
  };
  process.stdout.write(`${renderComparison(comparison)}\n`);
  if (flags.json !== undefined) await writeFile(flags.json, `${JSON.stringify(comparison, null, 2)}\n`);
}

async function compareEach(
  { pods, lines, bytes, roundTrip }: CompareFlags,
  options: ComparisonOptions,
): Promise<readonly ComparisonCase[]> {
  const cases: ComparisonCase[] = [];
  for (const roundTripMilliseconds of roundTrip) {
    options.tell(`round trip ${roundTripMilliseconds} ms`);
    const jobs = { count: pods, linesPerLog: lines, bytesPerLine: bytes };
    const order = { jobs, roundTripMilliseconds, refuseEvery: 0, endless: false };
    cases.push(await compareOnEmbedded(order, options));
  }
  return cases;
}

function readReal(words: readonly string[]): RealCluster {
  const [kubeconfig, namespace, labelSelector, ...others] = words;
  if (kubeconfig === undefined || namespace === undefined || labelSelector === undefined || others.length > 0)
    throw new InvalidArgumentError('--real wants three words: KUBECONFIG NAMESPACE SELECTOR');
  return { kubeconfig, namespace, labelSelector };
}

function tell(progress: string): void {
  process.stderr.write(`${progress}\n`);
}
