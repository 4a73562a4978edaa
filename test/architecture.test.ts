import { describe, expect, it } from 'vitest';
import { findForbiddenImports, findForbiddenUses, findRoom, listFiles, type Room } from './house-rules.ts';
import { listSourceFolders, parseSourceFile, readSourceFiles } from './source-file.ts';

// The house, as its picture in the README shows it: change the one with the other.
const ROOMS: readonly Room[] = [
  { path: 'src/errors.ts', imports: [] },
  { path: 'src/aws-failure.ts', imports: [] },
  { path: 'src/snapshot', imports: ['zod'] },
  { path: 'src/history', imports: ['src/snapshot'] },
  { path: 'src/report', imports: ['src/snapshot', 'src/history', 'zod'] },
  {
    path: 'src/config',
    imports: ['src/snapshot', 'src/redaction', 'src/errors.ts', 'zod', 'yaml', 'croner', 'node:fs/promises'],
  },
  {
    path: 'src/redaction',
    imports: ['src/snapshot', 'src/errors.ts', 're2js', '@secretlint/secretlint-rule-preset-recommend'],
    types: ['src/config', '@secretlint/types'],
  },
  {
    path: 'src/kubeconfig',
    imports: [
      'src/snapshot',
      'src/errors.ts',
      'src/aws-failure.ts',
      'zod',
      'yaml',
      // A token of EKS is a signed request to STS.
      '@aws-sdk/client-sts',
      '@smithy/core',
      '@smithy/signature-v4',
      // Plugins of a person's own kubeconfig run as kubectl runs them.
      'node:child_process',
      'node:events',
      'node:crypto',
      'node:fs',
      'node:os',
      'node:path',
      'node:util',
    ],
    types: ['src/cluster', 'cli'],
    lazily: ['@aws-sdk/credential-provider-node'],
  },
  {
    path: 'src/cluster',
    imports: [
      'src/snapshot',
      'src/redaction',
      'src/kubeconfig',
      'src/errors.ts',
      'zod',
      'undici',
      'p-retry',
      'yaml',
      // A check tells a name that is wrong from a way that is shut.
      'node:dns',
      'node:events',
      'node:net',
      'node:path',
      'node:timers/promises',
      'node:tls',
      'node:util',
    ],
    types: ['node:http'],
  },
  {
    path: 'src/archive',
    imports: [
      'src/snapshot',
      'src/errors.ts',
      'src/aws-failure.ts',
      '@aws-sdk/client-s3',
      '@aws-sdk/credential-provider-node',
      'fastest-levenshtein',
      'p-limit',
      // A large body is sent within the SDK's retries.
      '@smithy/core',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:stream',
      'node:util',
      'node:zlib',
    ],
    lazily: ['node:sqlite'],
  },
  {
    path: 'src/reporter.ts',
    imports: ['src/archive', 'src/report', 'src/snapshot'],
    types: ['src/cluster', 'src/redaction'],
  },
  { path: 'src/run-summary.ts', imports: ['src/snapshot'], types: ['src/archive', 'src/reporter.ts'] },
  {
    path: 'lambda',
    imports: [
      'src',
      '@aws-lambda-powertools',
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/client-ssm',
      '@aws-sdk/credential-provider-env',
      'zod',
    ],
    types: ['aws-lambda', '@aws-sdk/client-s3'],
  },
  {
    path: 'cli',
    imports: [
      'src',
      'commander',
      'fastest-levenshtein',
      'zod',
      // Plugins of a person's own kubeconfig run as kubectl runs them.
      'node:child_process',
      'node:crypto',
      'node:events',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
      'node:timers/promises',
      'node:util',
    ],
    lazily: ['demo', '@aws-sdk/credential-provider-node'],
  },
  {
    path: 'demo',
    imports: [
      'zod',
      'pkijs',
      'asn1js',
      'node:crypto',
      'node:events',
      'node:fs/promises',
      'node:http',
      'node:https',
      'node:net',
      'node:stream',
      'node:timers/promises',
      'node:tls',
    ],
  },
  {
    path: 'infra',
    imports: [
      'src/config',
      'src/errors.ts',
      'src/archive/objects/keys.ts',
      'aws-cdk-lib',
      'cdk-nag',
      'constructs',
      'esbuild',
      'node:crypto',
      'node:fs',
      'node:module',
      'node:path',
      'node:url',
    ],
  },
  {
    path: 'bench',
    imports: [
      'src',
      'demo',
      // The function's bundle is measured as it is deployed.
      'infra/bundle',
      'scripts/build-function.ts',
      // Not to be built twice: they stand for S3 and Secrets Manager here as well.
      'test/doubles',
      'esbuild',
      '@kubernetes/client-node',
      'commander',
      'd3-array',
      'd3-scale',
      'd3-shape',
      'markdown-table',
      'p-limit',
      'undici',
      'yaml',
      'zod',
      'node:child_process',
      'node:crypto',
      'node:diagnostics_channel',
      'node:events',
      'node:fs',
      'node:module',
      'node:net',
      'node:os',
      'node:path',
      'node:stream',
      'node:url',
      'node:zlib',
    ],
  },
  {
    path: 'scripts',
    imports: [
      'src',
      'cli/command-table.ts',
      'infra/bundle',
      'esbuild',
      'zod',
      'node:child_process',
      'node:fs',
      'node:path',
      'node:url',
    ],
  },
];

/** Rooms that know no clock, chance, machine or network: what they need is an argument. */
const PURE = ['src/snapshot', 'src/history', 'src/report'];
/** Where people and machines come in: only there are the process and the console known. */
const DOORS = ['lambda', 'cli', 'infra/app.ts', 'bench', 'scripts'];
/** What runs at somebody's: it reads a cluster, and starts nothing. */
const RUNS = ['src', 'lambda', 'cli', 'demo'];
/** But for this, on a person's own machine. */
const STARTS = 'src/kubeconfig/local/exec-plugin.ts';
const MOST_LINES = 180;

const files = readSourceFiles(listSourceFolders().filter((folder) => folder !== 'test'));
const within = (paths: readonly string[]) =>
  files.filter(({ path }) => paths.some((each) => path === each || path.startsWith(`${each}/`)));

describe('the house', () => {
  it('has a room for every file', () => {
    const homeless = files.filter(({ path }) => findRoom(path, ROOMS) === undefined);

    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  it.each(ROOMS)('lets into $path only what may come in', (room) => {
    const inRoom = listFiles(files, room, ROOMS);

    const forbidden = findForbiddenImports(inRoom, room);

    expect(forbidden).toEqual([]);
  });

  it('keeps clock, chance, environment, timers and network out of snapshot, history and report', () => {
    const pure = within(PURE);

    const forbidden = findForbiddenUses(pure, () => true);

    expect(pure.length).toBeGreaterThan(20);
    expect(forbidden).toEqual([]);
  });

  it('knows the process and the console at its doors only', () => {
    const doors = new Set(within(DOORS));
    const rest = files.filter((file) => !doors.has(file));

    const forbidden = findForbiddenUses(rest, ({ name }) =>
      ['process', 'console', 'globalThis'].includes(name),
    );

    expect(forbidden).toEqual([]);
  });

  it('makes no client, and reads no environment, while a file is imported', () => {
    const imported = within(RUNS).filter(({ path }) => path !== 'cli/main.ts');

    const forbidden = findForbiddenUses(imported, ({ isAtImport }) => isAtImport);

    expect(forbidden).toEqual([]);
  });

  it('starts no other process', () => {
    const others = within(RUNS).filter(({ path }) => path !== STARTS);

    const starting = others.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^(?:node:)?(?:child_process|cluster|worker_threads)$/.test(target))
        .map(({ target, line }) => `${path}:${line} imports ${target}`),
    );

    expect(starting).toEqual([]);
  });

  it('names a file by one noun in kebab-case, and none by what is in every file', () => {
    const ill = files.filter(
      ({ path }) =>
        !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)+[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(path) ||
        /(?:^|[/-])(?:utils?|helpers?|common|misc|shared)(?:[/.-]|$)/.test(path),
    );

    expect(ill.map(({ path }) => path)).toEqual([]);
  });

  it(`has no file of more than ${MOST_LINES} lines`, () => {
    const long = files.filter(({ lines }) => lines > MOST_LINES);

    expect(long.map(({ path, lines }) => `${path} has ${lines} lines`)).toEqual([]);
  });
});

describe('the rules of the house', () => {
  const room: Room = {
    path: 'src/report',
    imports: ['src/snapshot', 'zod'],
    types: ['src/config'],
    lazily: ['node:sqlite'],
  };

  it('find an import in whatever form it comes, and say where it is and what may come in', () => {
    const file = parseSourceFile(
      'src/report/bad.ts',
      [
        "import { a } from '../cluster/job-monitor.ts';",
        "import type { B } from '../cluster/job-monitor.ts';",
        "export { c } from 'undici';",
        "export * from 'node:fs';",
        "const d = await import('zodiac');",
        "type E = import('../archive/s3/archive.ts').S3Archive;",
        'const f = await import(d);',
        "import '../snapshotted.ts';",
      ].join('\n'),
    );

    const forbidden = findForbiddenImports([file], room);

    const may = 'src/report may import src/snapshot, zod; types of src/config; node:sqlite by import() only';
    expect(forbidden.toSorted()).toEqual([
      `src/report/bad.ts:1 imports src/cluster/job-monitor.ts: ${may}`,
      `src/report/bad.ts:2 imports src/cluster/job-monitor.ts: ${may}`,
      `src/report/bad.ts:3 imports undici: ${may}`,
      `src/report/bad.ts:4 imports node:fs: ${may}`,
      `src/report/bad.ts:5 imports zodiac: ${may}`,
      `src/report/bad.ts:6 imports src/archive/s3/archive.ts: ${may}`,
      `src/report/bad.ts:7 imports something computed: ${may}`,
      `src/report/bad.ts:8 imports src/snapshotted.ts: ${may}`,
    ]);
  });

  it('tell types and what is imported late from the rest', () => {
    const file = parseSourceFile(
      'src/report/half.ts',
      [
        "import * as z from 'zod';",
        "import { a } from './good.ts';",
        "import { type B } from '../config.ts';",
        "import { type C, d } from '../config/file.ts';",
        "const e = await import('node:sqlite');",
        "import { f } from 'node:sqlite';",
      ].join('\n'),
    );

    const forbidden = findForbiddenImports([file], room).map((each) => each.split(':')[1]);

    expect(forbidden).toEqual(['4 imports src/config/file.ts', '6 imports node']);
  });

  it('find what is used, and not what merely has its name', () => {
    const file = parseSourceFile(
      'src/report/clock.ts',
      [
        'const options = { process: 1, fetch() { return 2; } };',
        'options.process; options.fetch();',
        'type Door = { readonly console: string };',
        'const parsed = new Date(options.process);',
        'function look() { return [new Date(), Date.now(), process.env, fetch]; }',
      ].join('\n'),
    );

    const found = findForbiddenUses([file], () => true);

    expect(found).toEqual(
      ['new Date()', 'Date.now', 'process', 'fetch'].map((name) => `src/report/clock.ts:5 uses ${name}`),
    );
  });

  it('find what is made while the file is imported, and not what a function makes', () => {
    const file = parseSourceFile(
      'lambda/eager.ts',
      [
        "import { S3Client } from '@aws-sdk/client-s3';",
        'const client = new S3Client({});',
        'const names = new Set([process.env]);',
        'const open = () => new S3Client({});',
        'class Door { client = new S3Client({}); }',
      ].join('\n'),
    );

    const found = findForbiddenUses([file], ({ isAtImport }) => isAtImport);

    expect(found).toEqual(['lambda/eager.ts:2 uses new S3Client()', 'lambda/eager.ts:3 uses process']);
  });
});
