import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { startEmbeddedCluster, type EmbeddedCluster } from '../../demo/embedded-cluster.ts';
import { LIBRARY_FILE, writeLibrary } from '../../scripts/generate-library.ts';
import { runNode, type ChildOutcome } from '../infra/child-process.ts';
import { installPackage, ROOT, type Consumer } from './consumer.ts';

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');
const LIBRARY = join(ROOT, 'docs/library');
/** Of what npm unpacks, in bytes: the function's file and its map are 3.2 MB of it, the demo's recorded cluster 1. */
const BUDGET = 8_500_000;

let consumer: Consumer;
let cluster: EmbeddedCluster;

beforeAll(async () => {
  [consumer, cluster] = await Promise.all([
    installPackage(),
    startEmbeddedCluster({ now: () => new Date() }),
  ]);
  for (const program of globSync('*.ts', { cwd: LIBRARY }))
    cpSync(join(LIBRARY, program), join(consumer.folder, program));
  writeFileSync(join(consumer.folder, 'kubeconfig.yaml'), cluster.kubeconfig({ as: 'reporter' }));
}, 120_000);

afterAll(async () => {
  await cluster.close();
  rmSync(consumer.folder, { recursive: true, force: true });
});

/** Runs a program in the consumer's folder, whose kubeconfig is that of the embedded cluster. */
async function runProgram(...args: readonly string[]): Promise<ChildOutcome> {
  const { folder } = consumer;
  return await runNode(args, {
    cwd: folder,
    env: {
      HOME: folder,
      KUBECONFIG: join(folder, 'kubeconfig.yaml'),
      PATH: process.env['PATH'] ?? '',
    },
  });
}

async function runCommand(...words: readonly string[]): Promise<ChildOutcome> {
  return await runProgram(join(consumer.installed, 'bin/job-reporter.js'), ...words);
}

describe('the packed package', () => {
  test('has the files that its exports name, and types beside each module', () => {
    const { installed, packageFile } = consumer;
    const named = Object.values(packageFile.exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : [entry.types, entry.default],
    );

    const missing = named.filter((path) => globSync(path, { cwd: installed }).length === 0);

    expect(named.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });

  test('holds what it needs to run, and nothing of how it was made', () => {
    const files = globSync('**/*', { cwd: consumer.installed, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const paths = files.map(({ parentPath, name }) => join(parentPath, name));
    const bytes = paths.reduce((sum, path) => sum + readFileSync(path).length, 0);
    const places = paths.map((path) => path.slice(consumer.installed.length + 1));

    const strange = places.filter(
      (path) =>
        !/^(?:bin|schema|dist\/(?:cli|demo|function|infra|lambda|src))\/|^dist\/handler\.js$|^(?:README\.md|LICENSE|package\.json)$/.test(
          path,
        ),
    );

    expect(strange).toEqual([]);
    expect(places.filter((path) => /(?<!\.d)\.ts$|^dist\/lambda\/.*\.js/.test(path))).toEqual([]);
    process.stdout.write(`The package has ${bytes} of ${BUDGET} bytes in ${paths.length} files\n`);
    expect(bytes).toBeLessThanOrEqual(BUDGET);
  });

  test('puts nothing on those who install it but what it needs to run', () => {
    const names = Object.keys(consumer.packageFile.dependencies);

    expect(consumer.packageFile).not.toHaveProperty('optionalDependencies');
    expect(consumer.packageFile).toMatchObject({
      peerDependenciesMeta: { 'aws-cdk-lib': { optional: true }, constructs: { optional: true } },
    });
    expect(names.filter((name) => /^node-|aws-cdk|constructs|powertools|esbuild/.test(name))).toEqual([]);
  });

  test.each([
    ['.', 'src/index.ts'],
    ['./archive', 'src/archive/index.ts'],
    ['./report', 'src/report/index.ts'],
    ['./history', 'src/history/index.ts'],
    ['./kubeconfig', 'src/kubeconfig/index.ts'],
    ['./lambda', 'lambda/index.ts'],
    ['./cdk', 'infra/index.ts'],
  ])('exports from %s what its index.ts names', async (entry, index) => {
    const name = entry.replace('.', 'k8s-job-reporter');
    const listing = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(name)})).toSorted()))`;

    const { stdout, stderr } = await runProgram('--input-type=module', '-e', listing);

    const source = z
      .record(z.string(), z.unknown())
      .parse({ ...(await import(pathToFileURL(join(ROOT, index)).href)) });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(Object.keys(source).toSorted());
  });

  test('tells what it cannot do where it was not built', async () => {
    const checkout = join(consumer.folder, 'checkout');
    mkdirSync(checkout);
    cpSync(join(ROOT, 'bin'), join(checkout, 'bin'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(checkout, 'package.json'));

    const outcome = await runProgram(join(checkout, 'bin/job-reporter.js'), '--version');

    expect(outcome).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'k8s-job-reporter is not built here: npm run build does it, as does npm ci unless it is told --ignore-scripts.\n',
    });
  });
});

describe('the installed command', () => {
  test('tells its version', async () => {
    const { stdout, stderr } = await runCommand('--version');

    expect([stdout, stderr]).toEqual([`${consumer.packageFile.version}\n`, '']);
  });

  test('shows the demo, and keeps its reports', async () => {
    const { exitCode, stdout } = await runCommand('demo', '--archive', 'demo-reports');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('[D32_K8S_MONITOR] KUBERNETES JOB/POD MONITORING SNAPSHOT');
    expect(existsSync(join(consumer.folder, 'demo-reports/latest/trading-bots.json'))).toBe(true);
  });
});

describe('the library’s documentation', () => {
  test('is made of its programs', () => {
    const stored = readFileSync(LIBRARY_FILE, 'utf8');

    expect(stored).toBe(writeLibrary());
  });

  test.each([
    // The types of client-node do not hold then.
    [
      'with the types of the other dependencies checked too',
      { skipLibCheck: false, exactOptionalPropertyTypes: true },
      ['*-client-node.ts'],
    ],
    ['all of it', { skipLibCheck: true }, []],
  ])('compiles against the types of the package: %s', async (_what, options, exclude) => {
    const compilerOptions = {
      target: 'es2024',
      module: 'nodenext',
      strict: true,
      noEmit: true,
      types: ['node'],
      ...options,
    };
    writeFileSync(
      join(consumer.folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['*.ts'], exclude }),
    );

    const { exitCode, stdout } = await runProgram(TSC, '-p', '.');

    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
  });

  test.each<[string, number, RegExp]>([
    [
      '01-snapshot.ts',
      0,
      /^={80}\n\[D32_K8S_MONITOR\][^]*\[HEADER\]\nNamespace: +trading-bots\n[^]*Job: crash-loop\n/,
    ],
    ['02-failed-jobs.ts', 2, /^[a-z-]+: BackoffLimitExceeded: /m],
    ['03-watch.ts', 0, /^0 of 1 Jobs go on\n$/],
    ['04-vault.ts', 0, /^embedded \d+ \[/],
    ['05-client-node.ts', 0, /^\d+ Jobs have \d+ of the \d+ pods of trading-bots\n$/],
    ['09-by-hand.ts', 0, /Job: tune-1\n[^]*\nREPORT_INVALID\n$/],
  ])('%s runs', async (program, exitCode, printed) => {
    const outcome = await runProgram(program);

    expect(outcome.stdout).toMatch(printed);
    expect(outcome.exitCode).toBe(exitCode);
  });

  test('06-archive.ts, run twice, keeps what 07-newest.ts and 08-compare.ts read', async () => {
    const kept = [await runProgram('06-archive.ts'), await runProgram('06-archive.ts')];

    const newest = await runProgram('07-newest.ts');
    const compared = await runProgram('08-compare.ts');

    for (const { stdout } of kept)
      expect(stdout).toMatch(
        /^stored .*\/reports\/reports\/target=trading-bots\/date=[\d-]+\/\d+T\d+Z(?:_\d+)?\.txt\n$/,
      );
    expect(newest.stdout).toMatch(/^trading-bots \d{4}: \d+ Jobs, (?:COMPLETE|PARTIAL)\n$/);
    expect(compared.stdout).toMatch(/^--- before\n\+\+\+ after\n/);
    expect([newest.stderr, compared.stderr]).toEqual(['', '']);
  });

  test('10-handler.ts is a handler that says what its event lacks', async () => {
    const event = `import { handler } from './10-handler.ts'; await handler({}, { awsRequestId: 'a', memoryLimitInMB: '512', getRemainingTimeInMillis: () => 9000 })`;

    const { exitCode, stderr } = await runProgram('--input-type=module', '-e', event);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('no report: SETTINGS_INVALID, Correct each field named\n');
  });
});
